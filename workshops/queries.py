"""Reading the schedule: querysets in, querysets or plain values out."""

from datetime import timedelta
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import Membership
from workshops.models import PUBLIC_STATES, Donor, Project, Session, Workshop
from workshops.moves import moves
from workshops.rules.funding import is_whole, split, to_percent

#: key, label, URL name, capability that shows it
TABS = [
    ("overview", _("Overview"), "reports:workshop", "workshops.read"),
    ("programme", _("Programme"), "workshops:programme", "workshops.read"),
    ("participants", _("Participants"), "participants:list", "registrations.read"),
    ("nominations", _("Nominations"), "participants:nominations", "registrations.read"),
    ("attendance", _("Attendance"), "attendance:grid", "attendance.read"),
    ("scores", _("Tests"), "evaluations:scores", "evaluations.read"),
    ("feedback", _("Feedback"), "evaluations:feedback", "evaluations.read"),
    ("certificates", _("Certificates"), "certificates:list", "certificates.read"),
    ("funding", _("Funding"), "workshops:funding", "reports.read"),
    ("report", _("Report"), "reports:workshop_report", "reports.read"),
    ("letters", _("Letters"), "participants:letters", "letters.read"),
    ("history", _("History"), "workshops:history", "history.read"),
]


def frame(workshop, user, tab):
    """The context of `workshops/workshop_base.html`: the workshop, its tabs this user may open, the current one.

    `may` is the set of capabilities held on this workshop, of those the tabs ask for and "workshops.edit"; one query.
    `moves` are the state changes the header offers, for those who may edit.
    """
    may = held(workshop, user, {"workshops.edit", *(capability for *_rest, capability in TABS)})
    tabs = [
        {"key": key, "label": label, "url": reverse(name, args=[workshop.code])}
        for key, label, name, capability in TABS
        if capability in may
    ]
    today = timezone.localdate(timezone=ZoneInfo(workshop.timezone))
    offered = moves(workshop, today) if "workshops.edit" in may else []
    return {"workshop": workshop, "tabs": tabs, "tab": tab, "may": may, "moves": offered}


def held(workshop, user, capabilities):
    """Those of `capabilities` that `user` holds on `workshop`; one query, none for who is not signed in.

    The same answer as `Workshop.objects.visible_to(user, capability)` gives for each, from the same tables.
    """
    if not user.is_authenticated or not user.is_active:
        return set()
    teaches = Exists(workshop.engagements.filter(facilitator__user=user))
    rows = Membership.objects.filter(user=user, office=workshop.office_id).order_by("pk").values_list("role", teaches)
    found = access.held_with(
        {role for role, _teaches in rows},
        teaches=any(teaches for _role, teaches in rows),
        published=workshop.state in PUBLIC_STATES,
        administrator=user.is_superuser,
    )
    return found & set(capabilities)


def matching(workshops, *, text="", state="", year=None, project=None):
    """`workshops` narrowed by the filters of the list; empty ones do not narrow."""
    for word in text.split()[:6]:
        fields = ("code", "title_en", "title_fr", "title_ar", "city_en", "city_fr", "city_ar")
        workshops = workshops.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)))
    if state:
        workshops = workshops.filter(state=state)
    if year:
        workshops = workshops.filter(end__year=year)
    if project:
        workshops = workshops.filter(project=project)
    return workshops


def matching_projects(projects, text):
    """`projects` whose code, title or donor holds every word of `text`."""
    for word in text.split()[:6]:
        fields = ("code", "title_en", "title_fr", "title_ar")
        named = reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))
        donors = Donor.objects.filter(Q(key__icontains=word) | Q(name_en__icontains=word)).values("pk")
        projects = projects.filter(named | Q(pk__in=Project.donors.through.objects.filter(donor__in=donors).values("project")))
    return projects


def agenda(workshop):
    """[(day, [session])] for every day of the workshop, empty days included; four queries at most."""
    sessions = (
        workshop.sessions.select_related("register")
        .prefetch_related("given_by__organisation", "engagements__facilitator")
        .order_by("register__date", "start", "key")
    )
    days = {workshop.start + timedelta(days=at): [] for at in range((workshop.end - workshop.start).days + 1)}
    for session in sessions:
        days.setdefault(session.register.date, []).append(session)
    return sorted(days.items())


def rules_of(project):
    """[(donor or None, [rule versions, newest first])]: the project's own first, then each donor's, the silent ones too."""
    versions = {None: []} | {donor: [] for donor in project.donors.order_by("key")}
    rules = project.rules.select_related("donor", "created_by").order_by("donor__key", "-version")
    for rule in rules:
        versions.setdefault(rule.donor, []).append(rule)
    return list(versions.items())


def rule_in_force(project):
    """The newest version of the project's own rule; None when it has none."""
    return project.rules.filter(donor=None).order_by("-version").first()


def money_by_share(workshop):
    """Each share with its parts of budget and actual cost, their totals, and the sum of the shares; None: not known."""
    shares = list(workshop.funding.select_related("donor").order_by("position", "id"))
    totals = workshop.cost_lines.aggregate(budget=Sum("budget"), actual=Sum("actual"))
    by_donor = {row.donor_id: row.share for row in shares}
    whole = is_whole(list(by_donor.values()))
    parts = {name: split(total, by_donor) if whole and total is not None else {} for name, total in totals.items()}
    rows = [
        {"row": row, "budget": parts["budget"].get(row.donor_id), "actual": parts["actual"].get(row.donor_id)} for row in shares
    ]
    return {"rows": rows, "totals": totals, "shares_total": sum(by_donor.values())}


def history_rows(entries):
    """[(entry, changes, summary)]: what was changed, [(label, before, after)]; or, of a thing added or removed, what it was.

    Erased values leave both empty.
    """
    return [(entry, *_told(entry.verb, getattr(entry, "values", None))) for entry in entries]


def _told(verb, values):
    if values is None:
        return [], []
    model = Session if verb.startswith("session_") else Workshop
    if not values.before or not values.after:
        known = values.before or values.after
        return [], [shown for name, value in known.items() if (shown := _shown(model, name, value))]
    names = [name for name in values.after if values.before.get(name) != values.after[name]]
    return [
        (_label(model, name), _shown(model, name, values.before.get(name)), _shown(model, name, values.after[name]))
        for name in names
    ], []


def _field(model, name):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


#: what an entry holds beside columns
_LABELS = {"quota": _("quota"), "shares": _("donors’ shares"), "costs": _("cost lines"), "topics": _("topics")}


def _label(model, name):
    if name in _LABELS:
        return _LABELS[name]
    field = _field(model, name)
    return field.verbose_name if field else name.replace("_", " ")


def _shown(model, name, value):
    """A stored value as a reader of the history wants it: choices by their words, long texts cut; rows by key say nothing."""
    if name == "shares" and isinstance(value, dict):
        return "; ".join(f"{donor} {to_percent(share)}\N{NO-BREAK SPACE}%" for donor, share in value.items())
    if name == "costs" and isinstance(value, list):
        return "; ".join(" · ".join(str(part) for part in line if part not in (None, "")) for line in value)
    field = _field(model, name)
    if value in (None, "", [], {}) or (field and field.is_relation):
        return ""
    return Truncator(dict(field.flatchoices).get(value, value) if field and isinstance(value, str) else value).chars(80)
