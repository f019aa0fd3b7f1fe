"""Who is asked three months later: the trained, once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from certificates.actions.follow_up import send_follow_ups
from evaluations.models import FollowUp, FollowUpInvitation
from mailing.models import Letter
from reports.actions import build_report
from reports.scope import find_scope

DAY = datetime(2026, 4, 10, 8, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def workshop(make):
    """Held three months ago: one person trained, one present for a part, one absent."""
    made = make.workshop("W", state="held", start=date(2026, 1, 9), end=date(2026, 1, 10))
    registers = [make.register(made, f"D{day}", day=date(2026, 1, 8 + day)) for day in (1, 2)]
    for _person, days in enumerate((2, 1, 0)):
        person = make.registration(made)
        for register in registers[:days]:
            make.mark(person, register)
    return made


def test_the_trained_are_written_to_once(workshop):
    assert [send_follow_ups(now=DAY + timedelta(days=days)) for days in (-1, 0, 0, 10)] == [0, 1, 0, 0]
    trained = workshop.registrations.order_by("pk").first()
    assert list(FollowUpInvitation.objects.values_list("registration", flat=True)) == [trained.pk]
    letter = Letter.objects.get(kind="registration_follow_up")
    assert (letter.to, "/my/" in letter.text, "/follow-up/" in letter.text) == (trained.email, True, True)
    assert FollowUp.objects.values_list("source", "invited", "answered", "months_after").get() == ("asked", 1, 0, 3)


def test_a_workshop_with_typed_totals_is_left_alone(workshop):
    FollowUp.objects.create(workshop=workshop, invited=2, answered=1, using_skills=1)
    assert (send_follow_ups(now=DAY), Letter.objects.count()) == (0, 0)


def test_nobody_trained_is_asked_about_nothing(make):
    made = make.workshop("W", state="held", start=date(2026, 1, 10), end=date(2026, 1, 10))
    make.register(made)
    make.registration(made)
    assert (send_follow_ups(now=DAY), FollowUp.objects.count()) == (0, 0)


def test_the_case_keeps_its_shares(case, now):
    send_follow_ups(now=now)
    said = build_report(find_scope(project=case.project.code), now=now).as_json()["follow_up"]
    assert said == {
        "response_rate": 0.5909, "using_skills_share_of_answers": 0.6923, "using_skills_share_of_trained": 0.4091,
    }  # fmt: skip
    assert Letter.objects.count() == 0
