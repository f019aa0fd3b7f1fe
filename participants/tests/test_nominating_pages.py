"""The focal point's pages: behind a link, own people alone, nothing changed by looking."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from participants.actions.nominations import make_link
from participants.models import Invitation, Nomination, Registration


@pytest.fixture
def workshop(make, office):
    soon = timezone.localdate() + timezone.timedelta(days=30)
    return make.workshop("W", office=office, start=soon, end=soon)


@pytest.fixture
def opened(make, workshop):
    """(invitation, address of its page), with two seats."""

    def build(**fields):
        invitation = make.invitation(workshop, **{"quota": 2} | fields)
        return invitation, reverse("participants:nominate", args=[make_link(invitation=invitation, now=timezone.now())])

    return build


def rows(*people, total=None):
    """What the form sends for `people`, {field: text} each."""
    sent = {"p-TOTAL_FORMS": total or len(people), "p-INITIAL_FORMS": 0}
    return sent | {f"p-{at}-{name}": text for at, person in enumerate(people) for name, text in person.items()}


AMAL = {"given_name": "Amal", "family_name": "TAZI", "sex": "F", "email": "amal@example.org"}
BADR = {"arabic_name": "بدر التازي", "sex": "M"}


def test_naming_several_at_once(client, opened):
    _invitation, page = opened()
    assert client.post(page, rows(AMAL, BADR, {})).headers["Location"] == page
    text = client.get(page).content.decode()
    assert ("Amal TAZI" in text, "بدر التازي" in text, "1 of 2 nominees" in text) == (True, True, True)


def test_looking_changes_nothing(client, opened, make):
    invitation, page = opened()
    named = make.nomination(invitation)
    before = list(Nomination.objects.values()), list(Registration.objects.values()), list(Invitation.objects.values())
    for path in ("", f"{named.registration_id}/remove/", f"{named.registration_id}/replace/"):
        assert client.get(page + path).status_code == 200
    assert (list(Nomination.objects.values()), list(Registration.objects.values()), list(Invitation.objects.values())) == before
    for path in ("endorse/", f"{named.registration_id}/up/"):
        assert client.get(page + path).status_code == 405


def test_pages_are_neither_kept_nor_indexed(client, opened, make):
    invitation, page = opened()
    named = make.nomination(invitation)
    for path in ("", f"{named.registration_id}/remove/", f"{named.registration_id}/replace/"):
        response = client.get(page + path)
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert 'content="noindex, nofollow"' in response.content.decode()


def test_each_institution_sees_and_touches_its_own_people_only(client, opened, make):
    (mine, my_page), (theirs, their_page) = opened(), opened()
    one, other = make.nomination(mine, family_name="MINE"), make.nomination(theirs, family_name="THEIRS")
    for page, seen, hidden in ((my_page, "MINE", "THEIRS"), (their_page, "THEIRS", "MINE")):
        text = client.get(page).content.decode()
        assert (seen in text, hidden in text) == (True, False)
    acts = [(act, other.registration_id) for act in ("up", "down", "remove", "replace")]
    answers = [client.post(f"{my_page}{pk}/{act}/", {"substitute": one.registration_id}).status_code for act, pk in acts]
    assert answers == [404] * 4
    assert client.get(f"{my_page}{other.registration_id}/replace/").status_code == 404
    called = client.post(f"{my_page}{one.registration_id}/replace/", {"substitute": other.registration_id})
    assert (called.status_code, set(Registration.objects.values_list("status", flat=True))) == (404, {"submitted"})


@pytest.mark.parametrize("path", ["", "letter.pdf", "1/remove/", "1/replace/"])
def test_unknown_link_opens_nothing(client, db, path):
    response = client.get(f"/nominate/unknown/{path}")
    assert (response.status_code, "no longer valid" in response.content.decode()) == (404, True)


def test_unknown_link_changes_nothing(client, db):
    assert {client.post(f"/nominate/unknown/{path}").status_code for path in ("", "endorse/", "1/up/", "1/remove/")} == {404}


def test_bad_rows_are_told_beside_their_fields_and_kept(client, opened):
    _invitation, page = opened()
    bad = {"given_name": "Amal", "email": "nonsense", "phone": "12"}
    text = client.post(page, rows(bad, AMAL | {"email": "x@example.org"})).content.decode()
    assert ('value="nonsense"' in text, 'id="id_p-0-email_error"' in text, 'id="id_p-0-family_name_error"' in text) == (True,) * 3
    assert Registration.objects.count() == 0


def test_shared_address_is_told_at_its_row(client, opened):
    _invitation, page = opened()
    text = client.post(page, rows(AMAL, BADR | {"email": "amal@example.org", "given_name": "Badr", "family_name": "Z"}))
    assert 'id="id_p-1-email_error">Somebody else on your list has this address' in text.content.decode()
    assert Registration.objects.count() == 0


def test_form_sent_twice_names_nobody_twice(client, opened):
    _invitation, page = opened()
    for _time in range(2):
        text = client.post(page, rows(BADR), follow=True).content.decode()
    assert ('id="id_p-0-arabic_name_error"' in text, Registration.objects.count()) == (True, 1)
    client.post(page, rows(BADR | {"function": "Inspector"}))
    assert Registration.objects.count() == 2


@pytest.mark.parametrize("sent", [{}, {"p-TOTAL_FORMS": "x"}, {"p-TOTAL_FORMS": "5000", "p-INITIAL_FORMS": "0"}])
def test_form_that_was_tampered_with_is_shown_again(client, opened, sent):
    _invitation, page = opened()
    assert client.post(page, sent).status_code == 200
    assert Registration.objects.count() == 0


def test_empty_form_asks_for_a_name(client, opened):
    _invitation, page = opened()
    assert "Write at least one name." in client.post(page, rows({})).content.decode()


@pytest.mark.parametrize("asked", ["abc", "-1", "999", "٥"])
def test_rows_in_the_address_may_be_nonsense(client, opened, asked):
    _invitation, page = opened()
    assert client.get(page, {"rows": asked}).status_code == 200


def test_after_the_deadline_the_page_says_so_and_replaces(client, opened, make):
    invitation, page = opened(deadline=date(2026, 1, 1))
    named = make.nomination(invitation, family_name="OLD")
    text = client.get(page).content.decode()
    assert ("The deadline for names was" in text, "Name a person" in text, "Replace" in text) == (True, False, True)
    client.post(page, rows(AMAL))
    client.post(f"{page}{named.registration_id}/replace/", rows(BADR))
    assert list(Registration.objects.order_by("pk").values_list("status", flat=True)) == ["withdrawn", "submitted"]


def test_list_is_moved_removed_and_endorsed_without_scripts(client, opened, make):
    invitation, page = opened()
    one, two = make.nomination(invitation), make.nomination(invitation)
    client.post(f"{page}{two.registration_id}/up/")
    client.post(f"{page}{one.registration_id}/remove/")
    client.post(f"{page}endorse/")
    assert list(Nomination.objects.order_by("pk").values_list("rank", flat=True)) == [2, 1]
    assert Invitation.objects.get().endorsed_at is not None
    assert "Endorsed on" in client.get(page).content.decode()


def test_replacing_by_a_substitute_and_by_nobody(client, opened, make):
    invitation, page = opened()
    one, two = make.nomination(invitation), make.nomination(invitation, role="substitute")
    assert client.post(f"{page}{one.registration_id}/replace/", rows({})).status_code == 200
    client.post(f"{page}{one.registration_id}/replace/", {"substitute": two.registration_id})
    two.refresh_from_db()
    assert (two.role, two.rank) == ("nominee", 1)


@pytest.mark.parametrize("state", ["postponed", "cancelled", "closed", "draft"])
def test_page_of_a_workshop_that_takes_nobody_offers_nothing(client, opened, make, state):
    invitation, page = opened()
    make.nomination(invitation)
    type(invitation.workshop).objects.update(state=state)
    text = client.get(page).content.decode()
    assert ("Add to the list" in text, "Endorse the list" in text, "/replace/" in text) == (False, False, False)


def test_letter_is_a_pdf_of_the_same_link(client, opened, monkeypatch):
    seen = {}
    monkeypatch.setattr("participants.invitations.pdf.render", lambda _t, context, **_o: seen.update(context) or b"%PDF-1.7")
    _invitation, page = opened()
    response = client.get(f"{page}letter.pdf")
    assert (response["Content-Type"], seen["link"].endswith(page)) == ("application/pdf", True)
