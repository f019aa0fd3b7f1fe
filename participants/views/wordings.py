"""The office's own wording of each kind of letter, beside the standard one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.history import Actor, entries_for
from accounts.models import Language
from mailing import kinds
from mailing.actions import reset_wording, set_wording
from mailing.forms.wording import WordingForm
from mailing.models import LetterTemplate
from mailing.rules.wording import fill
from participants.examples import example_values
from participants.wording import can_be_worded, wording_of

HISTORY = 20


@require_safe
def wordings(request):
    """Which kinds the office words itself, in which languages; `?office=` picks one of several."""
    offices = list(access.offices(request.user, "letters.edit").order_by("code"))
    if not offices:
        raise Http404
    office = next((each for each in offices if str(each.pk) == request.GET.get("office")), offices[0])
    own = set(LetterTemplate.objects.filter(office=office).exclude(text="").values_list("kind", "language"))
    rows = [
        (kind, [(code, label, (kind.key, code) in own, _address(office, kind, code)) for code, label in Language.choices])
        for kind in can_be_worded()
    ]
    context = {"rows": rows, "offices": offices, "office": office, "languages": Language.choices, "section": "letters"}
    return render(request, "participants/wordings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def wording(request, office, kind, language):
    office, kind = _loaded(request, office, kind, language)
    subject, text = wording_of(office=office, kind=kind.key, language=language)
    initial = {"subject": subject, "text": text}
    form = WordingForm(request.POST if request.method == "POST" else None, initial=initial, kind=kind, language=language)
    if request.method == "POST" and form.is_valid():
        by, now = Actor.of(request.user), timezone.now()
        set_wording(office=office, kind=kind.key, language=language, **form.cleaned_data, by=by, now=now)
        messages.success(request, _("The wording is saved: letters written from now on have it."))
        return redirect(_address(office, kind, language))
    context = _context(office, kind, language) | _shown(form, office, language)
    return render(request, "participants/wording.html", context | {"form": form})


@require_POST
def preview(request, office, kind, language):
    """How what is typed reads to the example; nothing is kept."""
    office, kind = _loaded(request, office, kind, language)
    typed = [request.POST.get(name, "")[:20_000] for name in ("subject", "text")]
    form = WordingForm(request.POST, kind=kind, language=language)
    context = {"preview": _preview(office, language, *typed), "written_in": language, "form": form}
    return render(request, "participants/_wording_preview.html", context)


@require_POST
def reset(request, office, kind, language):
    office, kind = _loaded(request, office, kind, language)
    reset_wording(office=office, kind=kind.key, language=language, by=Actor.of(request.user), now=timezone.now())
    messages.success(request, _("The standard wording is back."))
    return redirect(_address(office, kind, language))


def _context(office, kind, language):
    row = LetterTemplate.objects.filter(office=office, kind=kind.key, language=language).first()
    return {
        "office": office,
        "kind": kind,
        "written_in": language,
        "language_name": Language(language).label,
        "is_own": bool(row and row.text),
        "others": [(code, label, _address(office, kind, code)) for code, label in Language.choices],
        "entries": entries_for(row)[:HISTORY] if row else [],
        "placeholders": [(f"{{{name}}}", kinds.PLACEHOLDERS[name], name in kind.required) for name in kind.placeholders],
        "section": "letters",
    }


def _shown(form, office, language):
    return {"preview": _preview(office, language, form["subject"].value() or "", form["text"].value() or "")}


def _loaded(request, office, kind, language):
    """(the office, the kind), when the user may word it; else the page does not exist."""
    found = get_object_or_404(access.offices(request.user, "letters.edit"), pk=office)
    known = next((each for each in can_be_worded() if each.key == kind), None)
    if known is None or language not in Language.values:
        raise Http404
    return found, known


def _address(office, kind, language):
    return reverse("participants:wording", args=[office.pk, kind.key, language])


def _preview(office, language, subject, text):
    values = example_values(office, language)
    return {"subject": fill(subject, values), "text": fill(text, values), "name": values["name"]}
