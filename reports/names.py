"""The names behind the ids of a report, in each language: six queries, and one for questions an office wrote itself."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import Language, Office
from evaluations.queries.feedback import own_questions
from evaluations.wording import NAMES
from participants.models import Institution, Registration
from reports.labels import LABELS, NOT_STATED
from workshops.models import Donor, Region, Workshop

INSTITUTION_TYPES = {
    "ministry": _("Ministries"),
    "delegation": _("Delegations"),
    "law_enforcement": _("Law enforcement"),
    "emergency_service": _("Emergency services"),
    "agency": _("Agencies"),
    "court": _("Courts"),
    "local_authority": _("Local authorities"),
    "university": _("Universities"),
    "ngo": _("Non-governmental organisations"),
    "international_organisation": _("International organisations"),
    "other": _("Other"),
}
DISABILITY = {"with_disability": _("With a disability"), "without_disability": _("Without a disability")}
NEW_OR_RETURNING = {"new": _("New"), "returning": _("Returning")}


@dataclass(frozen=True)
class Names:
    """Maps of ids and codes to names in one language; `of` answers for one key of one breakdown."""

    maps: dict

    def of(self, kind, key):
        """The name of `key` in the map `kind`; "not stated" where nothing was, else the key itself, readable."""
        if key == "not_stated":
            return str(NOT_STATED)
        return str(self.maps[kind].get(key) or key.replace("_", " "))

    def defined(self, key):
        """(name, definition) of an indicator, as they stood when the report was made."""
        return self.maps["indicator"][key], self.maps["definition"][key]


def gather(report, languages):
    """{language: {kind: {key: name}}} of everything `report` names.

    Institutions are called as they were on the last day of its newest workshop.
    """
    rows = _rows(report)
    day = report.workshops[-1].end if report.workshops else None
    found = {}
    for language in languages:
        with translation.override(language):
            found[language] = {**_named(rows, day), **_listed(report, rows["question"])}
    return found


def _rows(report):
    keys = {group: list(report.figures[group]) for group in ("by_institution", "by_region", "financial_share")}
    keys["by_institution"] += report.figures.get("head_count", {}).get("by_institution", {})
    listed = [workshop.code for workshop in (*report.workshops, *report.apart)]
    donors = {*keys["financial_share"], *(donor.key for donor in report.scope.donors)}
    offices = {workshop.office for workshop in report.workshops} | ({report.scope.office.code} if report.scope.office else set())
    return {
        "project": report.scope.projects,
        "institution": Institution.objects.filter(key__in=keys["by_institution"]).prefetch_related("names").order_by("key"),
        "region": Region.objects.filter(code__in=keys["by_region"]).order_by("code"),
        "donor": Donor.objects.filter(key__in=donors).order_by("key"),
        "office": Office.objects.filter(code__in=offices).order_by("code"),
        "topic": report.scope.topics,
        "question": own_questions(report.figures["feedback"]),
        "workshop": Workshop.objects.filter(code__in=listed).order_by("code"),
    }


def _named(rows, day):
    """{kind: {key: name}} of rows of the database, in the current language."""
    return {
        "project": {row.code: row.title for row in rows["project"]},
        "institution": {row.key: row.label(day) for row in rows["institution"]},
        "region": {row.code: row.name for row in rows["region"]},
        "donor": {row.key: str(row) for row in rows["donor"]},
        "topic": {row.slug: str(row) for row in rows["topic"]},
        **{kind: {row.code: str(row) for row in rows[kind]} for kind in ("office", "workshop")},
    }


def _listed(report, own):
    """{kind: {key: name}} of what the product itself names, in the current language, and of the `own` questions."""
    lists = {
        "institution_type": _known(INSTITUTION_TYPES, report.figures["by_institution_type"]),
        "sex": dict(Registration.Sex.choices),
        "age_band": dict(Registration.AgeBand.choices),
        "disability": DISABILITY,
        "new_or_returning": NEW_OR_RETURNING,
        "language": dict(Language.choices),
        "question": _known(NAMES, report.figures["feedback"]) | {row.name: row.label for row in own},
        "indicator": {key: label.name for key, label in LABELS.items()},
        "definition": {key: label.definition for key, label in LABELS.items()},
    }
    return {kind: {key: str(name) for key, name in names.items()} for kind, names in lists.items()}


def _known(names, keys):
    return {key: names[key] for key in keys if key in names}
