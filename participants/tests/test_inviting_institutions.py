"""Inviting an institution: the row, the letter and its links, the paper, taking it back."""

from contextlib import nullcontext
from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from accounts.history import entries_for
from mailing.models import Letter
from participants import invitations as papers
from participants.actions import nominations as actions
from participants.models import FocalPoint, Invitation, Quota
from participants.queries import nominations as listing


@pytest.fixture
def workshop(make, office):
    return make.workshop("W", office=office, capacity=10)


@pytest.fixture
def asked(make, workshop):
    """An invitation with two seats, its names wanted by 12 April."""
    return make.invitation(workshop, quota=2, deadline=date(2026, 4, 12))


@pytest.fixture
def data(make):
    """What the form of an invitation gives."""

    def build(**values):
        return {
            "institution": make.institution(), "focal_point": None, "name": "Salma", "title": "", "email": "Salma@Example.org",
            "language": "fr", "reference": "R/1", "deadline": date(2026, 4, 1), "seats": 2, "release_on": date(2026, 4, 5),
        } | values  # fmt: skip

    return build


def test_inviting_makes_focal_point_and_quota_and_sends_nothing(workshop, data, actor, now):
    invitation = actions.invite(workshop=workshop, data=data(), by=actor, now=now)
    point = FocalPoint.objects.get()
    assert (invitation.focal_point, point.office, point.email_key) == (point, workshop.office, "salma@example.org")
    assert Quota.objects.values_list("seats", "release_on").get() == (2, date(2026, 4, 5))
    assert (invitation.sent_at, Letter.objects.count()) == (None, 0)
    assert [entry.verb for entry in entries_for(invitation)] == ["invitation_prepared"]


def test_inviting_twice_is_refused_until_the_first_is_withdrawn(workshop, data, actor, now):
    institution = data()["institution"]
    first = actions.invite(workshop=workshop, data=data(institution=institution), by=actor, now=now)
    with pytest.raises(actions.InvitationRefused, match="invited_already"):
        actions.invite(workshop=workshop, data=data(institution=institution, reference="R/2"), by=actor, now=now)
    actions.withdraw_invitation(invitation=first, reason="Moved", by=actor, now=now)
    with pytest.raises(actions.InvitationRefused, match="reference_taken"):
        actions.invite(workshop=workshop, data=data(institution=institution), by=actor, now=now)
    again = actions.invite(workshop=workshop, data=data(institution=institution, reference="R/2"), by=actor, now=now)
    assert again.focal_point == first.focal_point


@pytest.mark.parametrize(("state", "refused"), [("draft", True), ("held", True), ("published", False)])
def test_letters_leave_while_people_may_be_named(make, office, actor, now, state, refused):
    invitation = make.invitation(make.workshop(office=office, state=state), sent_at=None)
    with pytest.raises(actions.InvitationRefused, match="closed") if refused else nullcontext():
        actions.send(invitation=invitation, by=actor, now=now)
    assert Letter.objects.count() == (0 if refused else 1)


def test_sending_again_keeps_the_first_day_and_kills_old_links(asked, actor, now):
    old = actions.make_link(invitation=asked, now=now)
    actions.send(invitation=asked, by=actor, now=now + timedelta(days=2))
    letter = Letter.objects.get()
    assert (letter.kind, letter.to, letter.language) == ("invitation", asked.focal_point.email, "fr")
    assert actions.open_link(old, now) is None
    assert actions.open_link(token_of(letter), now) == asked
    assert Invitation.objects.get().sent_at == now


def token_of(letter):
    return letter.text.partition("/nominate/")[2].partition("/")[0]


def test_token_is_nowhere_in_the_database(asked, now):
    token = actions.make_link(invitation=asked, now=now)
    assert token not in str(list(asked.links.values()))
    assert len(asked.links.get().token_hash) == 64


def test_link_dies_a_month_after_the_workshop(asked, now):
    token = actions.make_link(invitation=asked, now=now)
    end = datetime(2026, 4, 14, 23, 59, tzinfo=ZoneInfo("Africa/Casablanca"))
    assert actions.open_link(token, end + timedelta(days=29)) == asked
    assert actions.open_link(token, end + timedelta(days=30)) is None


