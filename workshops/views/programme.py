"""The programme of a workshop: its agenda, its sessions, and the people who give them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.history import Actor
from workshops.actions.people import EngagementRefused, add_facilitator, disengage, engage
from workshops.actions.programme import ProgrammeRefused, copy_day, remove_session, save_session
from workshops.forms.programme import CopyDayForm, FacilitatorForm, SessionForm
from workshops.models import Session, Workshop
from workshops.queries import agenda, frame
from workshops.refusals import in_words

#: where in the form a refusal belongs
BESIDE = {"outside_dates": "day", "register_in_use": "day", "overlap": "start", "times_in_use": "start"}


@require_safe
def programme(request, code):
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user), code=code)
    context = frame(workshop, request.user, "programme")
    days = agenda(workshop)
    context |= {
        "days": days,
        "empty_days": [day for day, sessions in days if not sessions],
        "engagements": workshop.engagements.select_related("facilitator__organisation").order_by("facilitator__name", "pk"),
        "minutes": sum(s.minutes for _day, sessions in days for s in sessions if s.kind == Session.Kind.SESSION),
        "may_edit": "workshops.edit" in context["may"] and workshop.state not in ("closed", "cancelled"),
    }
    return render(request, "workshops/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_add(request, code):
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "workshops.edit"), code=code)
    form = SessionForm(
        request.POST if request.method == "POST" else None, workshop=workshop, initial=_begin(workshop, request.GET.get("day"))
    )
    return _save(request, workshop, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def session_edit(request, code, pk):
    session = _session(request, code, pk)
    form = SessionForm(request.POST if request.method == "POST" else None, workshop=session.workshop, session=session)
    return _save(request, session.workshop, form, session)


@require_POST
def session_delete(request, code, pk):
    session = _session(request, code, pk)
    try:
        remove_session(session=session, by=Actor.of(request.user), now=timezone.now())
    except ProgrammeRefused as refused:
        messages.error(request, in_words(refused))
    else:
        messages.success(request, _("%(key)s was deleted.") % {"key": session.key})
    return redirect("workshops:programme", code=code)


@require_POST
def day_copy(request, code):
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "workshops.edit"), code=code)
    form = CopyDayForm(request.POST, workshop=workshop)
    if not form.is_valid():
        messages.error(request, _("Choose a day of the workshop to copy to."))
        return redirect("workshops:programme", code=code)
    try:
        count = copy_day(workshop=workshop, **form.cleaned_data, by=Actor.of(request.user), now=timezone.now())
    except ProgrammeRefused as refused:
        messages.error(request, in_words(refused))
    else:
        messages.success(request, _("Sessions copied: %(count)s") % {"count": count})
    return redirect("workshops:programme", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
def facilitator_add(request, code):
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "workshops.edit"), code=code)
    form = FacilitatorForm(request.POST if request.method == "POST" else None, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        by, now, person = Actor.of(request.user), timezone.now(), form.person()
        facilitator = add_facilitator(**person, by=by, now=now) if person else form.cleaned_data["facilitator"]
        engage(workshop=workshop, facilitator=facilitator, by=by, now=now)
        messages.success(request, _("The facilitator was added."))
        return redirect("workshops:programme", code=code)
    return render(request, "workshops/facilitator_form.html", frame(workshop, request.user, "programme") | {"form": form})


@require_POST
def facilitator_remove(request, code, pk):
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "workshops.edit"), code=code)
    engagement = get_object_or_404(workshop.engagements.select_related("workshop__office"), pk=pk)
    try:
        disengage(engagement=engagement, by=Actor.of(request.user), now=timezone.now())
    except EngagementRefused as refused:
        messages.error(request, in_words(refused))
    else:
        messages.success(request, _("The facilitator was removed from the workshop."))
    return redirect("workshops:programme", code=code)


def _session(request, code, pk):
    workshops = Workshop.objects.visible_to(request.user, "workshops.edit").filter(code=code)
    return get_object_or_404(Session.objects.select_related("workshop__office", "register"), workshop__in=workshops, pk=pk)


def _save(request, workshop, form, session):
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_session(
                workshop=workshop, **form.values(), session=session, by=Actor.of(request.user), now=timezone.now()
            )
        except ProgrammeRefused as refused:
            form.add_error(BESIDE.get(refused.code), in_words(refused))
        else:
            messages.success(request, _("%(key)s was saved.") % {"key": saved.key})
            return redirect("workshops:programme", code=workshop.code)
    context = frame(workshop, request.user, "programme") | {"form": form, "session": session}
    return render(request, "workshops/session_form.html", context)


def _begin(workshop, asked):
    """A new session begins where the programme of its day ends."""
    days = {day.isoformat(): sessions for day, sessions in agenda(workshop)}
    day = asked if asked in days else workshop.start.isoformat()
    sessions = days[day]
    return {"day": day, "start": max(s.end for s in sessions) if sessions else None}
