"""A workshop under way, people who were there, and what a dump of the database holds."""

from datetime import timedelta

from django.db import connection

from accounts.history import Actor
from evaluations.actions.feedback import open_feedback, set_questions
from evaluations.models import FeedbackForm
from evaluations.queries.passes import pass_for

BY = Actor.system("test")


def held(make, now, *, people=3, **fields):
    """A workshop that takes place today, and `people` who are present."""
    workshop = make.workshop(**{"start": now.date(), "end": now.date(), "state": "held"} | fields)
    register = make.register(workshop)
    present = [make.registration(workshop) for _number in range(people)]
    for person in present:
        make.mark(person, register)
    return workshop, present


def opened(make, now, *, ready=None, own=(), **fields):
    """The same with its feedback open: (workshop, people, their passes)."""
    workshop, people = held(make, now, **fields)
    if ready is not None:
        set_questions(workshop=workshop, ready=ready, own=own, by=BY, now=now)
    open_feedback(workshop=workshop, closes_on=now.date() + timedelta(days=14), by=BY, now=now)
    box = FeedbackForm.objects.get(workshop=workshop)
    return workshop, people, [pass_for(box, person) for person in people]


def dump(*tables):
    """{table: its rows, each a dict, in the order in which the database keeps them}; without names, every table."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    found = {}
    with connection.cursor() as cursor:
        for table in tables or sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY {place}')
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found
