"""The office corrects what is held of one person in one workshop."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from participants.actions.registrations import FINAL, correct
from participants.forms.correcting import CorrectForm
from participants.queries.registrations import people_of
from participants.views.wording import SECTION
from workshops.models import Workshop
from workshops.queries import frame


@require_http_methods(["GET", "HEAD", "POST"])
def correct_page(request, code, pk):
    rows = Workshop.objects.visible_to(request.user, "registrations.edit").select_related("office", "venue")
    workshop = get_object_or_404(rows, code=code)
    if workshop.state in FINAL:
        raise Http404
    registration = get_object_or_404(people_of(workshop).select_related("region"), pk=pk)
    form = CorrectForm(request.POST or None, registration=registration)
    if request.method == "POST" and form.is_valid():
        changed = correct(registration=registration, data=form.corrections(), by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("The data have been corrected.") if changed else _("Nothing was changed."))
        return redirect("participants:detail", code=workshop.code, pk=registration.pk)
    context = frame(workshop, request.user, "participants") | SECTION | {"form": form, "registration": registration}
    return render(request, "participants/correct.html", context)
