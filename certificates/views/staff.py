"""The certificates of a workshop: who may have one, issuing, and following a batch."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import may
from accounts.history import Actor, record
from certificates.actions.files import retry_files
from certificates.actions.issuing import NotEligible, issue, issue_eligible
from certificates.export import certificates_workbook
from certificates.forms import ReasonForm
from certificates.holders import downloads, told
from certificates.models import Certificate, IssueBatch
from certificates.queries import GIVEN_UP, candidates, obstacle, obstacle_to_printing, progress, rule_of
from certificates.reasons import OBSTACLES, VERDICTS, attended, failure, why_not
from certificates.tasks import enqueue
from participants.actions.reading import note_reading
from participants.models import Registration
from participants.rules.searching import holds
from workshops.models import Workshop
from workshops.queries import frame

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWS = {
    "": gettext_lazy("Everybody"),
    "eligible": gettext_lazy("Eligible, not issued"),
    "refused": gettext_lazy("Not eligible"),
    "printed": gettext_lazy("Printed beforehand, not issued"),
    "issued": gettext_lazy("Issued"),
}


@require_safe
def certificate_list(request, code):
    """Every confirmed registration with its share, the rule's verdict in words, and its certificate."""
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "certificates.read"), code=code)
    may_issue, by = may(request.user, "certificates.issue", workshop.office_id), Actor.of(request.user)
    note_reading(obj=workshop, office=workshop.office, may_edit=may_issue, by=by, now=timezone.now(), verb="names_read")
    everybody, rule = candidates(workshop), rule_of(workshop)
    show, query = request.GET.get("show", ""), request.GET.get("q", "")[:200].replace("\x00", "")
    chosen, taken = _chosen(everybody, show, query), _taken(everybody)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [_words(row, rule, taken) for row in page.object_list],
        "page_obj": page,
        "counts": {key: len(_chosen(everybody, key, "")) for key in SHOWS} | {"downloaded": len(taken)},
        "told": told(workshop),
        "shows": SHOWS.items(),
        "show": show,
        "query": query,
        "rule": rule,
        "share": f"{float(rule.threshold) * 100:g}",
        "may_issue": may_issue,
        "obstacle": OBSTACLES.get(obstacle(workshop), ""),
        "may_print": obstacle_to_printing(workshop) == "",
        "teachers": workshop.engagements.count(),
        "signatories": workshop.office.signatories.filter(active=True).order_by("position", "id"),
        "gone": _out_of_force(workshop),
        "running": workshop.issue_batches.filter(finished_at=None).order_by("-created_at", "-id").first(),
    }
    return render(request, "certificates/list.html", frame(workshop, request.user, "certificates") | context)


@require_safe
def export(request, code):
    """The list as a spreadsheet, narrowed as on the page."""
    workshop = get_object_or_404(
        Workshop.objects.visible_to(request.user, "certificates.read").select_related("office"), code=code
    )
    everybody, rule = candidates(workshop), rule_of(workshop)
    chosen = _chosen(everybody, request.GET.get("show", ""), request.GET.get("q", "")[:200].replace("\x00", ""))
    taken = _taken(everybody)
    record(by=Actor.of(request.user), now=timezone.now(), obj=workshop, verb="export_names", office=workshop.office)
    book = certificates_workbook([_words(row, rule, taken) for row in chosen], workshop, rtl=get_language_bidi())
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="certificates.xlsx"'
    return response


