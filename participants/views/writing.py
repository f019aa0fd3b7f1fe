"""Writing to chosen people of a workshop: whom, what, how it reads to each, and when it leaves."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.history import Actor
from mailing.kinds import MESSAGE, PLACEHOLDERS
from mailing.preview import masked
from participants.actions.writing import composed, write_to
from participants.forms.staff import FilterForm
from participants.forms.writing import MOST, WriteForm
from participants.models import Registration
from participants.queries import registrations as people_queries
from participants.queries.seats import count_by_status
from participants.queries.writing import audience, chosen
from participants.views.wording import SECTION
from participants.wording import workshop_values
from workshops.models import Workshop
from workshops.queries import frame


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, code):
    """A post of `ids` alone opens the page for these people; `step` previews or sends. Nothing is kept between the two."""
    rows = Workshop.objects.visible_to(request.user, "letters.edit").select_related("office", "venue")
    workshop = get_object_or_404(rows, code=code)
    form = _form(request, workshop)
    if form.is_bound and form.is_valid():
        people = audience(_chosen(workshop, form), form.wordings())
        if request.POST["step"] == "send" and people.recipients:
            return _send(request, workshop, form, people)
        return _page(request, workshop, form, people)
    return _page(request, workshop, form, None)


def _form(request, workshop):
    """Bound once something was written; its times are read on the clock of the office."""
    known = Registration.objects.filter(workshop=workshop).values_list("pk", flat=True)
    more = {"registrations": known, "counts": count_by_status(workshop), "now": timezone.now()}
    if "step" not in request.POST:
        return WriteForm(initial={"ids": _picked(request, workshop, known), "groups": ["confirmed"]}, **more)
    form = WriteForm(request.POST, **more)
    with timezone.override(ZoneInfo(workshop.office.timezone)):
        form.full_clean()
    return form


def _picked(request, workshop, known):
    """The keys of those ticked in the list of participants, or of all that its filters find."""
    if "everybody" in request.POST:
        form = FilterForm(request.GET, institutions=people_queries.institutions_of(workshop), day=workshop.start)
        found = people_queries.narrowed(Registration.objects.filter(workshop=workshop), **form.known())
        return list(found.values_list("pk", flat=True)[:MOST])
    asked = {pk for pk in request.POST.getlist("ids") if pk.isdecimal() and len(pk) < 16}
    return [pk for pk in known if str(pk) in asked][:MOST]


def _chosen(workshop, form):
    return chosen(workshop, ids=form.cleaned_data["ids"], statuses=form.cleaned_data["groups"])


def _page(request, workshop, form, people):
    ids = form["ids"].value() or []
    context = {
        "form": form,
        "ids": ids,
        "picked": chosen(workshop, ids=ids) if ids and not form.errors.get("ids") else [],
        "people": people,
        "preview": _preview(request, workshop, form, people) if people and people.recipients else None,
        "placeholders": [(f"{{{name}}}", PLACEHOLDERS[name], False) for name in MESSAGE.placeholders],
        "zone": workshop.office.timezone,
    }
    return render(request, "participants/write.html", frame(workshop, request.user, "letters") | SECTION | context)


def _preview(request, workshop, form, people):
    """How the message reads to one recipient; `show` is a place in their order."""
    asked = request.POST.get("show", "")
    at = min(int(asked), len(people.recipients) - 1) if asked.isdecimal() and len(asked) < 9 else 0
    recipient = people.recipients[at]
    wordings = form.wordings()
    link = masked(settings.SITE_URL + reverse("certificates:own_page", args=["x" * 32]))
    shared = {recipient.language: workshop_values(workshop, recipient.language)}
    subject, text = composed(recipient, wordings, shared, link)
    total = len(people.recipients)
    steps = {"number": at + 1, "total": total, "previous": at - 1 if at else None, "next": at + 1 if at + 1 < total else None}
    return {"recipient": recipient, "subject": subject, "text": text} | steps


def _send(request, workshop, form, people):
    data, by, now = form.cleaned_data, Actor.of(request.user), timezone.now()
    batch, _is_new = write_to(
        workshop=workshop, recipients=people.recipients, wordings=form.wordings(), nonce=data["nonce"],
        send_at=data["send_at"] if data["when"] == "at" else None, held=data["when"] == "hold", by=by, now=now,
    )  # fmt: skip
    count = len(people.recipients)
    texts = {
        "now": ngettext("%d letter leaves now.", "%d letters leave now.", count),
        "at": ngettext("%d letter waits for its time.", "%d letters wait for their time.", count),
        "hold": ngettext("%d letter is held back.", "%d letters are held back.", count),
    }
    messages.success(request, texts[data["when"]] % count)
    return redirect(reverse("participants:letters", args=[workshop.code]) + f"?batch={batch.pk}")
