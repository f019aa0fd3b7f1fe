"""`donor_report`: the figures of a project, of several or of whole offices, in every format the page offers."""

import argparse
import re
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from accounts.history import Actor
from reports import freezing, kept, labels
from reports.actions import build_report
from reports.casefile.schema import Refused as BadText
from reports.exports.formats import FORMATS
from reports.exports.iati.missing import Incomplete, lacks
from reports.payload import build_payload
from reports.scope import Refused, find_scope
from reports.what_if import parse_rule
from reports.whole_file import write_whole

USAGE = 2
#: formats that a terminal cannot show
BINARY = {"pdf", "xlsx"}
#: what a report may be about: at least one of them is named, so that nobody counts everything by mistake
ABOUT = ("project", "all_projects", "donor", "office", "all_offices", "topic")


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
        "Write a report: heads, volumes, disaggregations, tests, feedback and money of held and closed workshops, of a project, "
        "a donor, an office, a topic, or of several together. Exit status: 0 done, 1 refused (the reason is on stderr), 2 wrong "
        "usage."
    )

    def add_arguments(self, parser):
        self.parser = parser
        _add_scope(parser)
        parser.add_argument(
            "--rule",
            metavar="JSON",
            help='what if this rule decided who is trained, for example \'{"unit": "half_day", "scope": "event", '
            '"threshold": 0.8, "test": "none"}\'; nothing is stored and the report says so',
        )
        _add_output(parser)

    def handle(self, *, rule, format, output, language, publication, freeze, **options):
        if not any(options[name] for name in ABOUT):
            self.parser.error(
                "say what the report is about: --project, --all-projects, --donor, --office, --all-offices or --topic"
            )
        if format in BINARY and not output:
            raise CommandError(f"--format {format} needs -o FILE", returncode=USAGE)
        if freeze and rule:
            raise CommandError("--rule is a trial, and a trial is not frozen", returncode=USAGE)
        terms, scope = self._rule(rule), self._scope(options)
        publication = publication or FORMATS[format].published
        report = build_report(scope, terms, now=timezone.now(), publication=publication)
        payload = self._frozen(scope, publication) if freeze else build_payload(report, whole=True)
        for warning in [*_warnings(report), *(_lacks(payload) if format == "iati" else [])]:
            self.stderr.write(f"warning: {warning}")
        content = _rendered(payload, format, language)
        self.stdout.write(content.decode(), ending="") if output is None else _write(output, content)

    def _rule(self, text):
        if text is None:
            return None
        try:
            return parse_rule(text)
        except BadText as refused:
            raise CommandError(f"--rule {'; '.join(map(str, refused.faults))}") from None

    def _scope(self, options):
        wanted = {name: options[name] for name in ("project", "donor", "office", "topic", "first", "last")}
        try:
            return find_scope(**wanted)
        except Refused as refused:
            with translation.override("en"):
                raise CommandError(str(labels.REFUSALS[refused.code])) from None

    def _frozen(self, scope, publication):
        """Keep and freeze the report; what is written is what was frozen."""
        by, now = Actor.system("donor_report"), timezone.now()
        try:
            with translation.override("en"):
                draft = freezing.keep_draft(scope=scope, title=kept.default_title(scope), publication=publication, by=by, now=now)
            report = draft if draft.is_frozen else freezing.freeze(report=draft, by=by, now=now)
        except freezing.FreezeRefused:
            raise CommandError("a frozen report is about one project, donor and topic, or about all of them") from None
        self.stderr.write(f"frozen: report {report.pk}, version {report.version}, SHA-256 {report.sha256}")
        return report.content


def _add_scope(parser):
    """What the report counts."""
    projects = parser.add_mutually_exclusive_group()
    projects.add_argument(
        "--project",
        action="append",
        metavar="CODE",
        help="code of the project, for example CT.0690; several: one report over them",
    )
    projects.add_argument("--all-projects", action="store_true", help="one report over all projects (as without --project)")
    parser.add_argument(
        "--donor", metavar="ID", help="only the workshops this donor funds, by the donor's rule if it has one in the project"
    )
    offices = parser.add_mutually_exclusive_group()
    offices.add_argument("--office", metavar="CODE", help="only the workshops of this office")
    offices.add_argument("--all-offices", action="store_true", help="the workshops of every office (as without --office)")
    parser.add_argument("--topic", metavar="SLUG", help="only the workshops about this topic")
    parser.add_argument(
        "--from", dest="first", type=day, metavar="DATE", help="only workshops whose last day is on or after DATE"
    )
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", help="only workshops whose last day is on or before DATE")


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
    parser.add_argument(
        "--freeze", action="store_true", help="keep the report for good, and write what was kept; its number is on stderr"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE; needed for pdf and xlsx")
    parser.add_argument(
        "--language", choices=["en", "fr", "ar"], default="en", help="language of pdf, xlsx and csv (default: en)"
    )


def _rendered(payload, format, language):
    try:
        return FORMATS[format].write(payload, language)
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
