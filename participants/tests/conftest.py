import re

import pytest
from django.utils import translation

from accounts.history import Actor
from documents.spreadsheets import rows_of_text
from mailing.models import Letter
from participants.actions.imports.ordering import decide_all, map_columns, order_entry
from participants.actions.imports.receiving import receive
from participants.tasks import compare_list, enter_list


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


@pytest.fixture
def listed(make, office):
    """The workshop that lists come into."""
    return make.workshop("LIST", office=office)


@pytest.fixture
def bring(now):
    """`bring(workshop, text, status)`: a list received and compared; with a status entered too. Returns the batch."""

    def brought(workshop, text, status="", **decisions):
        batch = receive(
            workshop=workshop, rows=rows_of_text(text), name="list.csv", digest="0" * 64, by=Actor.system("test"), now=now
        )
        map_columns(batch=batch, mapping=batch.mapping)
        compare_list.func(batch.pk)
        for verdict, decision in decisions.items():
            decide_all(batch=batch, verdict=verdict, decision=decision)
        if status:
            order_entry(batch=batch, status=status)
            enter_list.func(batch.pk)
        batch.refresh_from_db()
        return batch

    return brought
