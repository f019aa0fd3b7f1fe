import os
import stat
import threading

import pytest

from reports.whole_file import write_whole


def test_existing_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "report.json"
    path.write_text("old and longer")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_private_file_is_for_its_owner_alone(tmp_path):
    write_whole(tmp_path / "open", b"x")
    write_whole(tmp_path / "private", b"x", private=True)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes["private"] == 0o600
    assert modes["open"] & 0o600 == 0o600


def test_link_stays_and_its_file_is_replaced(tmp_path):
    link, file = tmp_path / "link", tmp_path / "file"
    link.symlink_to("file")
    file.write_text("old")
    write_whole(link, b"new")
    assert (link.is_symlink(), file.read_bytes()) == (True, b"new")


def test_pipe_takes_the_bytes_and_stays_a_pipe(tmp_path):
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"new")
    reader.join()
    assert (got, pipe.is_fifo()) == ([b"new"], True)


@pytest.mark.parametrize("name", ["", "folder", "nowhere/file", "x" * 300])
def test_what_cannot_be_written_leaves_nothing(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory|name too long"):
        write_whole(tmp_path / name, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
