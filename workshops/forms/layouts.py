"""How long forms are laid out: fieldsets of short rows, the three languages side by side."""

from crispy_forms.layout import Div, Field, Fieldset, Layout
from django.utils.translation import gettext_lazy as _


def row(*names, width="col-sm-6 col-lg-4"):
    """Fields side by side on a wide screen, one under the other on a phone."""
    return Div(*[Field(name, wrapper_class=width) for name in names], css_class="row gx-3")


def languages(name, width="col-lg-4"):
    """The three columns of a translated field."""
    return row(f"{name}_en", f"{name}_fr", f"{name}_ar", width=width)


def group(legend, *parts):
    return Fieldset(legend, *parts, css_class="w-fieldset")


WORKSHOP = Layout(
    group(
        _("What"),
        "office",
        row("project", "code", width="col-lg-6"),
        languages("title"),
        languages("description"),
        languages("contact"),
    ),
    group(_("When"), row("start", "end", "timezone")),
    group(_("Where"), row("mode", "region"), languages("city"), row("venue", "venue_name", "venue_address")),
    group(
        _("Registration"),
        row("capacity", "admission", "women_percent"),
        row("registration_opens_at", "registration_closes_at", width="col-sm-6"),
    ),
    group(_("Topics and languages"), row("topics", "languages", "interpretation"), row("new_topic")),
    group(_("Attendance, test and costs"), row("attendance_unit", "test_max_score", "currency")),
)
PROJECT = Layout(
    group(_("Project"), row("code", "type", width="col-sm-6"), languages("title", width="col-12")),
    group(
        _("Dates and budget"),
        row("start", "end"),
        row("budget_amount", "budget_currency", "country_codes"),
        row("source", width="col-12"),
    ),
    group(_("Donors"), "donors"),
)
SESSION = Layout(
    row("kind", "day", "start", "end", width="col-6 col-lg-3"),
    languages("title"),
    row("organisation_1", "organisation_2", "organisation_3", "organisation_4", width="col-sm-6 col-lg-3"),
    "engagements",
)
FACILITATOR = Layout(
    "facilitator",
    group(
        _("Or a new person"),
        row("name", "arabic_name", "email", width="col-lg-4"),
        row("organisation", "organisation_name", "user", width="col-lg-4"),
    ),
)
DONOR = Layout(row("key", "iati_org_ref", "iati_org_type"), languages("name"))


def publication(sector_rows, markers):
    """The layout of a project's data for IATI."""
    sectors = [
        Div(
            Field(f"sector_{number}", wrapper_class="col-8 col-lg-6"),
            Field(f"percent_{number}", wrapper_class="col-4 col-lg-2"),
            css_class="row gx-3",
        )
        for number in sector_rows
    ]
    return Layout(
        group(_("What the project is"), languages("description"), row("activity_status", "shares", width="col-lg-6")),
        group(_("Who does what"), row("reporting_org", width="col-lg-6"), row("accountable", "extending", "implementing")),
        group(_("Sectors"), *sectors),
        group(_("Policy markers"), row(*[f"marker_{code}" for code in markers])),
        group(_("Kind of aid"), row("flow_type", "finance_type", "aid_type", "tied_status", width="col-sm-6")),
    )
