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
def kept_payload(django_db_setup, django_db_blocker):
    """The whole payload of the case's project, as it comes back from where it was kept; not to be changed."""
    with django_db_blocker.unblock(), transaction.atomic():
        data = (FOLDER / "iom-morocco-2014.json").read_bytes()
        read = reader.read(data, by=Actor.system("import_case"), now=factories.NOW)
        report = build_report(find_scope(project=read.workshop.project), now=factories.NOW)
        payload = json.loads(frozen(build_payload(report, whole=True)))
        transaction.set_rollback(True)
    return payload
