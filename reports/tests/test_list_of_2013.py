"""The list of 2013, reviewed and entered: with the case of 2014 it is 30 participations of 25 persons."""

from datetime import date

import pytest

from accounts.history import Actor
from documents.spreadsheets import rows_of_text
from participants.actions.imports.ordering import decide, map_columns, order_entry
from participants.actions.imports.receiving import receive
from participants.models import Participant, Registration
from participants.tasks import compare_list, enter_list
from reports.actions import build_report
from reports.scope import find_scope

#: name, institution, address, and who it is (shared data: iom-morocco-2013-list.json, `truth`)
ROWS = [
    ("TAZROUTTI Mohammed", "DGSN / Sûreté Nationale", "p19@example.org", "P19"),
    ("El menzhari Fatima Zohra", "Min. Justice", "", "P06"),
    ("Abd El Ilah Bouhadachi", "Ministère de l’Intérieur ", "", "P04"),
    ("محمد تازروتي", "وزارة الداخلية", "", "P02"),
    ("AMZILAN BRAHIM", "Gendarmerie", "", "P20"),
    ("Nadia Chafchaourani", "Entraide Nationale", "n.c@example.org", None),
]


@pytest.fixture
def reviewed(case, make, now):
    """The earlier workshop of the project: its list compared, each row decided as it is true, entered, all present."""
    day = date(2013, 11, 5)
    earlier = make.workshop("EARLIER", office=case.office, project=case.project, start=day, end=day)
    text = "\n".join(["Nom complet;Institution;E-mail", *(";".join(row[:3]) for row in ROWS)])
    by = Actor.system("test")
    batch = receive(workshop=earlier, rows=rows_of_text(text), name="list.csv", digest="0" * 64, by=by, now=now)
    map_columns(batch=batch, mapping=batch.mapping)
    compare_list.func(batch.pk)
    persons = dict(Registration.objects.filter(workshop=case).values_list("key", "participant"))
    review = batch.rows.filter(verdict="review").order_by("number")
    decide(batch=batch, decisions={row.pk: str(persons[ROWS[row.number - 1][3]]) for row in review})
    order_entry(batch=batch, status="confirmed")
    enter_list.func(batch.pk)
    register = make.register(earlier)
    for registration in earlier.registrations.all():
        make.mark(registration, register)
    earlier.state = "held"
    earlier.save()
    return review.count()


def test_thirty_participations_are_of_twenty_five_persons(reviewed, case, now):
    assert reviewed == 4
    both = build_report(find_scope(project="CT.0690"), now=now)
    assert (both.figures["participations"], both.figures["unique_persons"]) == (30, 25)
    assert Participant.objects.filter(office=case.office).count() == Registration.objects.filter(workshop=case).count() + 1
    assert both.figures["by_new_or_returning"] == {"new": 25}


def test_five_of_2014_came_before(reviewed, now):
    year = build_report(find_scope(project="CT.0690", first=date(2014, 1, 1)), now=now)
    assert year.figures["by_new_or_returning"] == {"new": 19, "returning": 5}
    assert sorted(row.key for row in year.count.persons if row.person in year.count.returning) == sorted(
        row[3] for row in ROWS if row[3]
    )
