"""The people of one workshop, for the office: list, one person's registration, adding, deciding, export."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.history import Actor, entries_for, record
from participants.actions.reading import note_reading
from participants.actions.registrations import FINAL, TAKES_PEOPLE, Refused, add_registration, add_walk_in
from participants.export import registrations_workbook
from participants.forms.staff import AddPersonForm, DecisionForm, FilterForm
from participants.models import Registration
from participants.queries import registrations as people
from participants.queries.by_institution import seat_table
from participants.queries.seats import seats_of, with_places
from participants.queries.tally import tally_of
from participants.rules.transitions import may_become
from participants.views.deciding import TARGETS, decide_each
from participants.views.wording import SECTION, refusal_text
from workshops.models import Workshop
from workshops.queries import frame

PAGE = 50
#: one decision about more people would keep the browser waiting
MOST_AT_ONCE = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def head(workshop):
    """What stands at the head of the list: the tally by status, the seats by institution, the share of women."""
    tally, seats = tally_of(workshop), seats_of(workshop)
    return {
        "tally": tally,
        "seats": seats,
        "taken_percent": 100 * tally.taken / seats.capacity if seats.capacity else None,
        "table": seat_table(workshop),
        "women_share": tally.women_share,
        "women_percent": None if tally.women_share is None else 100 * tally.women_share,
        "target_percent": None if workshop.target_women_share is None else 100 * workshop.target_women_share,
    }


@require_safe
def people_list(request, code):
    workshop = _readable(request, code)
    form = FilterForm(request.GET, institutions=people.institutions_of(workshop), day=workshop.start)
    filters = form.known()
    rows = people.narrowed(people.people_of(workshop), sort=request.GET.get("sort", ""), **filters)
    may_edit = _editable_by(request.user).filter(pk=workshop.pk).exists()
    by, now = Actor.of(request.user), timezone.now()
    note_reading(obj=workshop, office=workshop.office, may_edit=may_edit, by=by, now=now, verb="names_read")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    with_places(page.object_list, workshop)
    context = {
        "form": form,
        "page_obj": page,
        "is_filtered": bool(filters),
        "may_take_all": PAGE < page.paginator.count <= MOST_AT_ONCE,
        "homonyms": people.homonyms_of(workshop),
        "may_edit": may_edit and workshop.state not in FINAL,
        "may_add": may_edit and workshop.state in TAKES_PEOPLE,
    }
    return render(
        request, "participants/list.html", frame(workshop, request.user, "participants") | SECTION | head(workshop) | context
    )


@require_safe
def detail(request, code, pk):
    workshop = _readable(request, code)
    registration = get_object_or_404(people.people_of(workshop).select_related("participant", "region"), pk=pk)
    with_places([registration], workshop)
    may_edit = _editable_by(request.user).filter(pk=workshop.pk).exists()
    by, now = Actor.of(request.user), timezone.now()
    note_reading(obj=registration, office=workshop.office, may_edit=may_edit, by=by, now=now)
    context = (
        frame(workshop, request.user, "participants")
        | SECTION
        | {
            "registration": registration,
            "entries": entries_for(registration)[:PAGE],
            "may_edit": may_edit and workshop.state not in FINAL,
            "acts": [verb for verb, target in TARGETS.items() if may_become(registration.status, target)],
            "may_replace": may_edit and workshop.state in TAKES_PEOPLE and may_become(registration.status, "replaced"),
        }
    )
    return render(request, "participants/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, code):
    workshop = _editable(request, code)
    form = AddPersonForm(request.POST or None, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        try:
            registration = _add(workshop, dict(form.cleaned_data), Actor.of(request.user), timezone.now())
        except Refused as refused:
            form.add_error(None, refusal_text(refused.code))
        else:
            messages.success(request, translation.gettext("The person has been added."))
            return redirect("participants:detail", code=workshop.code, pk=registration.pk)
    context = (
        frame(workshop, request.user, "participants")
        | SECTION
        | {"form": form, "seats": seats_of(workshop), "tally": tally_of(workshop)}
    )
    return render(request, "participants/add.html", context)


@require_POST
def decide(request, code):
    workshop = _editable(request, code)
    form = DecisionForm(request.POST, registrations=Registration.objects.filter(workshop=workshop))
    rows = _chosen(request, workshop, form.cleaned_data) if form.is_valid() else []
    if not rows:
        messages.error(request, translation.gettext("Tick the people first, then choose what to do."))
        return redirect(_back(request, workshop))
    done, refused = decide_each(rows, form.cleaned_data, Actor.of(request.user), timezone.now())
    if done:
        text = ngettext("%d person: done, and told by letter.", "%d persons: done, and told by letter.", len(done))
        messages.success(request, text % len(done))
    if not refused:
        return redirect(_back(request, workshop))
    context = frame(workshop, request.user, "participants") | SECTION | {"refused": refused, "back": _back(request, workshop)}
    return render(request, "participants/decide_refused.html", context, status=409)


@require_safe
def export(request, code):
    workshop = _readable(request, code)
    form = FilterForm(request.GET, institutions=people.institutions_of(workshop), day=workshop.start)
    rows = people.narrowed(people.people_of(workshop).select_related("region"), **form.known())
    record(by=Actor.of(request.user), now=timezone.now(), obj=workshop, verb="export_names", office=workshop.office)
    rtl = translation.get_language_bidi()
    response = HttpResponse(registrations_workbook(rows, rtl=rtl), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="participants.xlsx"'
    return response


def _readable(request, code):
    rows = Workshop.objects.visible_to(request.user, "registrations.read").select_related("office", "venue")
    return get_object_or_404(rows, code=code)


def _editable_by(user):
    return Workshop.objects.visible_to(user, "registrations.edit")


def _editable(request, code):
    return get_object_or_404(_editable_by(request.user).select_related("office", "venue"), code=code)


def _add(workshop, data, by, now):
    entry = data.pop("entry")
    if entry == "walk_in":
        return add_walk_in(workshop=workshop, data=data, by=by, now=now)
    return add_registration(workshop=workshop, data=data, status=entry, by=by, now=now)


def _chosen(request, workshop, decision):
    """The registrations decided about, in order of arrival: those ticked, or all that the filters of the address find."""
    rows = people.people_of(workshop)
    if decision["everybody"]:
        form = FilterForm(request.GET, institutions=people.institutions_of(workshop), day=workshop.start)
        return list(people.narrowed(rows, **form.known() | {"sort": "arrival"})[:MOST_AT_ONCE])
    return list(rows.filter(pk__in=decision["ids"]).order_by("position", "pk"))


def _back(request, workshop):
    """The list with the filters it had, when `next` is one of our own addresses."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse("participants:list", args=[workshop.code])
