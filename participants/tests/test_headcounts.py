"""Workshops without a list of names: numbers entered by the office, never beside people confirmed by name."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.history import Actor, entries_for
from participants.actions.headcounts import set_heads
from participants.actions.registrations import Refused
from participants.models import HeadCount


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def workshop(make, office):
    return make.workshop("HEADS", office=office, state="held")


def rows(workshop):
    found = HeadCount.objects.filter(workshop=workshop).order_by("institution__key", "sex")
    return list(found.values_list("institution__key", "sex", "persons"))


def page(workshop, name="heads"):
    return reverse(f"participants:{name}", args=[workshop.code])


def test_numbers_of_an_institution_are_replaced_and_written_down(make, workshop, by, now):
    institution = make.institution("MIN")
    set_heads(workshop=workshop, institution=institution, persons={"F": 12, "M": 0, "": 2}, by=by, now=now)
    set_heads(workshop=workshop, institution=institution, persons={"F": 10, "M": 3}, by=by, now=now)
    set_heads(workshop=workshop, persons={"": 4}, by=by, now=now)
    assert sorted(rows(workshop), key=str) == [("MIN", "F", 10), ("MIN", "M", 3), (None, "", 4)]
    changed = entries_for(workshop)[1]
    assert (changed.verb, changed.values.before) == ("heads_counted", {"head_count": "MIN: ? 2, F 12"})
    assert changed.values.after == {"head_count": "MIN: F 10, M 3"}


def test_people_confirmed_by_name_win(make, workshop, by, now):
    make.registration(workshop)
    with pytest.raises(Refused, match="named"):
        set_heads(workshop=workshop, persons={"F": 1}, by=by, now=now)
    assert rows(workshop) == []


@pytest.mark.parametrize("state", ["draft", "cancelled", "closed"])
def test_a_workshop_that_was_not_published_or_is_final_takes_none(make, office, by, now, state):
    with pytest.raises(Refused, match="uncountable"):
        set_heads(workshop=make.workshop(office=office, state=state), persons={"F": 1}, by=by, now=now)


@pytest.mark.parametrize("fields", [{"persons": 0}, {"persons": 100_001}, {"persons": 1, "sex": "Z"}])
def test_a_number_makes_sense(workshop, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        HeadCount.objects.create(**{"workshop": workshop, "sex": "F"} | fields)


@pytest.mark.parametrize("has_institution", [True, False])
def test_a_sex_of_an_institution_is_counted_once(make, workshop, has_institution):
    institution = make.institution() if has_institution else None
    HeadCount.objects.create(workshop=workshop, institution=institution, sex="F", persons=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        HeadCount.objects.create(workshop=workshop, institution=institution, sex="F", persons=2)


def test_the_office_enters_and_removes_numbers(staff, make, workshop):
    institution = make.institution("MIN")
    sent = {
        "institution_name": "Ministry MIN",
        "institution": institution.pk,
        "women": "12",
        "men": "7",
        "others": "",
        "unstated": "",
    }
    staff.post(page(workshop), sent, follow=True)
    html = staff.get(page(workshop)).content.decode()
    assert rows(workshop) == [("MIN", "F", 12), ("MIN", "M", 7)]
    assert "Ministry MIN" in html
    assert '<td class="w-num" data-label="Persons">19</td>' in html
    staff.post(page(workshop, "heads_remove"), {"institution": institution.pk})
    assert rows(workshop) == []
    assert staff.post(page(workshop, "heads_remove"), {"institution": institution.pk}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "women"),
        ({"women": "0", "men": "0"}, "women"),
        ({"women": "-1"}, "women"),
        ({"men": "many"}, "men"),
        ({"men": "9" * 30}, "men"),
        ({"institution_name": "Nobody knows it", "women": "1"}, "institution_name"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_kept(staff, workshop, sent, field):
    form = staff.post(page(workshop), sent).context["form"]
    assert list(form.errors) == [field]
    assert form[field].value() == sent.get(field)
    assert rows(workshop) == []


def test_the_page_says_why_there_is_nothing_to_enter(staff, make, workshop):
    make.registration(workshop)
    assert "People are confirmed by name: reports count them" in staff.get(page(workshop)).content.decode()
    closed = make.workshop(office=workshop.office, state="closed")
    assert "In its present state the workshop takes no numbers" in staff.get(page(closed)).content.decode()


def test_queries_of_the_page_do_not_grow_with_institutions(staff, make, office, by, now, django_assert_num_queries):
    few, many = (make.workshop(office=office, state="held") for _number in range(2))
    for workshop, count in ((few, 1), (many, 4)):
        for _number in range(count):
            set_heads(workshop=workshop, institution=make.institution(), persons={"F": 1, "M": 2}, by=by, now=now)
    staff.get(page(few))
    for workshop in (few, many):
        with django_assert_num_queries(8):
            staff.get(page(workshop))
