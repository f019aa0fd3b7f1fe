"""Kept reports for their pages: the list with what comes next, the versions, what changed between two, in words."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.templatetags.ui import DASH, format_percent
from reports.labels import APART, NOT_STATED, PARTS
from reports.models import DonorReport
from reports.names import Names
from reports.presentation import period

_SHARES = ("_rate", "_share", "share_4_or_5", "share_improved", "threshold")


def matching(reports, *, q="", state=""):
    """`reports` narrowed by the filters of the list: every word in title, project or donor."""
    for word in q.replace("\0", "").split()[:6]:
        fields = ("title", "project__code", "donor__key", "donor__name_en", "donor__name_fr", "donor__name_ar")
        reports = reports.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)))
    return reports.filter(state=state) if state else reports


def versions(report):
    """All versions of `report`, oldest first; one query each."""
    found = [report]
    while found[0].corrects_id:
        found.insert(0, DonorReport.objects.select_related("frozen_by").get(pk=found[0].corrects_id))
    while newer := DonorReport.objects.filter(corrects=found[-1]).select_related("frozen_by").first():
        found.append(newer)
    return found


def default_title(scope):
    """The name a report gets unless somebody gives it another: project, donor, period."""
    days = {"from": scope.first and scope.first.isoformat(), "to": scope.last and scope.last.isoformat()}
    parts = [scope.project and scope.project.code, scope.donor and scope.donor.key, period(days)]
    return " · ".join(filter(None, parts))[:200]


def change_rows(difference, payload, language):
    """[(label, before, after)] of a stored difference, in the words of `payload`.

    Of the counts behind the breakdowns only those of trained persons: the figures tell the others.
    """
    names = Names(payload["names"][language])
    told = [(path, *values) for path, *values in difference if path[0] != "breakdowns" or path[-1] == "trained"]
    return [(_label(path, names), _text(path, before), _text(path, after)) for path, before, after in told]


def _label(path, names):
    """A path in words: the indicator's name, then the names of what leads to the cell."""
    group, *rest = path
    reader = {"report": _figure, "breakdowns": _breakdown, "workshops": _workshop, "apart": _workshop, "names": _name}.get(group)
    words = reader(rest, names) if reader else [_BESIDE.get(group, lambda: group.replace("_", " "))()]
    return " · ".join(str(word) for word in words)


def _figure(rest, names):
    key, *inner = rest
    yield names.maps["indicator"].get(key) or _REPORT.get(key, lambda: key.replace("_", " "))()
    kind = {"financial_share": "donor", "feedback": "question"}.get(key, key.removeprefix("by_").removesuffix("_and_sex"))
    for number, part in enumerate(inner):
        yield PARTS.get(key, {}).get(part) or _named(names, "sex" if number else kind, part)


def _breakdown(rest, names):
    attribute, value, *_inner = rest
    yield names.maps["indicator"].get(f"by_{attribute}", attribute)
    yield _named(names, attribute, value)
    yield _("Trained")


def _workshop(rest, names):
    code, *inner = rest
    words = {"attended": _("Attended"), "registers_not_validated": _("Registers not validated")}
    yield _named(names, "workshop", code)
    for part in inner:
        yield words.get(part) or part.replace("_", " ")


def _name(rest, names):
    yield _("Name")
    yield rest[-1]
    yield rest[0]


def _named(names, kind, key):
    return str(NOT_STATED) if key == "not_stated" else str(names.maps.get(kind, {}).get(key) or key.replace("_", " "))


_REPORT = {
    "rule": lambda: _("Rule"),
    "scope": lambda: _("Scope"),
    "period": lambda: _("Period"),
    "registers_not_validated": lambda: _("Registers not validated"),
}
_BESIDE = {
    "person_list": lambda: _("List of persons"),
    "feedback_forms": lambda: _("Feedback returned"),
    "follow_up": lambda: _("Follow-up"),
    "suppressed": lambda: _("Hidden cells"),
}


def _text(path, value):
    if value is None:
        return DASH
    if isinstance(value, list):
        return ", ".join(map(str, value)) or DASH
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        key = next((part for part in reversed(path) if part.endswith(_SHARES)), "")
        return format_percent(value) if key and path[1] != "financial_share" else number_format(value, force_grouping=True)
    return str(APART.get(value, value))[:16] if path[0] == "person_list" else str(APART.get(value, value))
