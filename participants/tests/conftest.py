import re

import pytest
from django.utils import translation

from accounts.history import Actor
from mailing.models import Letter


@pytest.fixture
def actor(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def public():
    return Actor.link("public")


@pytest.fixture
def person():
    """What a form gives for one person; name what matters."""

    def build(**values):
        return {
            "given_name": "Ilham", "family_name": "ZERHOUNAJ", "arabic_name": "إلهام زرهوناج", "name_order": "given_first",
            "email": "ilham@example.org", "phone": "+212612345678", "institution": None, "institution_proposal": "DIDH",
            "function": "Legal adviser", "sex": "F", "age_band": "35-44", "region": None, "language": "fr",
            "dietary": "", "accessibility": "", "photo_consent": False, "share_name_consent": True,
            "notice_version": "2026-11", "notice_language": "fr",
        } | values  # fmt: skip

    return build


@pytest.fixture
def token_in():
    """The token of the personal link in the newest letter to an address."""

    def find(email="ilham@example.org"):
        letter = Letter.objects.filter(to=email).latest("id")
        return re.search(r"/(?:prove|my)/([\w-]+)/", letter.text)[1]

    return find


@pytest.fixture
def kinds():
    """The kinds of the letters queued so far, in order."""
    return lambda **about: list(Letter.objects.filter(**about).order_by("id").values_list("kind", flat=True))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield
