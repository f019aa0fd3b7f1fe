"""Who signs the certificates of the user's offices."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.history import Actor
from certificates.actions.designing import save_signatory
from certificates.designs import is_there
from certificates.forms_paper import SignatoryForm
from certificates.models import Signatory


@require_safe
def signatories(request):
    """Those who sign now, then those who signed once, office by office."""
    _offices(request.user)
    rows = Signatory.objects.visible_to(request.user, "certificates.issue").select_related("office")
    rows = list(rows.order_by("office__code", "-active", "position", "id"))
    context = {"rows": [(row, is_there(row.signature)) for row in rows]}
    return render(request, "certificates/signatories.html", context | {"section": "workshops"})


@require_http_methods(["GET", "HEAD", "POST"])
def signatory_add(request):
    offices = _offices(request.user)
    first = offices.first()
    position = Signatory.objects.filter(office=first).count() + 1
    return _form_page(request, Signatory(office=first, position=position), offices)


@require_http_methods(["GET", "HEAD", "POST"])
def signatory_edit(request, pk):
    found = get_object_or_404(Signatory.objects.visible_to(request.user, "certificates.issue").select_related("office"), pk=pk)
    return _form_page(request, found, None)


def _form_page(request, signatory, offices):
    form = SignatoryForm(request.POST or None, request.FILES or None, instance=signatory, offices=offices)
    if request.method == "POST" and form.is_valid():
        save_signatory(signatory=form.save(commit=False), by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("The signatory is saved: certificates issued from now on have this."))
        return redirect("certificates:signatories")
    return render(request, "certificates/signatory_form.html", {"form": form, "signatory": signatory, "section": "workshops"})


def _offices(user):
    offices = access.offices(user, "certificates.issue").order_by("code")
    if not offices:
        raise Http404
    return offices
