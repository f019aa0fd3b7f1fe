"""Reading a case file: what it makes, that it makes it once, and that it makes all of it or nothing."""

import copy
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.history import Actor
from accounts.models import HistoryEntry, Office
from config import demo
from evaluations.models import FeedbackAnswer
from participants.models import DisabilityAnswer, Institution, Participant, Registration
from reports.casefile.reader import evaluation, read
from reports.casefile.schema import Refused, checks, normalise, plain
from reports.casefile.writer import write
from workshops.models import Region, Rule, Venue, Workshop

FILE = (Path(demo.__file__).parent / "iom-morocco-2014.json").read_bytes()
BY = Actor.system("import_case")


@pytest.fixture
def data():
    return json.loads(FILE)


def counts():
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def refusal(data, now):
    with pytest.raises(Refused) as caught:
        read(data, by=BY, now=now)
    return [str(fault) for fault in caught.value.faults]


def second(data, code="IOM-MA-2015-IBM"):
    """A later workshop of the same project, with the first five persons again."""
    other = copy.deepcopy(data)
    other["workshop"] |= {"code": code}
    other["participants"] = other["participants"][:5]
    other["feedback"] = other["follow_up"] = None
    return other


def test_case_makes_the_workshop_closed_and_validated(case):
    assert case.state == Workshop.State.CLOSED
    assert case.registers.filter(validation__source="import", validation__state="validated").count() == 6
    assert [str(share.share) for share in case.funding.order_by("position")] == ["0.600000000000", "0.400000000000"]
    assert (case.certificate_rule.threshold, Rule.objects.get().version, Rule.objects.get().threshold) == ("0.8", 1, "0.8")
    assert sum(line.actual for line in case.cost_lines.all()) == Decimal(232000)
    assert set(case.project.donors.values_list("key", flat=True)) == {"SDC", "IDF"}


def test_case_makes_persons_in_file_order(case):
    rows = case.registrations.order_by("position")
    assert [row.key for row in rows][:2] == ["P01", "P02"]
    assert [row.position for row in rows] == list(range(1, 27))
    assert Participant.objects.count() == 26
    assert rows.get(key="N25").replaced_by.key == "P24"
    assert rows.get(key="P03").family_name == "AÏT ZELLAL"
    assert DisabilityAnswer.objects.count() == 21


def test_case_dates_the_present_names_of_institutions(case):
    first, later = Institution.objects.get(key="JUS").names.order_by("pk")
    assert (first.valid_from, first.name_en) == (None, "Ministry of Justice and Liberties")
    assert (later.valid_from, later.from_is_latest_bound, later.name_en) == (date(2014, 6, 27), True, "Ministry of Justice")


def test_case_makes_unknown_regions_and_the_venue(case):
    assert Region.objects.get(code="MA-04").name_en == "MA-04"
    assert (Venue.objects.get().name_en, Venue.objects.get().city) == ("Hotel (illustrative)", "Rabat")


def test_answers_are_stored_sorted_and_nulls_left_out(case):
    answers = list(FeedbackAnswer.objects.order_by("pk").values_list("question", "answer"))
    assert answers == sorted(answers)
    assert sum(question == "interpretation_quality" for question, _answer in answers) == 19


def test_case_read_twice_changes_nothing(case, now):
    before = counts()
    again = read(FILE, by=BY, now=now)
    assert (again.imported, again.workshop, again.warnings) == (False, case, ())
    assert counts() == before


def test_import_is_one_history_entry_of_the_workshop(case):
    entry = HistoryEntry.objects.get(verb="import_case")
    assert (entry.subject, entry.actor_label, entry.office) == (case, "import_case", case.office)
    assert HistoryEntry.objects.filter(verb="create").count() == 1 + 1 + 2 + 4 + 10 + Region.objects.count() + 1


def test_known_workshop_with_other_content_is_refused_by_path(case, data, now):
    data["workshop"]["capacity"] = 30
    data["participants"][3]["attendance"]["D1-AM"] = "late"
    data["participants"][4]["email"] = None
    before = counts()
    assert refusal(data, now) == [
        "workshop.capacity: the known workshop says otherwise",
        "participants[3].attendance.D1-AM: the known workshop says otherwise",
        "participants[4].email: the known workshop says otherwise",
    ]
    assert counts() == before


def test_known_workshop_of_another_office_is_refused(case, data, now):
    data["office"]["code"] = "IOM-TN"
    assert refusal(data, now) == ["workshop.code: a workshop of another office has this code"]
    assert not Office.objects.filter(code="IOM-TN").exists()


def test_known_project_with_another_rule_is_refused(case, data, now):
    other = second(data)
    other["project"]["trained_rule"]["threshold"] = 0.75
    assert refusal(other, now) == ["project.trained_rule.threshold: the known project has another rule"]


def test_linked_rows_stay_and_differences_are_warnings(case, data, now):
    data["office"]["names"]["en"] = "IOM Rabat"
    data["donors"][0]["names"]["en"] = "SDC"
    data["institutions"][1]["acronym"] = None
    data["institutions"][2]["aliases"] = ["MCMRE"]
    reading = read(second(data), by=BY, now=now)
    assert [fault.path for fault in reading.warnings] == [
        "office.names.en",
        "donors[0].names.en",
        "institutions[2].aliases[1]",
        "institutions[2].aliases[2]",
    ]
    assert Office.objects.get().name_en == "IOM Morocco"


def test_two_workshops_of_one_project_share_persons(case, data, now):
    other = read(second(data), by=BY, now=now).workshop
    assert other.project == case.project
    assert Participant.objects.count() == 26
    assert set(other.registrations.values_list("participant")) <= set(case.registrations.values_list("participant"))


