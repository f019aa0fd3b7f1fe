"""The office's own words of each kind of certificate, beside the standard ones."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.history import Actor, entries_for
from accounts.models import Language
from certificates.actions.designing import WORDS, reset_wording, set_wording
from certificates.examples import sentences
from certificates.forms_paper import WordingForm
from certificates.models import Certificate, Wording
from certificates.wording import PLACEHOLDERS
from certificates.wording import WORDS as STANDARD

HISTORY = 20
MEANINGS = {
    "office": gettext_lazy("the office's name"),
    "workshop": gettext_lazy("the workshop's title"),
    "place": gettext_lazy("the town with its preposition, or “online”"),
    "dates": gettext_lazy("the workshop's days"),
    "hours": gettext_lazy("the hours the person attended"),
}


@require_safe
def wordings(request):
    """Which kinds the office words itself, in which languages; `?office=` picks one of several."""
    offices = list(access.offices(request.user, "certificates.issue").order_by("code"))
    if not offices:
        raise Http404
    office = next((each for each in offices if str(each.pk) == request.GET.get("office")), offices[0])
    own = set(Wording.objects.own().filter(office=office).values_list("kind", "language"))
    rows = [
        (label, [(code, name, (kind, code) in own, _address(office, kind, code)) for code, name in Language.choices])
        for kind, label in Certificate.Kind.choices
    ]
    context = {"rows": rows, "offices": offices, "office": office, "languages": Language.choices, "section": "workshops"}
    return render(request, "certificates/wordings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def wording(request, office, kind, language):
    office = _office(request, office, kind, language)
    row = Wording.objects.own().filter(office=office, kind=kind, language=language).first()
    initial = {name: getattr(row, name) for name in WORDS} if row else _standard(kind, language)
    form = WordingForm(request.POST or None, initial=initial, kind=kind, language=language)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in WORDS}
        set_wording(office=office, kind=kind, language=language, words=words, by=Actor.of(request.user), now=timezone.now())
        messages.success(request, _("The words are saved: certificates issued from now on have them."))
        return redirect(_address(office, kind, language))
    context = _context(office, kind, language, row) | {"form": form}
    context["examples"] = sentences(office, kind, language, {name: form[name].value() or "" for name in WORDS})
    return render(request, "certificates/wording.html", context)


@require_POST
def wording_preview(request, office, kind, language):
    """How what is typed reads for a woman, a man and everybody else; nothing is kept."""
    office = _office(request, office, kind, language)
    form = WordingForm(request.POST, kind=kind, language=language)
    typed = {name: request.POST.get(name, "")[:500] for name in WORDS}
    context = {"examples": sentences(office, kind, language, typed), "written_in": language, "form": form}
    return render(request, "certificates/_wording_preview.html", context)


@require_POST
def wording_reset(request, office, kind, language):
    office = _office(request, office, kind, language)
    reset_wording(office=office, kind=kind, language=language, by=Actor.of(request.user), now=timezone.now())
    messages.success(request, _("The standard words are back."))
    return redirect(_address(office, kind, language))


def _context(office, kind, language, row):
    known = Wording.objects.filter(office=office, kind=kind, language=language).first()
    return {
        "office": office,
        "kind": kind,
        "kind_label": Certificate.Kind(kind).label,
        "written_in": language,
        "language_name": Language(language).label,
        "is_own": row is not None,
        "others": [(code, label, _address(office, kind, code)) for code, label in Language.choices],
        "entries": entries_for(known)[:HISTORY] if known else [],
        "placeholders": [(f"{{{name}}}", MEANINGS[name], name == "workshop") for name in PLACEHOLDERS[kind]],
        "section": "workshops",
    }


def _standard(kind, language):
    """The standard words as the form shows them."""
    phrases = STANDARD[language].phrases[kind]
    words = {"heading": phrases.heading}
    for name, by_sex in (("lead", phrases.leads), ("sentence", phrases.sentences)):
        words |= {name: by_sex[""], f"{name}_woman": by_sex.get("F", ""), f"{name}_man": by_sex.get("M", "")}
    return words


def _office(request, office, kind, language):
    """The office, when the user may word its certificates; else the page does not exist."""
    if kind not in Certificate.Kind.values or language not in Language.values:
        raise Http404
    return get_object_or_404(access.offices(request.user, "certificates.issue"), pk=office)


def _address(office, kind, language):
    return reverse("certificates:wording", args=[office.pk, kind, language])
