"""The words of a workshop's first page: steps, changes of state, heads and facts. In the current language."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from accounts.templatetags.ui import as_date, format_date, format_range, page_language
from reports import rule_words
from workshops.forms.workshops import PAIRS


def step(workshop, state, reached, place):
    """A step of the path; `place` is -1 behind the current state, 0 at it, 1 ahead of it."""
    return {
        "label": workshop.State(state).label,
        "note": _day(reached) if place <= 0 else _due(workshop, state),
        "state": {-1: "done", 0: "current", 1: ""}[place],
    }


def _due(workshop, state):
    if state == "registration_closed" and workshop.registration_closes_at:
        return _("due %(day)s") % {"day": _day(workshop.registration_closes_at)}
    if state == "held":
        return format_range(workshop.start, workshop.end, page_language())
    return ""


def _day(moment):
    return format_date(as_date(moment), page_language(), year=False) if moment else ""


def heads(workshop, counts, known):
    """The four heads for components/_figure.html; `known` is `heads.Heads`. A head not known yet is None."""
    people = reverse("participants:list", args=[workshop.code])
    return [
        {"label": _("Nominated"), "value": counts["nominated"], "url": people, "note": _waiting(counts)},
        {"label": _("Confirmed"), "value": counts["confirmed"], "url": people, "note": _offered(counts)},
        {
            "label": _("Attended"),
            "value": known.attended,
            "url": reverse("attendance:grid", args=[workshop.code]),
            "note": _("of %(count)d confirmed") % {"count": counts["confirmed"]}
            if known.attended is not None
            else _("from %(day)s") % {"day": _day(workshop.start)},
        },
        {
            "label": _("Trained"),
            "value": known.trained,
            "url": reverse("attendance:grid", args=[workshop.code]),
            "note": _("by the project's rule") if known.trained is not None else _("after the last register"),
        },
    ]


def _waiting(counts):
    if counts["to_decide"]:
        return ngettext("%(count)d waits for an answer", "%(count)d wait for an answer", counts["to_decide"]) % {
            "count": counts["to_decide"]
        }
    return _("everybody has an answer") if counts["nominated"] else ""


def _offered(counts):
    offered = counts["taken"] - counts["confirmed"]
    if offered:
        return ngettext("+ %(count)d seat offered", "+ %(count)d seats offered", offered) % {"count": offered}
    if counts["waitlisted"]:
        return _("%(count)d on the waitlist") % {"count": counts["waitlisted"]}
    return ""


def facts(workshop, taken, kept=0):
    """The key facts as (label, value) pairs; what is not known is left out."""
    found = [
        (_("Project"), f"{workshop.project.code} · {workshop.project.title}"),
        (_("Place"), place(workshop)),
        (_("Mode"), workshop.get_mode_display()),
        (_("Capacity"), _capacity(workshop.capacity, taken, kept)),
        (_("Registration"), _window(workshop)),
        (_("Languages"), _languages(workshop.languages)),
        (_("Interpretation"), _interpretation(workshop.interpretation)),
        (_("Certificate rule"), _rule(workshop)),
        (_("Funding"), _funding(workshop)),
        (_("Facilitators"), _organisations(workshop)),
    ]
    return [(label, value) for label, value in found if value]


def place(workshop):
    """Venue and city, as far as they are known."""
    if workshop.venue:
        return str(workshop.venue)
    return workshop.city or (workshop.region.name if workshop.region else "")


def _capacity(capacity, taken, kept):
    if not capacity:
        return ""
    free = max(capacity - taken, 0)
    seats = ngettext("%(count)d seat", "%(count)d seats", capacity) % {"count": capacity}
    said = ngettext("%(seats)s, %(free)d free", "%(seats)s, %(free)d free", free) % {"seats": seats, "free": free}
    if not kept:
        return said
    return _("%(seats)s; %(kept)d of them kept for institutions") % {"seats": said, "kept": min(kept, free)}


def _window(workshop):
    opens, closes = (_moment(at) for at in (workshop.registration_opens_at, workshop.registration_closes_at))
    if opens and closes:
        return _("%(opens)s to %(closes)s") % {"opens": opens, "closes": closes}
    if closes:
        return _("until %(closes)s") % {"closes": closes}
    return _("from %(opens)s") % {"opens": opens} if opens else ""


def _moment(at):
    if at is None:
        return ""
    return f"{format_date(as_date(at), page_language())}, {timezone.localtime(at):%H:%M}"


def _languages(codes):
    return _(", ").join(language_name(code) for code in codes)


def _interpretation(codes):
    """Pairs of languages and sign language; get_language_info would take fr-ar for a kind of French."""
    words = dict(PAIRS)
    return _(", ").join(str(words.get(code, code)) for code in codes)


def language_name(code):
    """A language in words; the code itself when Django does not know it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _rule(workshop):
    rule = getattr(workshop, "certificate_rule", None)
    return rule_words.brief(rule) if rule else ""


def _funding(workshop):
    shares = workshop.funding.select_related("donor").order_by("position", "pk")
    return _(", ").join(f"{share.donor} {rule_words.exact_percent(share.share)}" for share in shares)


def _organisations(workshop):
    given = workshop.sessions.order_by("register__date", "start", "pk", "given_by__position").values_list(
        "organisations__name", "organisations__key"
    )
    return _(", ").join(dict.fromkeys(name or key for name, key in given if key))
