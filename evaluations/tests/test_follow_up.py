"""The inquiry some months later: planned or typed, asked, answered once, closed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import HistoryEntry
from evaluations.actions.box import AnswerRefused
from evaluations.actions.follow_up import (
    FollowUpRefused,
    answer_follow_up,
    close_due_follow_ups,
    invite_to_follow_up,
    plan_follow_up,
    type_totals,
)
from evaluations.models import FollowUp, FollowUpInvitation, FollowUpPlan, FollowUpText, SpentPass
from evaluations.queries.follow_up import due_workshops, months_later, texts
from evaluations.queries.passes import pass_for
from evaluations.tests.boxes import BY, dump, held
from mailing.models import Letter
from participants.actions.links import make_link

TOTALS = {"invited": 22, "answered": 13, "using_skills": 9, "months_after": 3}


def asked(make, now, *, people=3, **fields):
    """Letters have left to all but the last of those present: (workshop, people, passes)."""
    workshop, present = held(make, now, people=people + 1, **fields)
    invite_to_follow_up(workshop=workshop, people=present[:-1], months_after=3, by=BY, now=now)
    box = FollowUp.objects.get(workshop=workshop)
    return workshop, present, [pass_for(box, person) for person in present]


def said(workshop):
    return FollowUp.objects.values_list("source", "invited", "answered", "using_skills", "months_after").get(workshop=workshop)


def refused(action, **said):
    with pytest.raises(FollowUpRefused) as refusal:
        action(by=BY, **said)
    return refusal.value.code


def test_the_invited_answer_once_each(make, now):
    workshop, _people, passes = asked(make, now)
    assert (passes[3], Letter.objects.filter(kind="registration_follow_up").count()) == (None, 3)
    answer_follow_up(
        workshop=workshop, token=passes[0], uses=True, texts={"example": " At the border ", "obstacle": "", "x": "y"}
    )
    answer_follow_up(workshop=workshop, token=passes[1], uses=False, texts={})
    for token, code in ((passes[0], "spent"), ("made up", "unknown_pass")):
        with pytest.raises(AnswerRefused) as refusal:
            answer_follow_up(workshop=workshop, token=token, uses=True, texts={})
        assert refusal.value.code == code
    assert said(workshop) == ("asked", 3, 2, 1, 3)
    assert list(FollowUpText.objects.values_list("question", "text")) == [("example", "At the border")]


def test_answers_leave_totals_and_loose_words_alone(make, now):
    workshop, _people, passes = asked(make, now)
    for token, text in ((passes[1], "Beta"), (passes[0], "Alpha")):
        answer_follow_up(workshop=workshop, token=token, uses=True, texts={"example": text, "obstacle": text})
    rows = dump("evaluations_followuptext")["evaluations_followuptext"]
    assert {tuple(sorted(row)) for row in rows} == {("follow_up_id", "id", "question", "text")}
    assert [(row["question"], row["text"]) for row in rows] == [
        ("example", "Alpha"), ("example", "Beta"), ("obstacle", "Alpha"), ("obstacle", "Beta"),
    ]  # fmt: skip
    assert {tuple(sorted(row)) for row in dump("evaluations_followupinvitation")["evaluations_followupinvitation"]} == {
        ("follow_up_id", "registration_id")
    }
    spent = dump("evaluations_spentpass")["evaluations_spentpass"]
    assert {tuple(sorted(row)) for row in spent} == {("digest", "purpose", "workshop_id")}


@pytest.mark.parametrize("people", [4, 5])
def test_what_is_said_is_shown_after_the_end_and_from_five_answers_on(make, staff, office, now, people):
    workshop, _people, passes = asked(make, now, people=people, office=office)
    page = reverse("evaluations:feedback", args=[workshop.code])
    for token in passes[:people]:
        answer_follow_up(workshop=workshop, token=token, uses=True, texts={"obstacle": "Time"})
    response = staff.get(page)
    assert ("Using the skills" in response.text, "Time" in response.text, texts(workshop)) == (False, False, [])
    assert response.context["follow_up_shares"]["using"] == ""
    close_due_follow_ups(now=now + timedelta(days=46))
    shares = staff.get(page).context["follow_up_shares"]["using"]
    assert (shares != "", texts(workshop) != []) == (people == 5, people == 5)


def test_words_are_shown_from_five_answers_on(make, now):
    workshop, _people, passes = asked(make, now, people=5)
    for number, token in enumerate(passes[:5], start=1):
        assert texts(workshop) == []
        answer_follow_up(workshop=workshop, token=token, uses=True, texts={"obstacle": str(number)})
    close_due_follow_ups(now=now + timedelta(days=46))
    assert texts(workshop) == [("What stands in the way", ["1", "2", "3", "4", "5"])]


def test_totals_or_answers_never_both(make, now):
    workshop, _people, _passes = asked(make, now)
    assert refused(type_totals, workshop=workshop, totals=TOTALS, now=now) == "asked_already"
    assert refused(plan_follow_up, workshop=workshop, is_asked=False, months_after=3, now=now) == "asked_already"
    typed, people = held(make, now)
    type_totals(workshop=typed, totals=TOTALS, by=BY, now=now)
    arguments = {"people": people, "months_after": 3, "now": now}
    assert refused(invite_to_follow_up, workshop=typed, **arguments) == "typed_already"
    assert refused(invite_to_follow_up, workshop=workshop, **arguments) == "asked_already"
    assert (said(workshop), said(typed)) == (("asked", 3, 0, 0, 3), ("typed", 22, 13, 9, 3))
    type_totals(workshop=typed, totals=None, by=BY, now=now)
    assert FollowUp.objects.filter(workshop=typed).exists() is False


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"source": "typed", "secret": "s"}, "followup_typed_or_asked"),
        ({"source": "typed", "closes_on": date(2026, 1, 1)}, "followup_typed_or_asked"),
        ({"source": "asked"}, "followup_typed_or_asked"),
        ({"source": "other", "closes_on": date(2026, 1, 1)}, "followup_typed_or_asked"),
    ],
)
def test_the_database_keeps_totals_and_answers_apart(make, fields, constraint):
    totals = {"invited": 2, "answered": 1, "using_skills": 1}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        FollowUp.objects.create(workshop=make.workshop(), **totals | fields)


@pytest.mark.parametrize("months", [0, 25])
def test_a_plan_lies_within_two_years(make, months):
    with pytest.raises(IntegrityError, match="followupplan_months_in_range"), transaction.atomic():
        FollowUpPlan.objects.create(workshop=make.workshop(), months_after=months)


def test_nobody_reached_makes_no_inquiry(make, now):
    workshop, people = held(make, now, people=1)
    type(people[0]).objects.update(email="", email_key="")
    people[0].refresh_from_db()
    assert refused(invite_to_follow_up, workshop=workshop, people=people, months_after=3, now=now) == "nobody"
    assert FollowUp.objects.count() == 0


def test_the_sweep_ends_the_inquiry_once(make, now):
    workshop, _people, passes = asked(make, now)
    answer_follow_up(workshop=workshop, token=passes[0], uses=True, texts={})
    moments = [now + timedelta(days=45), now + timedelta(days=46), now + timedelta(days=46)]
    assert [close_due_follow_ups(now=moment) for moment in moments] == [0, 1, 0]
    assert (FollowUp.objects.get().secret, SpentPass.objects.count(), said(workshop)[:4]) == ("", 0, ("asked", 3, 1, 1))
    assert FollowUpInvitation.objects.count() == 0
    with pytest.raises(AnswerRefused) as refusal:
        answer_follow_up(workshop=workshop, token=passes[1], uses=True, texts={})
    assert refusal.value.code == "closed"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
    ],
)
def test_months_end_with_the_month(day, months, later):
    assert months_later(day, months) == later


def test_letters_are_due_for_a_month(make, now, settings):
    ended = make.workshop(state="held", start=date(2026, 1, 10), end=date(2026, 1, 10))
    make.workshop(state="published", start=date(2026, 1, 10), end=date(2026, 1, 10))

    def due(day):
        return [workshop for workshop, _plan in due_workshops(day)]

    days = [date(2026, 4, 9), date(2026, 4, 10), date(2026, 5, 10), date(2026, 5, 11)]
    assert [due(day) for day in days] == [[], [ended], [ended], []]
    FollowUpPlan.objects.create(workshop=ended, months_after=4)
    assert [due(day) for day in days] == [[], [], [ended], [ended]]
    FollowUpPlan.objects.update(is_asked=False)
    assert due(days[2]) == []
    FollowUpPlan.objects.all().delete()
    settings.FOLLOW_UP_MONTHS = 0
    assert due(days[1]) == []


def test_the_personal_link_leads_to_the_questions(make, client, now):
    today = timezone.now()
    workshop, people, passes = asked(make, today)
    own = reverse("evaluations:own_follow_up", args=[make_link(registration=people[0], now=today)])
    url = reverse("evaluations:answer_follow_up", args=[workshop.code, passes[0]])
    assert client.get(own).url == url
    page = client.post(url, {"uses": "", "example": "typed"})
    assert (sorted(page.context["form"].errors), "typed" in page.text) == (["uses"], True)
    assert client.post(url, {"uses": "yes", "example": "At work", "obstacle": ""}).status_code == 302
    assert (said(workshop)[:4], Client().get(url).status_code) == (("asked", 3, 1, 1), 410)
    uninvited = reverse("evaluations:own_follow_up", args=[make_link(registration=people[3], now=today)])
    assert "those who received our letter" in client.get(uninvited).text


def test_the_office_plans_or_types(make, staff, office, now):
    workshop, _people = held(make, now, office=office)
    page, totals = (reverse(f"evaluations:{name}", args=[workshop.code]) for name in ("follow_up", "follow_up_totals"))
    assert staff.post(page, {"is_asked": "yes", "months_after": "6"}).status_code == 302
    assert FollowUpPlan.objects.values_list("is_asked", "months_after").get() == (True, 6)
    assert "whether they use" in staff.get(reverse("evaluations:feedback", args=[workshop.code])).text
    assert sorted(staff.post(page, {"is_asked": "yes", "months_after": "25"}).context["plan_form"].errors) == ["months_after"]
    wrong = staff.post(totals, TOTALS | {"answered": 23, "using_skills": 5})
    assert wrong.context["totals_form"].errors == {"answered": ["More than were invited."]}
    wrong = staff.post(totals, TOTALS | {"using_skills": 14})
    assert wrong.context["totals_form"].errors == {"using_skills": ["More than answered."]}
    assert (staff.post(totals, TOTALS).status_code, said(workshop)) == (302, ("typed", 22, 13, 9, 3))
    staff.post(totals, {"take_back": "1"})
    assert FollowUp.objects.count() == 0
    verbs = HistoryEntry.objects.filter(verb__startswith="follow_up").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["follow_up_planned", "follow_up_typed", "follow_up_untyped"]


def test_nothing_is_typed_once_letters_have_left(make, staff, office, now):
    workshop, _people, _passes = asked(make, now, office=office)
    page = staff.get(reverse("evaluations:follow_up", args=[workshop.code]))
    assert ("Letters have left" in page.text, "<input" in page.text.split("Letters have left")[1]) == (True, False)
    staff.post(reverse("evaluations:follow_up_totals", args=[workshop.code]), TOTALS)
    assert said(workshop)[:2] == ("asked", 3)
