"""The pages anybody may open: the list of workshops, one workshop, registering, proving the address."""

from contextlib import suppress
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.history import Actor
from accounts.limits import evenly, limited
from participants.actions.links import open_link
from participants.actions.registrations import Refused, prove, register, window_of
from participants.calendar import TYPE, calendar_of, place_of
from participants.forms.public import RegistrationForm
from participants.letters import name_of
from participants.models import Registration
from participants.notice import NOTICE_VERSION
from participants.queries import catalogue as listing
from participants.queries import institutions, programme
from participants.queries.seats import place_in_line, seats_of
from participants.rules.window import OPEN
from participants.views.languages import keep_language, switched_language, typed
from participants.views.sharing import map_of, share_of
from workshops.forms.workshops import PAIRS
from workshops.models import Workshop

FILTERS = ("q", "city", "language", "month", "topic", "seats")
PER_PAGE = 20


@login_not_required
@require_safe
def catalogue(request):
    now = timezone.now()
    today = timezone.localdate(now)
    coming = listing.coming(today)
    filters = {name: request.GET.get(name, "")[:200] for name in FILTERS}
    found = listing.narrowed(coming, **filters, is_open=lambda workshop: window_of(workshop, now) == OPEN)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "entries": [_entry(workshop, now) for workshop in page.object_list],
        "page_obj": page,
        "past": listing.past(today),
        "options": listing.options(coming),
        "filters": filters,
        "is_filtered": any(filters.values()),
    }
    return render(request, "participants/catalogue.html", context)


@login_not_required
@require_safe
def public_workshop(request, code):
    workshop = _published(code)
    place = place_of(workshop)
    context = _entry(workshop, timezone.now()) | {
        "place": place,
        "map": map_of(place),
        "share": share_of(workshop),
        "interpretation": [str(dict(PAIRS).get(pair, pair)) for pair in workshop.interpretation],
        "days": programme.days_of(workshop),
        "organisations": programme.organisations_of(workshop),
        "funders": programme.funders_of(workshop),
        "rule": getattr(workshop, "certificate_rule", None),
        "office_name": str(workshop.office),
    }
    return render(request, "participants/public_workshop.html", context)


@login_not_required
@require_safe
def calendar(request, code, by_session=False):
    """The workshop as a calendar file: one event, or one for each session."""
    workshop = _published(code)
    content = calendar_of(workshop, now=timezone.now(), by_session=by_session)
    name = content_disposition_header(as_attachment=True, filename=f"{workshop.code}.ics")
    return HttpResponse(content, content_type=TYPE, headers={"Content-Disposition": name})


@login_not_required
@limited
@evenly
@require_http_methods(["GET", "HEAD", "POST"])
def register_page(request, code):
    workshop, now = _published(code), timezone.now()
    language = switched_language(request)
    entry = _entry(workshop, now) | {"office_name": str(workshop.office)}
    if entry["window"] != OPEN:
        return render(request, "participants/register_closed.html", entry)
    form = RegistrationForm(None if language else request.POST or None, workshop=workshop, initial=typed(request, language))
    if form.is_bound and (form.is_valid() or form.is_from_a_program):
        if not form.is_from_a_program:
            with suppress(Refused):  # it closed this very moment: the page one comes to says so
                register(workshop=workshop, data=form.cleaned_data, by=Actor.link("public"), now=now)
        return redirect("participants:register_done", code=workshop.code)
    return keep_language(render(request, "participants/register.html", entry | {"form": form}), language)


@login_not_required
@require_safe
def register_done(request, code):
    workshop = _published(code)
    entry = _entry(workshop, timezone.now()) | {"office_name": str(workshop.office)}
    return render(request, "participants/register_done.html", entry)


def personal(view):
    """Neither stored by a cache nor indexed: whoever has the address sees a person."""

    @wraps(view)
    def wrapped(request, **kwargs):
        response = never_cache(view)(request, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@login_not_required
@limited
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def prove_page(request, token):
    now = timezone.now()
    if request.method == "POST":
        try:
            prove(token=token, now=now)
        except Refused as refused:
            return render(request, "participants/prove_refused.html", {"code": refused.code}, status=409)
        return redirect("participants:prove", token=token)
    registration = open_link(token, now)
    if registration is None:
        return render(request, "participants/prove_refused.html", {"code": "unknown_link"}, status=404)
    context = {"registration": registration, "workshop": registration.workshop, "token": token, "name": name_of(registration)}
    context |= {"office_name": str(registration.workshop.office), "place": place_in_line(registration)}
    page = "prove" if registration.status == Registration.Status.UNCONFIRMED else "proved"
    return render(request, f"participants/{page}.html", context)


@login_not_required
@require_safe
def privacy(request):
    return render(request, "participants/privacy.html", {"version": NOTICE_VERSION})


@login_not_required
@require_safe
def institution_options(request):
    """The institutions that fit ?q=; `exact` marks the one the text is known to mean, so that it need not be tapped."""
    text = request.GET.get("q", "")[:200]
    found, known = institutions.search(text), institutions.match(text)
    return JsonResponse([_option(each) | ({"exact": True} if each == known else {}) for each in found], safe=False)


def _option(institution):
    return {"id": institution.pk, "label": str(institution), "hint": institution.acronym}


def _published(code):
    return get_object_or_404(Workshop.objects.published().select_related("office", "venue", "certificate_rule"), code=code)


def _entry(workshop, now):
    return {"workshop": workshop, "window": window_of(workshop, now), "seats": seats_of(workshop)}
