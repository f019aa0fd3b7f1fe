"""The seats kept for institutions: setting a quota, removing it, releasing what it did not use."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.history import Actor
from participants.actions.quotas import release_quota, remove_quota, set_quota
from participants.actions.registrations import Refused
from participants.forms.seats import QuotaForm
from participants.models import Quota
from participants.queries.seats import seats_of
from participants.views.wording import SECTION, refusal_text
from workshops.models import Workshop
from workshops.queries import frame

_ENDS = {
    "remove": (remove_quota, gettext_lazy("The quota was removed.")),
    "release": (release_quota, gettext_lazy("The quota was released.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def quota_form(request, code, pk=None):
    """A new quota, or a known one (`pk`) changed; a released one is in force again."""
    workshop, now = _editable(request, code), timezone.now()
    quota = get_object_or_404(_quotas(workshop), pk=pk) if pk else None
    today = now.astimezone(ZoneInfo(workshop.timezone)).date()
    form = QuotaForm(request.POST or None, workshop=workshop, today=today, quota=quota)
    if request.method == "POST" and form.is_valid():
        try:
            set_quota(workshop=workshop, **form.cleaned_data, by=Actor.of(request.user), now=now)
        except Refused as refused:
            form.add_error("seats" if refused.code == "quotas" else None, refusal_text(refused.code))
        else:
            messages.success(request, _("The quota was saved."))
            return redirect("participants:seats", code=workshop.code)
    context = frame(workshop, request.user, "participants") | SECTION
    context |= {"form": form, "quota": quota, "seats": seats_of(workshop), "counts": {}}
    return render(request, "participants/quota_form.html", context)


@require_POST
def quota_end(request, code, pk, verb):
    workshop = _editable(request, code)
    quota = get_object_or_404(_quotas(workshop).select_related("workshop"), pk=pk)
    action, done = _ENDS[verb]
    try:
        action(quota=quota, by=Actor.of(request.user), now=timezone.now())
    except Refused as refused:
        messages.error(request, refusal_text(refused.code))
    else:
        messages.success(request, done)
    return redirect("participants:seats", code=workshop.code)


def _quotas(workshop):
    return Quota.objects.filter(workshop=workshop).select_related("institution").prefetch_related("institution__names")


def _editable(request, code):
    rows = Workshop.objects.visible_to(request.user, "registrations.edit").select_related("office", "venue")
    return get_object_or_404(rows, code=code)
