"""The grid of persons and registers, from facts already read: what each cell, row and foot says. It asks no database."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from django.utils.translation import gettext as _

from attendance import words
from attendance.models import AttendanceRecord, RegisterValidation
from attendance.queries import first_start, institution_on
from attendance.rules import NOON, PRESENT, by_day, outlook, recording
from workshops.models import Register, Workshop

State = AttendanceRecord.State
#: state → its key on the keyboard, its class and letter on the page; a plain presence is a tick
KEYS = {
    State.PRESENT: "p",
    State.LATE: "l",
    State.LEFT_EARLY: "e",
    State.PRESENT_UNSIGNED: "u",
    State.EXCUSED: "x",
    State.ABSENT: "a",
    State.CLEARED: "0",
}
#: registers beside which a column of institutions has room on a laptop
MOST_BESIDE = 6


@dataclass
class Column:
    """One register: how it is called, whether it takes marks from this user, how far it is recorded."""

    register: Register
    label: str
    mandatory: bool = False
    first_of_day: bool = False
    validated: bool = False
    reopened: bool = False
    editable: bool = False
    reached: bool = False
    focus: bool = False
    recorded: int = 0
    present: int = 0
    unmarked: int = 0
    #: of the people the page shows
    shown_unmarked: int = 0


@dataclass
class Row:
    """One person: a cell per column, and how the attendance part of the rule stands."""

    person: object
    institution: str
    cells: list = field(default_factory=list)
    attended: int = 0
    outlook: str = ""
    verdict: str = ""


@dataclass
class Table:
    columns: list
    days: list
    rows: list
    held: int
    unit: str
    terms: str
    summary: str
    focus: Column | None

    @property
    def is_wide(self):
        """Whether the registers leave no room for a column of institutions: they stand under the names then."""
        return len(self.columns) > MOST_BESIDE

    @property
    def asks_reason(self):
        """Whether a mark that changes here may need a reason: a reopened register takes marks again."""
        return any(column.reopened and column.editable for column in self.columns)


def build(workshop, people, registers, plan, marks, *, today, may_record, may_correct, focus=None, shown=None):
    """The Table of `workshop` as on `today`; `focus` is the id of the register to show on a narrow screen.

    `shown`: the ids of the people the page shows, everybody when None; the figures count everybody all the same.
    """
    shown = {person.pk for person in people} if shown is None else shown
    columns = [_column(workshop, register, today, may_record, may_correct) for register in registers]
    _label(columns, workshop)
    for column in columns:
        _count(column, people, marks, shown)
        column.mandatory = column.register.pk in plan.registers
    focused = _focus(columns, focus)
    rule = getattr(workshop, "certificate_rule", None)
    rows = [_row(workshop, person, columns, plan, marks.get(person.pk, {}), rule) for person in people]
    unit = rule.unit if rule else "half_day"
    held = sum(total for _done, total in by_day(plan, {}, unit).values())
    tally = Counter(row.outlook for row in rows)
    return Table(
        columns=columns,
        days=[(day, len(list(group))) for day, group in groupby(columns, key=lambda column: column.register.date)],
        rows=rows,
        held=held,
        unit=_("Half-days") if unit == "half_day" else _("Minutes"),
        terms=words.terms(rule, held) if rule else "",
        summary=words.summary(tally["met"], tally["possible"], tally["impossible"]) if rule else "",
        focus=focused,
    )


def _column(workshop, register, today, may_record, may_correct):
    validation = getattr(register, "validation", None)
    validated = validation is not None and validation.state == RegisterValidation.State.VALIDATED
    reopened = validation is not None and not validated
    allowed = may_correct if reopened else may_record
    return Column(
        register=register,
        label=register.code,
        validated=validated,
        reopened=reopened,
        editable=allowed and recording(workshop.state, register.date, today, validated) is None,
        reached=register.date <= today,
    )


def _label(columns, workshop):
    """AM and PM where a day has one register of each; else the hour of the first session, or the code."""
    for _day, group in groupby(columns, key=lambda column: column.register.date):
        group = list(group)
        labels = [_half_day(column, workshop) for column in group]
        if None in labels or len(set(labels)) < len(labels):
            labels = [_hour(column) for column in group]
        group[0].first_of_day = True
        for column, label in zip(group, labels, strict=True):
            column.label = label


def _half_day(column, workshop):
    start = first_start(column.register)
    if start is None or workshop.attendance_unit != Workshop.AttendanceUnit.HALF_DAY:
        return None
    return _("AM") if start < NOON else _("PM")


def _hour(column):
    start = first_start(column.register)
    return f"{start:%H:%M}" if start else column.register.code


def _focus(columns, wanted):
    """The register asked for, else the first that waits for marks, the first that takes them, the last one reached."""
    reached = [column for column in reversed(columns) if column.reached]
    candidates = [
        *(column for column in columns if column.register.pk == wanted),
        *(column for column in columns if column.editable and column.unmarked),
        *(column for column in columns if column.editable),
        *(reached or columns),
    ]
    if candidates:
        candidates[0].focus = True
    return candidates[0] if candidates else None


def _row(workshop, person, columns, plan, marks, rule):
    row = Row(
        person,
        institution_on(person, workshop.start),
        [_cell(column, marks.get(column.register.pk, State.CLEARED)) for column in columns],
    )
    unit = rule.unit if rule else "half_day"
    row.attended = sum(done for done, _held in by_day(plan, marks, unit).values())
    if rule and plan.slots:
        row.outlook = outlook(plan, marks, Fraction(rule.threshold), unit=unit, scope=rule.scope, excused=rule.excused)
        row.verdict = words.verdict(row.outlook, len(set(plan.registers) - marks.keys()))
    return row


def _cell(column, state):
    return {"column": column, "state": state, "key": KEYS[state], "label": State(state).label}


def _count(column, people, marks, shown):
    states = {person.pk: marks.get(person.pk, {}).get(column.register.pk) for person in people}
    column.recorded = sum(state is not None for state in states.values())
    column.unmarked = len(states) - column.recorded
    column.shown_unmarked = sum(state is None for pk, state in states.items() if pk in shown)
    column.present = sum(state in PRESENT for state in states.values())
