"""Write the narrative report of a workshop, or of a project: `manage.py narrative_report CODE --format docx -o FILE`."""

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from accounts.history import Actor, record
from accounts.models import Language
from reports.models import Narrative
from reports.narrative_files import FILES
from reports.narrative_paper import paper_of
from reports.whole_file import write_whole


class Command(BaseCommand):
    """The same file as the page's, whole or not at all. Exit 1: no such report, exit 2: used wrongly."""

    help = "Write what was written of a workshop, or of a project, beside its figures, as PDF or DOCX. Names in it are logged."

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="CODE", help="the workshop's code, or the project's (its report last written)")
        parser.add_argument("--format", choices=list(FILES), default="pdf")
        parser.add_argument("--language", choices=Language.values, help="the report in this language (default: the last written)")
        parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the file to write")

    def handle(self, *, code, format, language, output, **_options):
        narrative = _find(code, language)
        if narrative is None:
            raise CommandError(f"There is no narrative report of {code}{f' in {language}' if language else ''}.", returncode=1)
        now = timezone.now()
        make, _media_type = FILES[format]
        content = make(paper_of(narrative, now))
        if narrative.lists_names:
            record(by=Actor.system("narrative_report"), now=now, obj=narrative, verb="export_names", office=narrative.office)
        try:
            write_whole(output, content, private=True)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror or 'cannot be written'}", returncode=2) from None


def _find(code, language):
    """The narrative of the workshop or project `code`, the last written; None without one."""
    if not code.isprintable():
        return None
    rows = Narrative.objects.filter(Q(workshop__code=code) | Q(project__code=code)).select_related(
        "office", "workshop", "project"
    )
    return (rows.filter(language=language) if language else rows).order_by("-updated_at", "-pk").first()
