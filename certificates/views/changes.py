"""Replacing and revoking one certificate: a page that says what will happen, a reason, then the act."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from certificates.actions.changes import NotInForce, revoke, supersede
from certificates.actions.issuing import NotEligible
from certificates.forms import ReasonForm, ReissueForm, TeacherReissueForm
from certificates.models import Certificate
from certificates.reasons import OBSTACLES
from certificates.views.staff import back_to
from workshops.queries import frame


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_certificate(request, pk):
    """Take a certificate out of force."""
    certificate = _load(request.user, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"certificate": certificate, "by": Actor.of(request.user), "now": timezone.now()}
        if _tried(form, revoke, reason=form.cleaned_data["reason"], **values):
            messages.success(request, _("Certificate %(number)s is revoked.") % {"number": certificate.number})
            return redirect(back_to(certificate))
    return _page(request, "certificates/revoke.html", certificate, form)


@require_http_methods(["GET", "HEAD", "POST"])
def reissue_certificate(request, pk):
    """Correct the name and replace the certificate by a new one."""
    certificate = _load(request.user, pk)
    form = _reissue_form(request.POST or None, certificate)
    if request.method == "POST" and form.is_valid():
        names = {field: form.cleaned_data[field] for field in form.Meta.fields}
        values = {"certificate": certificate, "by": Actor.of(request.user), "now": timezone.now(), "names": names}
        made = _tried(form, supersede, reason=form.cleaned_data["reason"], **values)
        if made:
            said = _("Certificate %(old)s is replaced by %(new)s.") % {"old": certificate.number, "new": made.number}
            messages.success(request, said)
            return redirect(back_to(certificate))
    return _page(request, "certificates/reissue.html", certificate, form)


def _load(user, pk):
    found = Certificate.objects.visible_to(user, "certificates.issue").current()
    return get_object_or_404(found.select_related("workshop__office", "registration", "engagement__facilitator"), pk=pk)


def _reissue_form(posted, certificate):
    if certificate.engagement_id:
        return TeacherReissueForm(posted, instance=certificate.engagement.facilitator)
    return ReissueForm(posted, instance=certificate.registration)


def _tried(form, action, **values):
    """The action's answer; None when it was refused, the reason then stands on the form."""
    try:
        return action(**values)
    except (NotInForce, NotEligible) as refusal:
        form.add_error(None, OBSTACLES[refusal.code])
        return None


def _page(request, template, certificate, form):
    context = {"certificate": certificate, "form": form}
    return render(request, template, frame(certificate.workshop, request.user, "certificates") | context)
