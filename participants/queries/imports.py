"""A list that comes in as its pages show it: counts by verdict, rows with their candidates and labels."""

from dataclasses import dataclass

from django.db.models import Count, Q

from participants.models import ImportBatch, ImportRow, Institution, Participant, Registration
from participants.queries.incoming import Entry, RowReader

Verdict = ImportRow.Verdict
#: cells of each column shown when columns are mapped
SAMPLE = 3


@dataclass(frozen=True)
class Possible:
    """A person a row may be: the participant, codes of the reasons, and where the person last came from."""

    person: Participant
    codes: list
    institution: str


@dataclass(frozen=True)
class Line:
    """A row as shown: what it says, its candidates, the institution's label."""

    row: ImportRow
    entry: Entry
    institution: str
    possible: list


def imports_of(workshop):
    """The lists of one workshop, newest first, with how many people each entered."""
    rows = ImportBatch.objects.filter(workshop=workshop).select_related("by")
    return rows.annotate(entered=Count("rows", filter=Q(rows__registration__isnull=False))).order_by("-created_at", "-pk")


def counts_of(batch):
    """{"new", "known", "review", "error", "open", "present", "skipped"} of a list; one query."""
    verdicts = {verdict.value: Count("pk", filter=Q(verdict=verdict)) for verdict in Verdict}
    unsettled = Q(verdict__in=[Verdict.REVIEW, Verdict.ERROR], decision="")
    return batch.rows.aggregate(
        **verdicts,
        open=Count("pk", filter=unsettled),
        open_review=Count("pk", filter=Q(verdict=Verdict.REVIEW, decision="")),
        open_error=Count("pk", filter=Q(verdict=Verdict.ERROR, decision="")),
        present=Count("pk", filter=Q(already_registered=True)),
        skipped=Count("pk", filter=Q(decision="skip")),
        entered=Count("pk", filter=Q(registration__isnull=False)),
    )


def columns_of(batch):
    """[(heading, first cells)] of the columns of a list."""
    sample = list(batch.rows.order_by("number").values_list("cells", flat=True)[:SAMPLE])
    width = max([len(batch.headers), *map(len, sample)])
    headings = [*batch.headers, *[""] * (width - len(batch.headers))]
    return [(heading, [row[place] for row in sample if place < len(row)]) for place, heading in enumerate(headings)]


def lines_of(batch, rows):
    """The Lines of some `rows` (a page) of a list; a constant number of queries."""
    reader = RowReader(batch.workshop, batch.mapping)
    entries = [(row, reader.read(row.cells)) for row in rows]
    wanted = {pk for row, _entry in entries for pk, _codes in row.candidates}
    persons = Participant.objects.filter(office=batch.workshop.office).in_bulk(wanted)
    last = _last_institutions(wanted)
    labels = _labels({entry.details["institution_id"] for _row, entry in entries} | {*last.values()})
    return [
        Line(
            row,
            entry,
            labels.get(entry.details["institution_id"], entry.proposal),
            [Possible(persons[pk], codes, labels.get(last.get(pk), "")) for pk, codes in row.candidates if pk in persons],
        )
        for row, entry in entries
    ]


def _last_institutions(participants):
    """{participant: the institution of the newest registration that names one}."""
    rows = Registration.objects.filter(participant__in=participants, institution__isnull=False)
    return dict(rows.order_by("workshop__start", "pk").values_list("participant", "institution"))


def _labels(pks):
    rows = Institution.objects.filter(pk__in=pks - {None}).prefetch_related("names")
    return {each.pk: each.label() for each in rows.order_by("pk")}
