"""What was reported of the case: a report frozen for its donor, one for publication, and the report of the workshop."""

from reports.freezing import freeze, keep_draft
from reports.models import DonorReport, Narrative
from reports.narrating import start, write
from reports.scope import find_scope

#: invented, as all that is written here
WORDS = {
    "context": "L’atelier a réuni des fonctionnaires de dix ministères et corps chargés de la migration et des frontières. Il "
    "répond à une demande des autorités : mieux reconnaître les victimes de la traite dans les flux migratoires mixtes.\n\n"
    "Trois objectifs lui étaient fixés :\n"
    "- partager un même cadre juridique ;\n"
    "- identifier et orienter les victimes ;\n"
    "- coordonner l’action des services aux frontières.",
    "agenda": "Toutes les séances ont eu lieu aux heures prévues.",
    "learning": "Les études de cas ont été les plus utiles ; les définitions juridiques demandent encore du temps.",
    "lessons": "- Prévoir une demi-journée de plus pour les travaux de groupe.\n"
    "- Remettre les supports en arabe avant l’atelier.",
}  # fmt: skip


def make_reports(*, workshop, donors, by, now):
    """Freeze a report of the workshop's project for the first donor of `donors` (keys), publish one for the second.

    Writes the report of the workshop in French, too. What is there already stays.
    """
    office, project = workshop.office, workshop.project
    if not DonorReport.objects.exists():
        for donor, publication in zip(donors, (False, True), strict=True):
            scope = find_scope(project=project, donor=donor, offices=[office])
            title = f"{project.code} · {donor} · {workshop.end.year}"
            freeze(report=keep_draft(scope=scope, title=title, publication=publication, by=by, now=now), by=by, now=now)
    if not Narrative.objects.exists():
        narrative = start(office=office, workshop=workshop, language="fr", by=by, now=now)
        write(narrative=narrative, values=WORDS, revision=0, by=by, now=now)
