"""Pytest plugin: what fails a test although no assertion of its own does.

A socket to another machine, an ERROR in the log (unless the test is marked `logs_errors`), a variable that a template of ours
does not know.
"""

import ipaddress
import logging
import socket

import pytest

from config.testing_templates import UNKNOWN


class OutsideSocket(AssertionError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True, scope="session")
def no_outside_sockets():
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


def _guarded(connect):
    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise OutsideSocket(f"a test connects to {address[0]}")
        return connect(self, address)

    return guarded


def _is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def no_logged_errors(request, caplog):
    yield
    if not request.node.get_closest_marker("logs_errors"):
        assert logged_errors(caplog.get_records("call")) == []


def logged_errors(records):
    """The messages of the records from ERROR on."""
    return [f"{record.name}: {record.getMessage()}" for record in records if record.levelno >= logging.ERROR]


@pytest.fixture(autouse=True)
def no_unknown_template_variables():
    UNKNOWN.seen.clear()
    yield
    seen = sorted(set(UNKNOWN.seen))
    UNKNOWN.seen.clear()
    assert seen == []


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Browsers and rigs take turns on one worker of xdist; the other has the rest."""
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("rig"):
            item.add_marker(pytest.mark.xdist_group("heavy"))
