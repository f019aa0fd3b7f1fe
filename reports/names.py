"""The names behind the ids of a report, in the current language: five queries, and one for questions an office wrote itself."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from evaluations.queries.feedback import labels
from evaluations.wording import NAMES
from participants.models import Institution, Registration
from reports.labels import NOT_STATED
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


@dataclass(frozen=True)
class Names:
    """Maps of ids and codes to names; `of` answers for one key of one breakdown."""

    maps: dict

    def of(self, kind, key):
        """The name of `key` in the map `kind`; "not stated" where nothing was, else the key itself, readable."""
        if key == "not_stated":
            return str(NOT_STATED)
        return str(self.maps[kind].get(key) or key.replace("_", " "))


def load(report):
    """The Names of `report`; institutions are called as they were on the last day of its newest workshop."""
    keys = {group: list(report.figures[group]) for group in ("by_institution", "by_region", "financial_share")}
    day = report.workshops[-1].end if report.workshops else None
    institutions = Institution.objects.filter(key__in=keys["by_institution"]).prefetch_related("names")
    workshops = Workshop.objects.in_bulk([workshop.id for workshop in report.workshops])
    return Names(
        {
            "institution": {row.key: row.label(day) for row in institutions},
            "institution_type": INSTITUTION_TYPES,
            "region": {row.code: row.name for row in Region.objects.filter(code__in=keys["by_region"])},
            "donor": {row.key: str(row) for row in Donor.objects.filter(key__in=keys["financial_share"])},
            "office": {row.code: str(row) for row in Office.objects.filter(code__in={w.office for w in report.workshops})},
            "workshop": {row.code: str(row) for row in [*workshops.values(), *_apart(report)]},
            "sex": dict(Registration.Sex.choices),
            "age_band": dict(Registration.AgeBand.choices),
            "question": NAMES | labels(report.figures["feedback"]),
        }
    )


def _apart(report):
    return Workshop.objects.filter(code__in=[workshop.code for workshop in report.apart])
