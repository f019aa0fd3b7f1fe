"""Six voluntary questions, one figure kept apart, shown to nobody, erased after a year with its totals kept."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import HistoryEntry
from evaluations.actions.disability import answer_disability, erase_disability_answers
from evaluations.forms.answering import DisabilityForm
from evaluations.models import DisabilityTotal
from evaluations.rules.disability import ANSWERS, INTRODUCTION, QUESTIONS, worst
from evaluations.tests.boxes import held
from participants.actions.links import make_link
from participants.models import DisabilityAnswer

EASY = dict.fromkeys(QUESTIONS, "1")


def kept():
    return list(DisabilityAnswer.objects.order_by("pk").values_list("worst_domain", flat=True))


def test_the_wording_is_the_groups_own():
    assert [words["en"] for words in QUESTIONS.values()] == [
        "Do you have difficulty seeing, even if wearing glasses?",
        "Do you have difficulty hearing, even if using a hearing aid?",
        "Do you have difficulty walking or climbing steps?",
        "Do you have difficulty remembering or concentrating?",
        "Do you have difficulty (with self-care such as) washing all over or dressing?",
        "Using your usual (customary) language, do you have difficulty communicating, for example understanding or being "
        "understood?",
    ]
    assert [words["en"] for words in ANSWERS.values()] == [
        "No - no difficulty", "Yes - some difficulty", "Yes - a lot of difficulty", "Cannot do at all",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_language_asks_all_of_it(language):
    with translation.override(language):
        form = DisabilityForm()
    assert [field.label for field in form.fields.values()] == [words[language] for words in QUESTIONS.values()]
    assert {len(field.choices) for field in form.fields.values()} == {5}
    assert all(words[language] for words in [INTRODUCTION, *QUESTIONS.values(), *ANSWERS.values()])


@pytest.mark.parametrize(("answers", "found"), [([1, 2, 1], 2), ([None, 4, 1], 4), ([None] * 6, None), ([], None)])
def test_the_worst_domain_counts(answers, found):
    assert worst(answers) == found


def test_a_person_answers_again_or_takes_it_back(make, client):
    person = make.registration(make.workshop())
    url = reverse("evaluations:own_difficulties", args=[make_link(registration=person, now=timezone.now())])
    page = client.get(url)
    assert [len(page.context["form"][name].field.choices) for name in QUESTIONS] == [5] * 6
    client.post(url, EASY | {"walking": "3"})
    assert kept() == [3]
    assert "checked" not in client.get(url).text.replace('value="" checked', "")
    client.post(url, EASY | {"seeing": ""})
    assert kept() == [1]
    assert "Nothing is kept" in client.post(url, dict.fromkeys(QUESTIONS, ""), follow=True).text
    assert (kept(), HistoryEntry.objects.count()) == ([], 0)


def test_an_answer_out_of_range_is_refused_beside_the_field(make, client):
    person = make.registration(make.workshop())
    url = reverse("evaluations:own_difficulties", args=[make_link(registration=person, now=timezone.now())])
    assert sorted(client.post(url, EASY | {"hearing": "5"}).context["form"].errors) == ["hearing"]
    assert kept() == []


@pytest.mark.parametrize(("status", "code"), [("confirmed", 200), ("submitted", 404), ("withdrawn", 404)])
def test_the_questions_come_with_the_seat(make, client, status, code):
    token = make_link(registration=make.registration(make.workshop(), status=status), now=timezone.now())
    assert client.get(reverse("evaluations:own_difficulties", args=[token])).status_code == code
    link = reverse("evaluations:own_difficulties", args=[token])
    assert (link in client.get(reverse("certificates:own_page", args=[token])).text) == (code == 200)


def shown(page):
    """The page without what differs each time it is drawn: nonces, and its history, which notes each visit."""
    lines = page.text.partition('id="history"')[0].splitlines()
    return [line for line in lines if "csrf" not in line.lower() and "nonce" not in line]


def test_no_page_of_the_office_shows_an_answer(make, staff, office):
    person = make.registration(make.workshop(office=office))
    page = reverse("participants:detail", args=[person.workshop.code, person.pk])
    before = shown(staff.get(page))
    answer_disability(registration=person, answers=[4])
    assert (kept(), shown(staff.get(page))) == ([4], before)


def test_answers_become_totals_after_a_year_once(make, now):
    workshop, people = held(make, now, people=3, state="closed")
    absent = make.registration(workshop)
    for person, found in ((people[0], 1), (people[1], 3), (absent, 4)):
        answer_disability(registration=person, answers=[found])
    year = timedelta(days=365)
    moments = [now + year, now + year + timedelta(days=1), now + year + timedelta(days=1)]
    assert [erase_disability_answers(now=moment) for moment in moments] == [0, 1, 0]
    assert kept() == []
    assert DisabilityTotal.objects.values_list("attended", "answered", "with_disability").get() == (3, 2, 1)
    assert HistoryEntry.objects.filter(verb="disability_erased").count() == 1
    assert answer_disability(registration=people[2], answers=[4]) is False
    assert kept() == []


def test_a_past_workshop_moved_in_keeps_its_answers_for_a_year(make, now):
    workshop, people = held(make, now, start=date(2014, 6, 24), end=date(2014, 6, 26), state="closed")
    answer_disability(registration=people[0], answers=[2])
    assert (erase_disability_answers(now=now + timedelta(days=364)), kept()) == (0, [2])
    assert (erase_disability_answers(now=now + timedelta(days=366)), kept()) == (1, [])


@pytest.mark.parametrize("totals", [(2, 3, 0), (3, 2, 3)])
def test_totals_are_ordered(make, totals):
    values = dict(zip(("attended", "answered", "with_disability"), totals, strict=True))
    with pytest.raises(IntegrityError, match="disabilitytotal_ordered"), transaction.atomic():
        DisabilityTotal.objects.create(workshop=make.workshop(), **values)
