"""import_list CODE FILE: bring a list of people into a workshop, as the page does, or only look at it."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.history import Actor
from documents.spreadsheets import MOST_BYTES, Unreadable, limited, rows_of
from participants import import_words
from participants.actions.imports.directly import import_now, look_at
from participants.actions.imports.receiving import digest_of
from participants.actions.imports.refusing import ImportRefused
from participants.actions.registrations import CHOICES
from participants.models import ImportRow
from participants.queries.candidates import ids_of
from workshops.models import Workshop


class Command(BaseCommand):
    """Compare a list (XLSX, CSV or JSON) with the register and enter its people, all or nothing.

    Columns follow the headings, in English, French or Arabic. JSON is a list of objects, or {"rows": [...]}. A person's
    candidates are named by their ids in case files. Exit code 1: no such workshop or file, the list cannot be read, or rows in
    error or to review stand in the way; then nothing is entered.
    """

    help = "Bring a list of people (XLSX, CSV, JSON) into a workshop, or look at it with --dry-run."

    def add_arguments(self, parser):
        parser.add_argument("code", help="the code of the workshop")
        parser.add_argument("file", type=Path, help="the list: XLSX, CSV or JSON")
        parser.add_argument("--dry-run", action="store_true", help="give the verdicts, write nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="how to print the rows")
        parser.add_argument(
            "--status", choices=[choice.value for choice in CHOICES], default="submitted", help="what people become"
        )
        parser.add_argument("--review", choices=["skip", "new"], default="", help="what becomes of rows to review")

    def handle(self, *_args, **options):
        code = options["code"]
        workshop = Workshop.objects.select_related("office").filter(code=code).first() if code.isprintable() else None
        if not workshop:
            raise CommandError(f"There is no workshop with the code {code}.")
        try:
            rows, added = self._work(workshop, options)
        except (Unreadable, ImportRefused) as refused:
            raise CommandError(_sentence(refused)) from refused
        if options["format"] == "json":
            self.stdout.write(json.dumps({"rows": rows}, ensure_ascii=False, indent=1))
            return
        for row in rows:
            self.stdout.write(_line(row))
        self.stdout.write(f"{added} people entered." if added is not None else "Nothing was written.")

    def _work(self, workshop, options):
        """([row as printed], how many people were entered: None for a dry run)."""
        data = _read(options["file"])
        if options["dry_run"]:
            found = [(each.number, each.finding) for each in look_at(workshop=workshop, rows=_rows(data))]
            return _printed(found, workshop), None
        batch = import_now(
            workshop=workshop,
            rows=_rows(data),
            name=options["file"].name,
            digest=digest_of(data),
            status=options["status"],
            review=options["review"],
            by=Actor.system("import_list"),
            now=timezone.now(),
        )
        rows = list(batch.rows.order_by("number"))
        return _printed([(row.number, row) for row in rows], workshop), sum(row.registration_id is not None for row in rows)


def _read(path):
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable("too_large")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise CommandError(f"The file {path} cannot be read.") from error


def _rows(data):
    """The rows of the file: of a JSON list of objects, its keys are the headings."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return rows_of(data)
    try:
        found = json.loads(data.decode("utf-8-sig"))
        found = found["rows"] if isinstance(found, dict) else found
        headings = list(dict.fromkeys(key for row in found for key in row))
        lines = [[_cell(row.get(key)) for key in headings] for row in found]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("not_a_list") from error
    return limited([headings, *lines])


def _cell(value):
    if isinstance(value, dict | list):
        raise ValueError("a cell holds one value")
    return value


def _sentence(refused):
    if isinstance(refused, ImportRefused) and "rows" in refused.numbers:
        rows = ", ".join(map(str, refused.numbers["rows"]))
        return f"{import_words.refusal(refused.code)} ({rows})"
    return import_words.refusal(refused.code, **getattr(refused, "numbers", {}))


def _printed(found, workshop):
    ids = ids_of(workshop.office)
    return [
        {
            "row": number,
            "verdict": str(ImportRow.Verdict(row.verdict)),
            "candidates": [ids.get(pk, f"participant {pk}") for pk, _codes in row.candidates],
            "reasons": [import_words.reason(*reason) for reason in row.reasons],
            "already_registered": row.already_registered,
        }
        for number, row in found
    ]


def _line(row):
    candidates = f" [{', '.join(row['candidates'])}]" if row["candidates"] else ""
    present = " (registered already)" if row["already_registered"] else ""
    return f"{row['row']}: {row['verdict']}{candidates}{present} {'; '.join(row['reasons'])}".rstrip()
