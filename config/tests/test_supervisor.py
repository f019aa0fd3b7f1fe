"""The supervisor with real processes: it brings back what dies and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
import os, sys
from config.supervisor import Service, Supervisor
sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
services = [Service("one", sleeper), Service("two", sleeper), Service("pass", [sys.executable, "-c", ""], every=60)]
def announce():
    print(services[0].process.pid, services[1].process.pid, flush=True)
    return True
Supervisor(services, environment=os.environ, folder=".").run(announce=announce)
"""


@pytest.fixture
def running():
    """(supervisor, the pids of its two services)"""
    supervisor = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    pids = [int(word) for word in supervisor.stdout.readline().split()]
    yield supervisor, pids
    for pid in (supervisor.pid, *pids):
        if is_alive(pid):
            os.kill(pid, signal.SIGKILL)
    supervisor.communicate()


def is_alive(pid):
    """A zombie is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children(pid):
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


@pytest.mark.parametrize("caught", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signal_stops_everything(running, caught):
    supervisor, pids = running
    assert all(is_alive(pid) for pid in pids)
    supervisor.send_signal(caught)
    assert supervisor.wait(timeout=10) == 0
    assert [pid for pid in pids if is_alive(pid)] == []


def test_signal_to_the_group_stops_everything(running):
    supervisor, pids = running
    os.killpg(supervisor.pid, signal.SIGTERM)
    assert supervisor.wait(timeout=10) == 0
    assert [pid for pid in pids if is_alive(pid)] == []


def test_services_follow_a_killed_supervisor(running):
    supervisor, pids = running
    supervisor.kill()
    supervisor.wait()
    assert wait_until(lambda: not any(is_alive(pid) for pid in pids))


def test_dead_service_comes_back(running):
    supervisor, (first, second) = running
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: len(set(children(supervisor.pid)) - {first, second}) == 1)
    assert is_alive(second)
