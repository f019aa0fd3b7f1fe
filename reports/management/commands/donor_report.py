"""`donor_report`: the figures of a project for its donors, in every format the page offers."""

import argparse
import re
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from reports import labels
from reports.actions import build_report
from reports.casefile.schema import Refused as BadText
from reports.exports.formats import FOR_THE_OFFICE, FORMATS
from reports.exports.iati.missing import Incomplete, lacks
from reports.payload import build_payload
from reports.scope import Refused, find_scope
from reports.what_if import parse_rule
from reports.whole_file import write_whole

USAGE = 2
#: formats that a terminal cannot show
BINARY = {"pdf", "xlsx"}


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
        parser.add_argument("--project", required=True, metavar="CODE", help="code of the project, for example CT.0690")
        parser.add_argument(
            "--donor", metavar="ID", help="only the workshops this donor funds, by the donor's rule if it has one in the project"
        )
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
        _add_output(parser)

    def handle(self, *, project, donor, first, last, rule, format, output, language, publication, **_options):
        if format in BINARY and not output:
            raise CommandError(f"--format {format} needs -o FILE", returncode=USAGE)
        if publication and format in FOR_THE_OFFICE:
            raise CommandError(f"--format {format} is for the office alone, without --publication", returncode=USAGE)
        terms = self._rule(rule)
        report = self._report(terms, project=project, donor=donor, first=first, last=last)
        payload = build_payload(report, whole=True)
        for warning in [*_warnings(report), *(_lacks(payload) if format == "iati" else [])]:
            self.stderr.write(f"warning: {warning}")
        content = _rendered(payload, format, language, publication)
        self.stdout.write(content.decode(), ending="") if output is None else _write(output, content)

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


def _add_output(parser):
    """What the report is written as, and where to."""
    parser.add_argument(
        "--format",
        choices=list(FORMATS),
        default="json",
        help="json (the default), pdf and xlsx as on the page, csv with HXL hashtags, iati for an activity file of the project",
    )
    parser.add_argument(
        "--publication",
        action="store_true",
        help="for everybody to read: no figure of 1 to 4 persons, none from which one could be reckoned; iati always is",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE; needed for pdf and xlsx")
    parser.add_argument(
        "--language", choices=["en", "fr", "ar"], default="en", help="language of pdf, xlsx and csv (default: en)"
    )


def _rendered(payload, format, language, publication):
    try:
        return FORMATS[format].write(payload, language, public=publication)
    except Incomplete as missing:
        with translation.override("en"):
            needed = [lack.sentence for lack in missing.lacks if lack.needed]
        raise CommandError("no IATI file without: " + " ".join(needed)) from None


def _lacks(payload):
    with translation.override("en"):
        return [f"IATI, a reader will miss: {lack.sentence}" for lack in lacks(payload["iati"]) if not lack.needed]


def _warnings(report):
    """What a reader of the figures must know and may not see in them."""
    if not report.workshops:
        yield "no held or closed workshop lies in this scope"
    if report.registers_not_validated:
        yield f"{report.registers_not_validated} register(s) not validated"
    if report.rule is None:
        yield "the project has no rule: trained persons are not counted"
    costless = [workshop.code for workshop in report.workshops if workshop.cost is None]
    if costless:
        yield f"no cost recorded for {', '.join(costless)}"


def _write(path, content):
    try:
        write_whole(path, content)
    except OSError as error:
        raise CommandError(f"cannot write {path}: {error.strerror or 'not a file'}", returncode=USAGE) from None
