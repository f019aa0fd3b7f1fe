"""How institutions are shown: their types in words, their names in Arabic, and the heads one sorts a list by."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from participants.models.institution import name_on

register = template.Library()

#: codes that offices use, in words; any other is shown as it is written
TYPES = {
    "agency": _("Agency"),
    "civil_society": _("Civil society"),
    "commission": _("Commission"),
    "court": _("Court"),
    "delegation": _("Delegation"),
    "directorate": _("Directorate"),
    "emergency_service": _("Emergency service"),
    "independent_body": _("Independent body"),
    "international_organisation": _("International organisation"),
    "judiciary": _("Judiciary"),
    "law_enforcement": _("Law-enforcement body"),
    "local_authority": _("Local authority"),
    "ministry": _("Ministry"),
    "ngo": _("Non-governmental organisation"),
    "social_service": _("Social service"),
    "training_institute": _("Training institute"),
    "university": _("University"),
}


@register.filter
def type_name(code):
    """The type of an institution in words."""
    return TYPES.get(code) or code.replace("_", " ")


@register.filter
def arabic_label(institution):
    """The newest Arabic name; empty where there is none."""
    name = name_on(institution.names.all())
    return name.name_ar if name else ""


@register.simple_tag(takes_context=True)
def sort_link(context, sort, column, first=""):
    """The address that sorts by `column`: by `first` ("-" downwards) the first time, then the other way round."""
    query = context["request"].GET.copy()
    up, down = column, f"-{column}"
    query["sort"] = (down if first == "-" else up) if sort not in (up, down) else (up if sort == down else down)
    query.pop("page", None)
    return f"?{query.urlencode()}"


@register.simple_tag
def sorted_by(sort, column):
    """Says of a head that the list is sorted by it, and which way."""
    if sort.removeprefix("-") != column:
        return ""
    return format_html(' aria-sort="{}"', "descending" if sort.startswith("-") else "ascending")
