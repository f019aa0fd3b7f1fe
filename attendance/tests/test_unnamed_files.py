"""The file of a scan that was taken back goes; that of one kept, and of one just arriving, stays."""

import os
from datetime import timedelta

from attendance.actions.scans import path_of
from attendance.actions.unnamed_files import drop_unnamed_scans


def test_file_no_row_names_goes_once_it_is_a_day_old(make, media_root, now):
    kept = path_of(make.scan(make.register(make.workshop())))
    kept.parent.mkdir(parents=True, exist_ok=True)
    paths = {name: kept.parent / name for name in ("left.pdf", "arriving.pdf")} | {"kept": kept}
    for name, path in paths.items():
        path.write_bytes(b"%PDF")
        age = timedelta(hours=1) if name == "arriving.pdf" else timedelta(days=2)
        os.utime(path, ((now - age).timestamp(),) * 2)
    assert [drop_unnamed_scans(now=now), drop_unnamed_scans(now=now)] == [1, 0]
    assert {name: path.exists() for name, path in paths.items()} == {"left.pdf": False, "arriving.pdf": True, "kept": True}


def test_without_a_scan_there_is_nothing_to_drop(db, now):
    assert drop_unnamed_scans(now=now) == 0
