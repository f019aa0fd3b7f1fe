"""A merge unites what reports count, and undoing it parts them again."""

from datetime import date, time

import pytest

from accounts.history import Actor
from participants.actions.merging import merge_people, undo_merge
from reports.actions import build_report
from reports.rules.persons import united
from reports.scope import find_scope


@pytest.fixture
def project(make):
    return make.project("CT.1")


@pytest.fixture
def attended(make, office, project):
    """A registration, present at a held workshop of its own."""

    def build(day, **fields):
        values = {"office": office, "project": project, "state": "held", "start": date(2026, 6, day), "end": date(2026, 6, day)}
        workshop = make.workshop(**values | {"office": fields.pop("at", office)})
        row = make.registration(workshop, **fields)
        make.mark(row, make.register(workshop, start=time(9), end=time(12)))
        return row

    return build


@pytest.fixture
def counted(project, now):
    def figures():
        said = build_report(find_scope(project="CT.1"), now=now).figures
        return said["unique_persons"], said["participations"]

    return figures


def test_persons_merged_are_counted_once_and_apart_again_when_undone(attended, counted, make, office, now):
    kept, merged, _third = (attended(day).participant for day in (1, 2, 3))
    by = Actor.of(make.user(office=office))
    assert counted() == (3, 3)
    made = merge_people(kept=kept, merged=merged, by=by, now=now)
    assert counted() == (2, 3)
    undo_merge(merge=made, by=by, now=now)
    assert counted() == (3, 3)


def test_addresses_united_in_one_office_are_one_person_in_every_office(attended, counted, make, office, now):
    """The other office knows the person by the address that was merged away here."""
    kept, merged = attended(1), attended(2)
    attended(3, at=make.office(), email=merged.email)
    by = Actor.of(make.user(office=office))
    assert counted() == (2, 3)
    made = merge_people(kept=kept.participant, merged=merged.participant, by=by, now=now)
    assert counted() == (1, 3)
    undo_merge(merge=made, by=by, now=now)
    assert counted() == (2, 3)


@pytest.mark.parametrize(
    ("pairs", "same"),
    [
        ([], {}),
        ([("b", "a")], {"b": "a"}),
        ([("c", "b"), ("b", "a")], {"b": "a", "c": "a"}),
        ([("x", "y"), ("x", "z"), ("y", "x")], {"y": "x", "z": "x"}),
    ],
)
def test_united_follows_every_pair(pairs, same):
    assert united(pairs) == same
