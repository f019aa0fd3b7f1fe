import logging
import sys

import pytest
from django.db import IntegrityError, OperationalError
from django.test import RequestFactory
from django.urls import resolve

from config.logs import Frames, Routes


def record(message, *args, **extra):
    made = logging.LogRecord("django.request", logging.ERROR, "file", 1, message, args, extra.pop("exc_info", None))
    made.__dict__.update(extra)
    return made


def test_path_with_a_token_becomes_its_route():
    request = RequestFactory().get("/verify/SECRET")
    request.resolver_match = resolve("/verify/SECRET")
    line = record("%s: %s", "Internal Server Error", "/verify/SECRET?x=1", request=request)
    Routes().filter(line)
    assert line.getMessage() == "Internal Server Error: /verify/<str:token>"


def test_path_that_leads_nowhere_is_not_repeated():
    line = record("%s: %s", "Not Found", "/my/SECRET/x", request=RequestFactory().get("/my/SECRET/x"))
    Routes().filter(line)
    assert line.getMessage() == "Not Found: an unknown address"


@pytest.mark.parametrize(
    ("error", "last"),
    [
        (IntegrityError("Key (email)=(amina@example.org) already exists."), "IntegrityError"),
        (ValueError("amina@example.org"), "ValueError"),
        (OperationalError("connection refused"), "OperationalError: connection refused"),
    ],
)
def test_exception_text_is_kept_only_when_it_holds_no_values(error, last):
    try:
        raise RuntimeError("Amina") from error
    except RuntimeError:
        text = Frames("{message}", style="{").format(record("broken", exc_info=sys.exc_info()))
    lines = text.splitlines()
    assert last in lines
    assert lines[-1] == "RuntimeError"
    assert "amina" not in text.lower().replace(' raise runtimeerror("amina")', "")


@pytest.mark.logs_errors
def test_server_error_logs_no_token(client, db, settings, monkeypatch, capsys):
    """The whole way: a view that fails below a personal link, through the configured handler."""
    handler = next(handler for handler in logging.getLogger().handlers if any(isinstance(f, Routes) for f in handler.filters))
    monkeypatch.setattr(handler, "stream", sys.stderr)
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("config.health.connection.cursor", _fail)
        assert client.get("/healthz?token=SECRET").status_code == 500
    printed = capsys.readouterr().err
    assert "Internal Server Error: /healthz" in printed
    assert printed.splitlines()[-1] == "KeyError"
    assert "token" not in printed


def _fail():
    raise KeyError("amina@example.org")
