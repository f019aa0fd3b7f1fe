"""Who stands behind a report: logos of offices and donors, and the sentence that says whose words it holds."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Office
from workshops.models import Donor


def gather(report):
    """[name of a stored picture and {language: whose}] of the report's offices, its donor, then those who fund beside."""
    offices = Office.objects.filter(code__in={workshop.office for workshop in report.workshops}).order_by("code")
    funders = {donor for workshop in report.workshops for donor in workshop.shares}
    own = {donor.key for donor in report.scope.donors}
    donors = sorted(Donor.objects.filter(key__in=funders | own), key=lambda donor: (donor.key not in own, donor.key))
    return [_sign(row) for row in (*offices, *donors) if _is_there(row.logo)]


def _is_there(picture):
    return bool(picture) and (Path(settings.MEDIA_ROOT) / picture.name).is_file()


def _sign(row):
    return {"file": row.logo.name, "names": {code: getattr(row, f"name_{code}") or row.name for code in ("en", "fr", "ar")}}


def disclaimer(payload, names):
    """Who paid and who answers for what is written, in the current language; "" where nobody is named."""
    comma = _(", ")
    scope = payload["report"]["scope"]
    own = [scope["donor"]] if scope["donor"] else scope.get("donors", [])
    donors = [*own, *scope["co_funders"]] if own else list(payload["report"]["financial_share"])
    if not donors:
        return ""
    offices = comma.join(names.of("office", office) for office in scope["offices"])
    words = {"donors": comma.join(names.of("donor", donor) for donor in donors), "offices": offices}
    return (
        _(
            "Produced with the financial support of %(donors)s. %(offices)s alone is responsible for its contents, which do not "
            "necessarily reflect the views of those who funded it."
        )
        % words
    )
