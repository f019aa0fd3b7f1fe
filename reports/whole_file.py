"""The file a command was asked to write: whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_whole(path, content, *, private=False):
    """Write `content` (bytes) beside `path` and rename it: a reader sees the old file or the new one. Raises OSError.

    A device or a pipe takes the bytes as they come and stays what it is. `private`: only its owner may read the file.
    """
    path = Path(path)
    if path.exists() and not path.is_file():  # opening a directory is the OSError that says so
        path.write_bytes(content)
        return
    path = Path(os.path.realpath(path))  # behind a link, the file it leads to
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask
