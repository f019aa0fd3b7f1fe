"""A frozen report never changes: what prints from it, and what the database refuses."""

import hashlib
import json
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.history import Actor, entries_for
from reports.actions import build_report
from reports.exports.hxl import write_csv
from reports.exports.iati.writer import write_iati
from reports.exports.xlsx import write_xlsx
from reports.freezing import FreezeRefused, correct, discard, freeze, keep_draft
from reports.models import DonorReport
from reports.models.donor_report import SEALED
from reports.models.seal import Sealed
from reports.payload import build_payload, frozen
from reports.pdf import render_pdf
from reports.scope import find_scope

SYSTEM = Actor.system("test")


@pytest.fixture
def kept(case, now):
    """The case's report to SDC, frozen."""
    scope = find_scope(project=case.project, donor="SDC")
    return freeze(report=keep_draft(scope=scope, title="SDC 2014", publication=False, by=SYSTEM, now=now), by=SYSTEM, now=now)


def change(case):
    """Somebody who attended turns out to be a man."""
    case.registrations.filter(pk=case.registrations.filter(sex="F", status="confirmed").first().pk).update(sex="M")


def test_a_frozen_report_holds_its_figures_and_their_proof(kept, case, now):
    report = build_report(find_scope(project=case.project, donor="SDC", offices=(case.office,)), now=now)
    payload = build_payload(report, whole=True)
    assert kept.payload.encode() == frozen(payload)
    assert kept.sha256 == hashlib.sha256(kept.payload.encode()).hexdigest()
    lines = sorted(f"{case.code}/{row.key}" for row in report.count.attendances)
    assert kept.persons_sha256 == hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert (kept.content["report"], kept.state, kept.frozen_at) == (report.as_json(), "frozen", now)
    assert [entry.verb for entry in entries_for(kept)] == ["report_frozen", "report_kept"]


def test_every_file_of_a_frozen_report_stays_the_same_when_the_data_change(kept, case):
    def files():
        payload = DonorReport.objects.get(pk=kept.pk).content
        return (
            frozen(payload),
            render_pdf(payload, "fr"),
            write_xlsx(payload, "ar"),
            write_csv(payload, "en"),
            write_iati(payload | {"publication": True}),  # as if nothing had to be hidden
        )

    before = files()
    change(case)
    case.project.title_fr = "Autre titre"
    case.project.save()
    assert files() == before


def test_logos_and_data_for_iati_are_no_other_figures(kept, case, now):
    case.project.sectors.create(code="15190", percent=100)
    with pytest.raises(FreezeRefused) as refused:
        correct(report=kept, reason="Sector", by=SYSTEM, now=now)
    assert refused.value.code == "nothing_changed"


def test_a_correction_is_a_new_version_that_says_what_changed_and_why(kept, case, now):
    before = kept.payload
    change(case)
    newer = correct(report=kept, reason=" Sex stated on paper. ", by=SYSTEM, now=now)
    kept.refresh_from_db()
    assert (kept.state, kept.payload, kept.correction) == ("corrected", before, newer)
    assert (newer.version, newer.state, newer.reason) == (2, "frozen", "Sex stated on paper.")
    changed = {"/".join(path): (old, new) for path, old, new in newer.difference}
    assert (changed["report/by_sex/F"], changed["report/by_sex/M"]) == ((8, 7), (16, 17))
    assert changed["report/women_share"] == (0.3333, 0.2917)
    assert set(changed) & {"report/attended", "person_list/sha256", "report/generated_at"} == set()
    assert list(newer.offices.all()) == [case.office]


def test_a_correction_is_refused_without_a_reason_or_a_change(kept, case, now):
    for reason, code in ((" ", "needs_reason"), ("Because.", "nothing_changed")):
        with pytest.raises(FreezeRefused) as refused:
            correct(report=kept, reason=reason, by=SYSTEM, now=now)
        assert refused.value.code == code
    assert DonorReport.objects.count() == 1


def test_the_second_of_two_corrections_and_freezes_is_refused(kept, case, now):
    stale = DonorReport.objects.get(pk=kept.pk)
    change(case)
    correct(report=kept, reason="One.", by=SYSTEM, now=now)
    for act in (
        lambda: correct(report=stale, reason="Two.", by=SYSTEM, now=now),
        lambda: freeze(report=stale, by=SYSTEM, now=now),
    ):
        with pytest.raises(FreezeRefused):
            act()
    assert DonorReport.objects.count() == 2


def test_a_draft_counts_anew_and_may_be_discarded(make, case, now):
    scope = find_scope(project=case.project, offices=None)
    draft = keep_draft(scope=scope, title="Draft", publication=True, by=SYSTEM, now=now)
    assert (draft.content, list(draft.offices.all())) == (None, [case.office])
    discard(report=draft, by=SYSTEM, now=now)
    assert DonorReport.objects.count() == 0


def test_the_same_order_for_another_office_is_another_report(make, case, now):
    other = make.office("SN")

    def keep(*offices):
        scope = find_scope(project=case.project, offices=offices)
        return keep_draft(scope=scope, title="One", publication=False, by=SYSTEM, now=now)

    first = keep(case.office)
    reports = [keep(other), keep(case.office, other), keep(case.office), keep(other, case.office)]
    assert [report.pk - first.pk for report in reports] == [1, 2, 0, 2]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_keep_one_report(make, now):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one transaction writes at a time")
    project, by = make.project(), Actor.of(make.user(office=make.office()))
    kept = []

    def press():
        kept.append(keep_draft(scope=find_scope(project=project), title="One", publication=False, by=by, now=now).pk)

    def in_thread():
        press()
        connection.close()

    with transaction.atomic():
        press()
        second = Thread(target=in_thread)
        second.start()
        second.join(0.5)
        assert len(kept) == 1  # it waits
    second.join(20)
    assert kept[0] == kept[1]


def test_what_is_frozen_is_not_discarded(kept, now):
    with pytest.raises(FreezeRefused) as refused:
        discard(report=kept, by=SYSTEM, now=now)
    assert refused.value.code == "not_draft"


CHANGES = [{"payload": "{}"}, {"sha256": "0" * 64}, {"title": "Other"}, {"publication": True}, {"frozen_by": None, "version": 3}]


@pytest.mark.parametrize("values", CHANGES)
def test_the_database_refuses_to_change_what_is_frozen(kept, values):
    with pytest.raises(IntegrityError, match="donorreport_sealed"), transaction.atomic():
        DonorReport.objects.filter(pk=kept.pk).update(**values)
    assert DonorReport.objects.filter(pk=kept.pk).update(state="corrected") == 1


def test_the_database_refuses_to_delete_what_is_frozen(kept):
    kept.offices.clear()
    with pytest.raises(IntegrityError, match="donorreport_sealed"), transaction.atomic():
        DonorReport.objects.filter(pk=kept.pk).delete()
    assert DonorReport.objects.filter(pk=kept.pk).exists()


def test_without_the_seal_it_would_change(kept):
    seal = next(constraint for constraint in DonorReport._meta.constraints if isinstance(constraint, Sealed))
    editor = connection.SchemaEditorClass(connection, atomic=False)
    editor.execute(seal.remove_sql(DonorReport, editor), params=None)
    DonorReport.objects.filter(pk=kept.pk).update(payload="{}")
    editor.execute(seal.create_sql(DonorReport, editor), params=None)
    kept.refresh_from_db()
    assert kept.payload == "{}"
    with pytest.raises(IntegrityError), transaction.atomic():
        DonorReport.objects.filter(pk=kept.pk).update(payload="[]")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "sent", "payload": "{}", "sha256": "0", "frozen_at": "2014-01-01T00:00Z"}, "donorreport_state_known"),
        ({"state": "frozen"}, "donorreport_frozen_whole"),
        ({"payload": "{}"}, "donorreport_frozen_whole"),
        ({"version": 2}, "donorreport_correction_has_reason"),
        ({"reason": "Why"}, "donorreport_correction_has_reason"),
        ({"first": "2014-02-01", "last": "2014-01-01"}, "donorreport_ends_after_start"),
    ],
)
def test_constraints_of_a_report(make, now, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DonorReport.objects.create(**{"project": make.project(), "title": "T", "created_at": now} | values)


def test_every_column_but_the_state_is_sealed():
    columns = {field.column for field in DonorReport._meta.local_fields}
    assert columns - set(SEALED) == {"state"}


def test_stored_text_is_read_and_written_as_the_same_bytes(kept):
    assert frozen(json.loads(kept.payload)) == kept.payload.encode()
