"""The outbox of the user's offices, and what may be done with letters wherever they are listed."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.history import Actor, entries_for, record
from mailing import actions
from mailing.export import letters_workbook
from mailing.forms.outbox import ActForm, LetterFilterForm
from mailing.models import Letter, LetterBatch
from mailing.presentation import row, rows
from mailing.preview import masked
from mailing.queries import addressed, count_by_state, kinds_in, narrowed

PAGE = 50
MOST = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LETTER = {
    "retry": actions.retry_letter,
    "cancel": actions.cancel_letter,
    "hold": actions.hold_letter,
    "release": actions.release_letter,
}
_BATCH = {"cancel": actions.cancel_batch, "hold": actions.hold_batch, "release": actions.release_batch}


@require_safe
def outbox(request):
    """Every letter of the user's offices, those that need somebody first."""
    letters = _readable(request)
    form, found = _filtered(request, letters)
    page = Paginator(found.select_related("office").prefetch_related("about"), PAGE).get_page(request.GET.get("page"))
    counts = count_by_state(letters)
    context = {
        "form": form,
        "page_obj": page,
        "rows": rows(page, _address),
        "is_filtered": bool(form.known().keys() - {"sort"}),
        "failed": counts.get(Letter.State.FAILED, 0),
        "may_edit": access.may_anywhere(request.user, "letters.edit"),
        "section": "letters",
    }
    return render(request, "mailing/outbox.html", context)


@require_safe
def export(request):
    _form, found = _filtered(request, _readable(request))
    now = timezone.now()
    for office in access.offices(request.user, "letters.read"):
        record(by=Actor.of(request.user), now=now, obj=office, verb="export_names", office=office)
    return spreadsheet(found)


def spreadsheet(letters):
    """The answer that hands `letters` out as a file."""
    found = rows(letters.select_related("office").prefetch_related("about")[:MOST], lambda _letter: "")
    response = HttpResponse(letters_workbook(found, rtl=translation.get_language_bidi()), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="letters.xlsx"'
    return response


@require_safe
def letter(request, pk):
    shown = get_object_or_404(Letter.objects.visible_to(request.user).select_related("office", "batch"), pk=pk)
    return render(request, "mailing/letter.html", letter_context(shown, request.user) | {"section": "letters"})


def letter_context(shown, user):
    """What the page of one letter says, in whichever frame."""
    return {
        "row": row(shown, ""),
        "letter": shown,
        "text": masked(shown.text),
        "entries": entries_for(shown)[:PAGE],
        "may_edit": access.may(user, "letters.edit", shown.office_id),
        "zone": shown.office.timezone,
    }


@require_POST
def act(request):
    """Do one thing with the letters whose `ids` are posted, each on its own; go back to where they were listed."""
    _editors_only(request.user)
    ids = [int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal() and len(pk) < 16]
    letters = Letter.objects.visible_to(request.user, "letters.edit").filter(pk__in=ids).select_related("office")
    first = letters.order_by("pk").first()
    form = _act_form(request, first.office if first else None)
    if first is None:
        messages.error(request, _("Tick the letters first, then choose what to do."))
    elif not form.is_valid():
        messages.error(request, _problem(form))
    else:
        say(request, *_each(letters.order_by("pk"), form.cleaned_data, Actor.of(request.user), timezone.now()))
    return redirect(back(request))


@require_POST
def batch_act(request, pk):
    """Do one thing with the letters of a message to several people that have not left."""
    batch = get_object_or_404(LetterBatch.objects.visible_to(request.user, "letters.edit").select_related("office"), pk=pk)
    form, by, now = _act_form(request, batch.office), Actor.of(request.user), timezone.now()
    if not form.is_valid():
        messages.error(request, _problem(form))
    elif form.cleaned_data["verb"] == "time":
        say(request, actions.time_batch(batch=batch, send_at=form.cleaned_data["send_at"], by=by, now=now), 0)
    elif form.cleaned_data["verb"] == "retry":
        say(request, actions.retry_all(letters=batch.letters.select_related("office"), by=by, now=now), 0)
    else:
        say(request, _BATCH[form.cleaned_data["verb"]](batch=batch, by=by, now=now), 0)
    return redirect(back(request))


@require_POST
def retry_failed(request):
    """Queue every failed letter of the user's offices once more."""
    _editors_only(request.user)
    letters = Letter.objects.visible_to(request.user, "letters.edit").select_related("office")
    say(request, actions.retry_all(letters=letters, by=Actor.of(request.user), now=timezone.now()), 0)
    return redirect(back(request))


def say(request, done, refused):
    """Report what was done with how many letters."""
    if done or not refused:
        messages.success(request, ngettext("%d letter changed.", "%d letters changed.", done) % done)
    if refused:
        text = ngettext("%d letter left as it is.", "%d letters left as they are.", refused) % refused
        messages.warning(request, text + " " + _("Its state did not allow it."))


def back(request):
    """Where the letters were listed, when `next` is one of our own addresses; else the outbox."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse("mailing:outbox")


def filter_form(request, letters):
    return LetterFilterForm(request.GET, kinds=kinds_in(letters))


def _readable(request):
    if not access.may_anywhere(request.user, "letters.read"):
        raise Http404
    return Letter.objects.visible_to(request.user)


def _editors_only(user):
    if not access.may_anywhere(user, "letters.edit"):
        raise Http404


def _filtered(request, letters):
    form = filter_form(request, letters)
    filters = {"sort": "urgency"} | form.known()
    return form, narrowed(addressed(letters, filters.pop("q", "")), **filters)


def _address(letter):
    return reverse("mailing:letter", args=[letter.pk])


def _act_form(request, office):
    """The form bound to the post, its times read on the clock of `office`."""
    form = ActForm(request.POST, now=timezone.now())
    with timezone.override(ZoneInfo(office.timezone) if office else timezone.get_default_timezone()):
        form.full_clean()
    return form


def _problem(form):
    texts = form.errors.get("send_at")
    return texts[0] if texts else _("Choose what to do.")


def _each(letters, decision, by, now):
    """(how many letters were changed, how many refused)"""
    done = refused = 0
    for one in letters:
        try:
            if decision["verb"] == "time":
                actions.time_letter(letter=one, send_at=decision["send_at"], by=by, now=now)
            else:
                _LETTER[decision["verb"]](letter=one, by=by, now=now)
            done += 1
        except actions.LetterRefused:
            refused += 1
    return done, refused
