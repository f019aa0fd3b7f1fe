"""Files that are kept: on the disk whole, or not at all."""

import os
import tempfile
from pathlib import Path


def keep(path, data):
    """Write `data` to `path` so that a reader, or a machine that lost its power, finds all of it or nothing."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
        aside = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            aside.replace(path)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
    _sync(path.parent)


def _sync(folder):
    """A rename is safe only once its folder is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
