"""The payload of the 2014 case, made once: files are written from it without tables."""

import json

import pytest
from django.db import transaction

from accounts.history import Actor
from config import factories
from config.demo.registrations import FOLDER
from reports.actions import build_report
from reports.casefile import reader
from reports.payload import build_payload, frozen
from reports.scope import find_scope


@pytest.fixture(scope="session")
def kept_payloads(django_db_setup, django_db_blocker):
    """{for publication?: whole payload of the case's project}, as they come back from where they were kept."""
    with django_db_blocker.unblock(), transaction.atomic():
        data = (FOLDER / "iom-morocco-2014.json").read_bytes()
        scope = find_scope(project=reader.read(data, by=Actor.system("import_case"), now=factories.NOW).workshop.project)
        reports = {flag: build_report(scope, now=factories.NOW, publication=flag) for flag in (False, True)}
        found = {flag: json.loads(frozen(build_payload(report, whole=True))) for flag, report in reports.items()}
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="session")
def kept_payload(kept_payloads):
    """The office's own payload; not to be changed."""
    return kept_payloads[False]


@pytest.fixture(scope="session")
def published_payload(kept_payloads):
    """The payload for publication; not to be changed."""
    return kept_payloads[True]
