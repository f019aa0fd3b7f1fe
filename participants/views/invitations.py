"""What the office does with an invitation: invite, change, send, remind, print, call a substitute, take it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.history import Actor
from participants import invitations as letters
from participants.actions import nominations as actions
from participants.actions.registrations import Refused
from participants.forms.nominations import InstitutionForm, InvitationForm
from participants.forms.staff import ReasonForm
from participants.models import FocalPoint, Institution, Invitation, Nomination, Quota
from participants.views.nominations import editable
from participants.views.wording import SECTION, invitation_refusal_text, refusal_text
from workshops.models import Workshop
from workshops.queries import frame


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, code):
    """First the institution (by GET), then everything else, with the focal points it is known by."""
    rows = Workshop.objects.visible_to(request.user, "registrations.edit").select_related("office", "venue")
    workshop = get_object_or_404(rows, code=code)
    context = frame(workshop, request.user, "nominations") | SECTION
    chosen = InstitutionForm(
        request.GET or None,
        institutions=Institution.objects.filter(merged_into=None),
        options_url=reverse("participants:institution_options"),
    )
    if not chosen.is_valid():
        return render(request, "participants/nominations/choose.html", context | {"form": chosen})
    institution = chosen.cleaned_data["institution"]
    form = _invitation_form(request, workshop, institution, initial=_proposed(workshop))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"institution": institution}
        if answer := _invited(request, workshop, form, data):
            return answer
    context |= {"form": form, "institution": institution.label(workshop.start), "invitation": None}
    return render(request, "participants/nominations/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, code, pk):
    workshop, invitation = editable(request, code, pk)
    quota = Quota.objects.filter(workshop=workshop, institution=invitation.institution).first()
    initial = {name: getattr(invitation, name) for name in ("reference", "deadline", "language")}
    initial |= {"focal_point": str(invitation.focal_point_id)}
    initial |= {"seats": quota.seats, "release_on": quota.release_on} if quota else {}
    form = _invitation_form(request, workshop, invitation.institution, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(invitation=invitation, data=form.cleaned_data, by=Actor.of(request.user), now=timezone.now())
        except actions.InvitationRefused as refused:
            form.add_error(_field_of(refused.code), invitation_refusal_text(refused.code))
        else:
            messages.success(request, _("The invitation is changed."))
            return redirect("participants:invitation", code=workshop.code, pk=invitation.pk)
    context = frame(workshop, request.user, "nominations") | SECTION
    context |= {"form": form, "institution": invitation.institution.label(workshop.start), "invitation": invitation}
    return render(request, "participants/nominations/form.html", context)


@require_POST
def send(request, code, pk):
    _workshop, invitation = editable(request, code, pk)
    return _act(request, invitation, actions.send, _("The letter will leave within a minute."))


@require_POST
def remind(request, code, pk):
    _workshop, invitation = editable(request, code, pk)
    return _act(request, invitation, actions.remind, _("The reminder will leave within a minute."))


@require_POST
def letter(request, code, pk):
    """The letter as a paper, with a link of its own: what is e-mailed goes on opening."""
    _workshop, invitation = editable(request, code, pk)
    now = timezone.now()
    try:
        invitation, token = actions.print_letter(invitation=invitation, by=Actor.of(request.user), now=now)
    except actions.InvitationRefused as refused:
        messages.error(request, invitation_refusal_text(refused.code))
        return _back(invitation)
    return pdf_response(letters.paper(invitation=invitation, token=token, day=timezone.localdate(now)))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, code, pk):
    workshop, invitation = editable(request, code, pk)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].help_text = _("The focal point reads this in a letter.") if invitation.sent_at else ""
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        withdraw_it = lambda **call: actions.withdraw_invitation(reason=reason, **call)  # noqa: E731
        return _act(request, invitation, withdraw_it, _("The invitation is withdrawn."))
    context = frame(workshop, request.user, "nominations") | SECTION
    context |= {"form": form, "invitation": invitation, "institution": invitation.institution.label(workshop.start)}
    return render(request, "participants/nominations/withdraw.html", context)


@require_POST
def call(request, code, pk, nomination):
    """Give the seat a nominee gave up to a substitute of the same list."""
    _workshop, invitation = editable(request, code, pk)
    rows = Nomination.objects.filter(invitation=invitation, role=Nomination.Role.SUBSTITUTE)
    called = get_object_or_404(rows.select_related("invitation", "registration__workshop"), pk=nomination)
    try:
        actions.call_substitute(nomination=called, by=Actor.of(request.user), now=timezone.now())
    except Refused as refused:
        messages.error(request, refusal_text(refused.code))
    else:
        messages.success(request, _("The substitute has the seat, and is told by letter."))
    return _back(invitation)


def pdf_response(content):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="invitation.pdf"'
    return response


def _act(request, invitation, action, told):
    try:
        action(invitation=invitation, by=Actor.of(request.user), now=timezone.now())
    except actions.InvitationRefused as refused:
        messages.error(request, invitation_refusal_text(refused.code))
    else:
        messages.success(request, told)
    return _back(invitation)


def _back(invitation):
    return redirect("participants:invitation", code=invitation.workshop.code, pk=invitation.pk)


def _invited(request, workshop, form, data):
    """Invite, and send when the button said so; None: refused, and the form says why."""
    by, now = Actor.of(request.user), timezone.now()
    try:
        invitation = actions.invite(workshop=workshop, data=data, by=by, now=now)
    except actions.InvitationRefused as refused:
        form.add_error(_field_of(refused.code), invitation_refusal_text(refused.code))
        return None
    if "send" in request.POST:
        return _act(request, invitation, actions.send, _("The letter will leave within a minute."))
    messages.success(request, _("The invitation is saved; nothing has been sent."))
    return _back(invitation)


def _invitation_form(request, workshop, institution, initial):
    points = FocalPoint.objects.filter(office=workshop.office, institution=institution, is_active=True).order_by("name", "pk")
    today = timezone.localdate()
    if points and "focal_point" not in initial:
        initial |= {"focal_point": str(points[0].pk), "language": points[0].language}
    return InvitationForm(request.POST or None, workshop=workshop, points=points, today=today, initial=initial)


def _proposed(workshop):
    number = Invitation.objects.filter(workshop=workshop).count() + 1
    return {"reference": f"{workshop.code}/{number:02}"[-80:], "language": "fr"}


def _field_of(code):
    return {"reference_taken": "reference", "quotas": "seats"}.get(code)