def test_same_person_is_never_overwritten(case, data, now):
    other = second(data)
    other["participants"][0] |= {"given_name": "Yousef", "email": " P01@Example.ORG ", "phone": "0612345678"}
    registration = read(other, by=BY, now=now).workshop.registrations.get(key="P01")
    assert (registration.given_name, str(registration.phone)) == ("Yousef", "+212612345678")
    assert (registration.participant.given_name, str(registration.participant.phone)) == ("Youssef", "")


def test_persons_of_another_office_are_other_persons(case, data, now):
    other = second(data)
    other["office"]["code"] = "IOM-TN"
    read(other, by=BY, now=now)
    assert Participant.objects.count() == 31


def test_same_address_twice_with_one_live_registration_is_one_person(db, data, now):
    data["participants"].append({**data["participants"][0], "id": "P99", "status": "withdrawn", "attendance": None})
    workshop = read(data, by=BY, now=now).workshop
    one, two = workshop.registrations.filter(key__in=["P01", "P99"])
    assert one.participant == two.participant


def test_unproved_registrations_touch_no_participant(db, data, now):
    new = {"institution": "INT", "given_name": "A", "attendance": None}
    data["participants"] += [{**new, "id": "U1", "status": "unconfirmed"}, {**new, "id": "U2", "status": "submitted"}]
    workshop = read(data, by=BY, now=now).workshop
    assert workshop.registrations.get(key="U1").participant is None
    assert workshop.registrations.get(key="U2").participant.given_name == "A"


def test_file_order_is_the_rank_of_the_waitlist(db, data, now):
    waits = {"institution": "INT", "given_name": "A", "status": "waitlisted"}
    data["participants"] += [{**waits, "id": key} for key in ("W2", "W1", "W3")]
    rows = read(data, by=BY, now=now).workshop.registrations.filter(status=Registration.Status.WAITLISTED)
    assert [(row.key, row.rank) for row in rows.order_by("rank")] == [("W2", 1), ("W1", 2), ("W3", 3)]


@pytest.mark.parametrize(
    ("stated", "now", "state", "validated"),
    [
        (None, datetime(2014, 6, 26, 22, 59, tzinfo=UTC), "published", 0),
        (None, datetime(2014, 6, 26, 23, 1, tzinfo=UTC), "closed", 6),  # Morocco was at UTC+1 that day
        ("closed", datetime(2014, 6, 1, tzinfo=UTC), "closed", 6),
        ("held", datetime(2026, 3, 2, tzinfo=UTC), "held", 0),
        ("cancelled", datetime(2026, 3, 2, tzinfo=UTC), "cancelled", 0),
    ],
)
def test_state_goes_without_saying(db, data, stated, now, state, validated):
    data["workshop"]["state"] = stated
    workshop = read(data, by=BY, now=now).workshop
    assert workshop.state == state
    assert workshop.registers.exclude(validation=None).count() == validated


def test_nothing_is_stored_when_the_last_step_fails(db, data, now, monkeypatch):
    def fail(*_args):
        raise RuntimeError("disk full")

    monkeypatch.setattr(evaluation, "_follow_up", fail)
    before = counts()
    with pytest.raises(RuntimeError):
        read(data, by=BY, now=now)
    assert counts() == before


def test_nothing_is_stored_when_the_database_refuses(case, data, now, monkeypatch):
    """Without the checks, two live registrations of one address are left to the database."""
    monkeypatch.setattr(checks, "_CHECKS", [])
    other = second(data)
    other["participants"][1]["email"] = other["participants"][0]["email"]
    before = counts()
    assert refusal(other, now) == ["$: the database refused it: read it again, something changed meanwhile"]
    assert counts() == before


def test_statements_do_not_grow_with_the_file(db, data, now):
    few, many = second(data, "FEW"), second(data, "MANY")
    template = {**data["participants"][0], "attendance": {"D1-AM": "present"}}
    many["participants"] = [{**template, "id": f"Q{n}", "email": f"q{n}@example.org"} for n in range(60)]
    statements = []
    for case in (second(data, "FIRST"), few, many):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read(case, by=BY, now=now)
        statements.append(len(captured))
    assert statements[2] - statements[1] <= 4  # batches of rows, not rows


def test_later_workshop_under_the_old_names_moves_the_start_of_the_present_ones(case, data, now):
    later = second(data)
    later["workshop"] |= {"start": "2015-06-24", "end": "2015-06-26"}
    for item in later["agenda"]:
        item["date"] = item["date"].replace("2014", "2015")
    reading = read(later, by=BY, now=now)
    assert reading.warnings == ()
    for workshop, said in ((case, data), (reading.workshop, later)):
        assert write(workshop, now=now)["institutions"] == normalise(plain(said), now=now)["institutions"]
        assert read(said, by=BY, now=now).warnings == ()
    assert Institution.objects.get(key="JUS").names.get(from_is_latest_bound=True).valid_from == date(2015, 6, 27)
    assert {entry.content_type.model for entry in HistoryEntry.objects.filter(verb="changed")} == {"institution"}


def test_later_workshop_under_other_names_leaves_the_start_alone(case, data, now):
    later = second(data)
    later["workshop"] |= {"start": "2015-06-24", "end": "2015-06-26"}
    later["agenda"] = []
    later["participants"] = [row | {"attendance": {}} for row in later["participants"]]
    later["institutions"][1] |= {"names": later["institutions"][1]["names_now"], "names_now": None}
    assert read(later, by=BY, now=now).warnings == ()
    assert Institution.objects.get(key="JUS").names.get(from_is_latest_bound=True).valid_from == date(2014, 6, 27)
