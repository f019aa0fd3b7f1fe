"""`donor_report`: the figures of a project, or of several, for the donors, as JSON, PDF or XLSX."""

import argparse
import json
import re
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from reports import labels, pdf
from reports.actions import build_report
from reports.casefile.schema import Refused as BadText
from reports.exports import xlsx
from reports.scope import Refused, find_scope
from reports.what_if import parse_rule
from reports.whole_file import write_whole

USAGE = 2
FORMATS = ("json", "pdf", "xlsx")


def day(text):
    """A date as YYYY-MM-DD."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not a date (YYYY-MM-DD)")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date of the calendar") from None


class Command(BaseCommand):
    help = (
        "Write the report of a project: heads, volumes, disaggregations, tests, feedback and money of its held and closed "
        "workshops. Exit status: 0 done, 1 refused (the reason is on stderr), 2 wrong usage."
    )

    def add_arguments(self, parser):
        about = parser.add_mutually_exclusive_group(required=True)
        about.add_argument(
            "--project",
            action="append",
            metavar="CODE",
            help="code of the project, for example CT.0690; several: one report over them",
        )
        about.add_argument("--all-projects", action="store_true", help="one report over all projects")
        parser.add_argument(
            "--donor", metavar="ID", help="only the workshops this donor funds, by the donor's rule if it has one in the project"
        )
        parser.add_argument("--office", metavar="CODE", help="only the workshops of this office")
        parser.add_argument("--topic", metavar="SLUG", help="only the workshops about this topic")
        parser.add_argument(
            "--from", dest="first", type=day, metavar="DATE", help="only workshops whose last day is on or after DATE"
        )
        parser.add_argument(
            "--to", dest="last", type=day, metavar="DATE", help="only workshops whose last day is on or before DATE"
        )
        parser.add_argument(
            "--rule",
            metavar="JSON",
            help='what if this rule decided who is trained, for example \'{"unit": "half_day", "scope": "event", '
            '"threshold": 0.8, "test": "none"}\'; nothing is stored and the report says so',
        )
        parser.add_argument("--format", choices=FORMATS, default="json", help="default: json")
        parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE; needed for pdf and xlsx")
        parser.add_argument("--language", choices=["en", "fr", "ar"], default="en", help="language of pdf and xlsx (default: en)")

    def handle(self, *, project, donor, office, topic, first, last, rule, format, output, language, **_options):
        if format != "json" and not output:
            raise CommandError(f"--format {format} needs -o FILE", returncode=USAGE)
        terms = self._rule(rule)
        report = self._report(terms, project=project, donor=donor, office=office, topic=topic, first=first, last=last)
        for warning in _warnings(report):
            self.stderr.write(f"warning: {warning}")
        if format == "json":
            content = json.dumps(report.as_json(), indent=1) + "\n"
            self.stdout.write(content, ending="") if output is None else _write(output, content.encode())
        else:
            _write(output, _rendered(report, format, language))

    def _rule(self, text):
        if text is None:
            return None
        try:
            return parse_rule(text)
        except BadText as refused:
            raise CommandError(f"--rule {'; '.join(map(str, refused.faults))}") from None

    def _report(self, terms, **wanted):
        try:
            return build_report(find_scope(**wanted), terms, now=timezone.now())
        except Refused as refused:
            with translation.override("en"):
                raise CommandError(str(labels.REFUSALS[refused.code])) from None


def _rendered(report, format, language):
    render = {"pdf": pdf.render_pdf, "xlsx": xlsx.write_xlsx}[format]
    return render(report, language)


def _warnings(report):
    """What a reader of the figures must know and may not see in them."""
    if not report.workshops:
        yield "no held or closed workshop lies in this scope"
    if report.registers_not_validated:
        yield f"{report.registers_not_validated} register(s) not validated"
    if report.rule is None and report.scope.project:
        yield "the project has no rule: trained persons are not counted"
    elif report.without_rule:
        yield f"no rule, so nobody counts as trained there: {', '.join(report.without_rule)}"
    costless = [workshop.code for workshop in report.workshops if workshop.cost is None]
    if costless:
        yield f"no cost recorded for {', '.join(costless)}"


def _write(path, content):
    try:
        write_whole(path, content)
    except OSError as error:
        raise CommandError(f"cannot write {path}: {error.strerror or 'not a file'}", returncode=USAGE) from None
