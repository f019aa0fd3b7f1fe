import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from accounts.actions import InvitationRefused, invite
from accounts.history import Actor, entries_for
from accounts.models import Membership, Office, User


@pytest.fixture
def by(make):
    return Actor.of(make.administrator())


def test_invited_person_sets_a_password_and_signs_in(client, office, by, now):
    user = invite(email="New@Example.org", name="New Person", office=office, role="me_officer", by=by, now=now)
    assert user.memberships.get().role == "me_officer"
    assert entries_for(user).get().verb == "invited"
    path = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    page = client.get(path, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "a long new phrase", "password2": "a long new phrase"})
    assert client.login(email="new@example.org", password="a long new phrase")
    client.logout()
    assert b"no longer works" in client.get(path, follow=True).content


def test_known_person_gains_the_role_without_another_letter(make, office, by, now):
    known = make.user(email="known@example.org", name="Known")
    assert invite(email="KNOWN@example.org", name="Other", office=office, role="coordinator", by=by, now=now) == known
    known.refresh_from_db()
    assert (known.name, known.memberships.count(), mail.outbox) == ("Known", 1, [])


def test_closed_account_is_not_invited(make, office, by, now):
    make.user(email="gone@example.org", is_active=False)
    with pytest.raises(InvitationRefused) as refused:
        invite(email="gone@example.org", name="Gone", office=office, role="coordinator", by=by, now=now)
    assert refused.value.code == "inactive"


def test_constraints_of_accounts(make, office):
    user = make.user(office=office)
    for model, values in (
        (Membership, {"user": user, "office": office, "role": "coordinator"}),
        (Membership, {"user": user, "office": office, "role": "king"}),
        (Office, {"code": office.code, "name_en": "X"}),
        (User, {"email": user.email, "name": "X"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(**values)
