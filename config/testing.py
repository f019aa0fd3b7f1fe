"""Pytest plugin: the fixtures and guards every test shares. Rows come from `make`, time from `now`."""

import gc
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

#: a busy machine is no fault of the code: nothing here is timed
hypothesis_settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("untimed")


def pytest_collection_finish():
    """What is loaded by now stays: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    """Each test writes its files into a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def language_of_the_site():
    """Each test begins in the site's own language, whatever the last request of another left behind.

    Not named `language`: a test with an argument of that name would do without it.
    """
    translation.deactivate()


@pytest.fixture
def make(db):
    """The factories: `make.office()`, `make.workshop(office=…)`, `make.registration(workshop)` …"""
    from config import factories  # noqa: PLC0415  (the plugin is loaded before the apps are)

    return factories


@pytest.fixture
def now(make):
    return make.NOW


@pytest.fixture
def office(make):
    return make.office("TST")


@pytest.fixture
def coordinator(make, office):
    return make.user(office=office, email="coordinator@example.org")


@pytest.fixture
def staff(client, coordinator):
    """A client signed in as the coordinator of `office`."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def case(make, now):
    """The workshop of the 2014 case (config/demo), imported from its file."""
    from accounts.history import Actor  # noqa: PLC0415
    from reports.casefile import reader  # noqa: PLC0415

    data = (Path(__file__).parent / "demo" / "iom-morocco-2014.json").read_bytes()
    return reader.read(data, by=Actor.system("import_case"), now=now).workshop