@require_POST
def issue_all(request, code):
    """Issue to those ticked who are eligible, or with `everybody` to all who are; then the page of the batch."""
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "certificates.issue"), code=code)
    ticked = {int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal() and len(pk) < 19}
    only = None if "everybody" in request.POST else ticked
    if only == set():
        messages.error(request, _("Tick the people first."))
        return redirect("certificates:list", code)
    try:
        batch = issue_eligible(workshop=workshop, by=Actor.of(request.user), now=timezone.now(), only=only)
    except NotEligible as refusal:
        messages.error(request, OBSTACLES[refusal.code])
        return redirect("certificates:list", code)
    if batch is None:
        messages.info(request, _("Nobody ticked is eligible.") if only else _("Everybody eligible has a certificate already."))
        return redirect("certificates:list", code)
    return redirect("certificates:batch", batch.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def issue_one(request, code, registration):
    """Issue to one person whom the rule refuses, for a reason."""
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "certificates.issue"), code=code)
    person = get_object_or_404(Registration.objects.confirmed().filter(workshop=workshop), pk=registration)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            made = issue(registration=person, by=Actor.of(request.user), now=timezone.now(), override_reason=reason)
        except NotEligible as refusal:
            form.add_error(None, OBSTACLES[refusal.code])
        else:
            messages.success(request, _("Certificate %(number)s is being made.") % {"number": made.number})
            return redirect("certificates:list", code)
    row = candidates(workshop, Registration.objects.filter(pk=person.pk))[0]
    context = {"form": form, "row": _words(row, rule_of(workshop), {})}
    return render(request, "certificates/issue_one.html", frame(workshop, request.user, "certificates") | context)


@require_safe
def batch(request, pk):
    """A batch under way; htmx asks for the changing part alone, every second until nothing waits."""
    found = _batch(request.user, pk, "certificates.read")
    given_up = models.Case(models.When(GIVEN_UP, then=True), default=False, output_field=models.BooleanField())
    rows = found.certificates.select_related("registration", "engagement__facilitator__organisation").annotate(given_up=given_up)
    page = Paginator(rows.order_by("-given_up", "sequence", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.why = failure(row.error) if row.given_up else ""
    context = {
        "batch": found,
        "progress": progress(found),
        "printable": found.certificates.printable().exists(),
        "told": told(found.workshop),
        "page_obj": page,
        "may_issue": may(request.user, "certificates.issue", found.workshop.office_id),
    }
    if request.htmx:
        return render(request, "certificates/_batch.html", context)
    return render(request, "certificates/batch.html", frame(found.workshop, request.user, "certificates") | context)


@require_POST
def retry(request, pk):
    """Try the failed files of a batch again."""
    found = _batch(request.user, pk, "certificates.issue")
    enqueue(retry_files(certificates=found.certificates.filter(GIVEN_UP)))
    return redirect("certificates:batch", pk)


def _batch(user, pk, capability):
    workshops = Workshop.objects.visible_to(user, capability)
    batches = IssueBatch.objects.filter(workshop__in=workshops).select_related("workshop__office", "by")
    return get_object_or_404(batches, pk=pk)


def _chosen(rows, show, query):
    return [row for row in rows if holds(row.registration.search_key, query) and _is_shown(row, show)]


def _is_shown(row, show):
    if show == "eligible":
        return row.due
    if show == "refused":
        return not row.due and not row.certificate
    if show == "printed":
        return row.reserved is not None and not row.certificate
    return bool(row.certificate) if show == "issued" else True


def _taken(rows):
    """{certificate id: when its holder last took the file}."""
    return downloads([row.certificate for row in rows if row.certificate])


def _words(row, rule, taken):
    """What the list says of a candidate."""
    return {
        "registration": row.registration,
        "certificate": row.certificate,
        "reserved": row.reserved,
        "due": row.due,
        "revoked": row.revoked,
        "erased": row.erased,
        "attended": attended(row.decision, rule.unit),
        "share": None if row.decision.share is None else float(row.decision.share * 100),
        "verdict": row.verdict,
        "said": VERDICTS.get(row.verdict) or _why(row, rule),
        "why_not": _why(row, rule),
        "downloaded": taken.get(row.certificate.pk) if row.certificate else None,
    }


def _why(row, rule):
    """Why no certificate is due; before the workshop was held, the rule refuses nobody."""
    if row.letters or rule.workshop.state in (Workshop.State.HELD, Workshop.State.CLOSED):
        return why_not(row.decision, rule.unit, row.letters)
    return _("not decided yet")


def _out_of_force(workshop):
    out = [Certificate.State.SUPERSEDED, Certificate.State.REVOKED]
    gone = workshop.certificates.filter(state__in=out)
    gone = gone.select_related("registration", "engagement__facilitator__organisation", "successor")
    return gone.order_by("-year", "-sequence", "-pk")[:PER_PAGE]


def back_to(certificate):
    """The list on which `certificate` stands."""
    return reverse("certificates:list", args=[certificate.workshop.code])
