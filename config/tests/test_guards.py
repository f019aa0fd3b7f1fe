"""The guards fail what they should: each is switched on against something wrong."""

import logging
import socket

import pytest
from django.conf import settings
from django.template import Context, Origin, Template, engines

from config.testing_guards import OutsideSocket, logged_errors
from config.testing_templates import UNKNOWN


def test_outside_socket_is_refused():
    with pytest.raises(OutsideSocket), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))


def test_loopback_socket_is_allowed():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as inside:
        assert inside.getpeername() == server.getsockname()


@pytest.mark.logs_errors
def test_logged_error_is_seen(caplog):
    logging.getLogger("somewhere").error("broken %s", "pipe")
    logging.getLogger("somewhere").warning("warned")
    assert logged_errors(caplog.records) == ["somewhere: broken pipe"]


@pytest.mark.parametrize("text", ["{{ nobody }}", "{{ user.no_such_thing }}", "{{ nobody|default:'x' }}"])
def test_unknown_variable_is_seen_in_our_templates(text):
    render(text, settings.BASE_DIR / "templates" / "invented.html")
    seen, UNKNOWN.seen[:] = list(UNKNOWN.seen), []
    assert len(seen) == 1
    assert seen[0].startswith("templates/invented.html: ")


@pytest.mark.parametrize("text", ["{% if nobody %}{% endif %}", "{{ known }}", "{{ nothing }}"])
def test_known_or_tested_variable_is_fine(text):
    render(text, settings.BASE_DIR / "templates" / "invented.html")
    assert UNKNOWN.seen == []


def test_packages_templates_may_rely_on_silence():
    assert render("a{{ nobody }}", settings.BASE_DIR.parent / "site-packages" / "x.html") == "a"
    assert UNKNOWN.seen == []


def render(text, path):
    engine = engines["django"].engine
    template = Template(text, origin=Origin(str(path), "invented.html", loader=engine.template_loaders[0]), engine=engine)
    return template.render(Context({"known": 1, "nothing": None, "user": object()}))