def test_reminder_and_paper_leave_the_first_link_alive(asked, actor, now):
    first = actions.make_link(invitation=asked, now=now)
    actions.remind(invitation=asked, by=actor, now=now)
    _invitation, printed = actions.print_letter(invitation=asked, by=actor, now=now)
    assert [actions.open_link(token, now) for token in (first, printed, token_of(Letter.objects.get()))] == [asked] * 3


def test_printing_counts_as_sending(make, workshop, actor, now):
    invitation = make.invitation(workshop, sent_at=None)
    actions.print_letter(invitation=invitation, by=actor, now=now)
    assert Invitation.objects.get().sent_at == now


def test_withdrawing_kills_the_links_and_tells_why(asked, actor, now):
    token = actions.make_link(invitation=asked, now=now)
    actions.withdraw_invitation(invitation=asked, reason="Budget cut", by=actor, now=now)
    assert actions.open_link(token, now) is None
    assert "Budget cut" in Letter.objects.get(kind="invitation_withdrawn").text
    for act in (actions.send, actions.remind, actions.print_letter):
        with pytest.raises(actions.InvitationRefused, match="withdrawn"):
            act(invitation=asked, by=actor, now=now)


def test_new_focal_point_ends_the_links_of_the_one_before(asked, make, data, actor, now):
    token = actions.make_link(invitation=asked, now=now)
    other = make.focal_point(asked.workshop.office, asked.institution)
    actions.change(invitation=asked, data=data(focal_point=other, seats=5), by=actor, now=now)
    assert actions.open_link(token, now) is None
    assert (Invitation.objects.get().focal_point, Quota.objects.get().seats) == (other, 5)


def test_lead_times_are_days_of_the_calendar(make, workshop, now):
    zone = ZoneInfo("Africa/Casablanca")
    sent = datetime(2026, 3, 2, 23, 30, tzinfo=zone)
    answered = make.invitation(workshop, sent_at=sent, first_named_at=datetime(2026, 3, 5, 0, 10, tzinfo=zone))
    silent = make.invitation(workshop, sent_at=sent + timedelta(hours=1))
    make.invitation(workshop, sent_at=None)
    assert listing.lead_times(workshop) == [(answered, 3), (silent, None)]


@pytest.mark.parametrize("clash", ["reference", "institution"])
def test_database_holds_one_invitation_per_reference_and_institution(make, workshop, asked, clash):
    values = {"reference": asked.reference} if clash == "reference" else {"institution": asked.institution}
    with pytest.raises(IntegrityError), transaction.atomic():
        make.invitation(workshop, **values | {"point": asked.focal_point})


@pytest.mark.parametrize(("language", "words"), [("en", "Invitation to name participants"), ("fr", "REF"), ("ar", "REF")])
def test_paper_is_one_page_in_the_language_of_the_letter(asked, now, language, words):
    asked.language, asked.reference = language, "REF-77"
    reader = PdfReader(BytesIO(papers.paper(invitation=asked, token="t" * 43, day=now.date())))
    assert (len(reader.pages), reader.trailer["/Root"]["/Lang"]) == (1, language)
    assert words in reader.pages[0].extract_text()


def test_quotas_of_invitations_together_fit_into_the_room(make, workshop, asked, data, actor, now):
    with pytest.raises(actions.InvitationRefused) as refused:
        actions.invite(workshop=workshop, data=data(seats=9, reference="R/9"), by=actor, now=now)
    assert (refused.value.code, Invitation.objects.count(), Quota.objects.get().seats) == ("quotas", 1, 2)


def test_changed_invitation_leaves_a_released_quota_released(asked, data, actor, now):
    Quota.objects.update(released_at=now)
    values = data(focal_point=asked.focal_point, reference="R/2", seats=2, release_on=Quota.objects.get().release_on)
    actions.change(invitation=asked, data=values, by=actor, now=now)
    assert (Quota.objects.get().released_at, [entry.verb for entry in entries_for(asked.workshop)]) == (now, [])


def test_quota_of_an_invitation_is_in_the_history_of_the_workshop(workshop, data, actor, now):
    actions.invite(workshop=workshop, data=data(seats=3), by=actor, now=now)
    assert [entry.verb for entry in entries_for(workshop)] == ["quota_set"]
