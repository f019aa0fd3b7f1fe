"""The focal point's page: signed link, no account. GET changes nothing; nobody sees another institution's people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants import invitations as letters
from participants.actions import nominations as actions
from participants.actions.registrations import Refused
from participants.forms.nominations import MOST_ROWS, nominees
from participants.models import LIVE, Nomination
from participants.queries import nominations as listing
from participants.rules.nominations import OPEN, REPLACING
from participants.views.invitations import pdf_response
from participants.views.public import personal
from participants.views.wording import naming_refusal_text

#: rows of "several at once"
SEVERAL = 3


@login_not_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request, token):
    """What is asked, the list, and the rows in which people are named."""
    invitation, now = actions.open_link(token, timezone.now()), timezone.now()
    if invitation is None:
        return _gone(request)
    form = nominees(request.POST or None, workshop=invitation.workshop, rows=_rows(request))
    if request.method == "POST" and form.is_valid() and _named(request, invitation, form, now):
        return redirect("participants:nominate", token=token)
    return render(request, "participants/nominations/own.html", _page(invitation, token, now) | {"form": form})


@login_not_required
@personal
@require_safe
def nominate_letter(request, token):
    """The letter as a paper, with this very link."""
    invitation = actions.open_link(token, timezone.now())
    if invitation is None:
        return _gone(request)
    return pdf_response(letters.paper(invitation=invitation, token=token, day=timezone.localdate(invitation.sent_at)))


@login_not_required
@personal
@require_POST
def nominate_endorse(request, token):
    invitation = actions.open_link(token, timezone.now())
    if invitation is None:
        return _gone(request)
    return _act(request, token, lambda now: actions.endorse(invitation=invitation, now=now), _("Your list is endorsed."))


@login_not_required
@personal
@require_POST
def nominate_move(request, token, pk, step):
    nomination = _own(token, pk)
    if nomination is None:
        return _gone(request)
    by = {"up": -1, "down": 1}[step]
    return _act(request, token, lambda now: actions.move(nomination=nomination, step=by, now=now), "")


@login_not_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def nominate_remove(request, token, pk):
    """GET asks, POST removes."""
    nomination = _own(token, pk)
    if nomination is None:
        return _gone(request)
    if request.method == "POST":
        told = _("The person is off your list.")
        return _act(request, token, lambda now: actions.remove(nomination=nomination, now=now), told)
    context = _page(nomination.invitation, token, timezone.now()) | {"nomination": nomination}
    return render(request, "participants/nominations/own_remove.html", context)


@login_not_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def nominate_replace(request, token, pk):
    """Somebody else comes: one of the substitutes, or a person named here."""
    nomination, now = _own(token, pk), timezone.now()
    if nomination is None:
        return _gone(request)
    form = nominees(request.POST if "p-TOTAL_FORMS" in request.POST else None, workshop=nomination.invitation.workshop)
    if request.method == "POST" and _replaced(request, nomination, form, now):
        messages.success(request, _("The office knows who comes instead."))
        return redirect("participants:nominate", token=token)
    rest = listing.live_list_of(nomination.invitation).filter(role=Nomination.Role.SUBSTITUTE).exclude(pk=nomination.pk)
    context = _page(nomination.invitation, token, now) | {"nomination": nomination, "form": form, "substitutes": rest}
    return render(request, "participants/nominations/own_replace.html", context)


def _own(token, pk):
    """The nomination of registration `pk` on the list `token` opens; None without such a link. Another list's: 404."""
    invitation = actions.open_link(token, timezone.now())
    if invitation is None:
        return None
    rows = Nomination.objects.filter(invitation=invitation).select_related("registration__workshop")
    nomination = get_object_or_404(rows, registration=pk)
    nomination.invitation = invitation
    return nomination


def _gone(request):
    return render(request, "participants/nominations/own_gone.html", status=404)


def _rows(request):
    rows = request.GET.get("rows", "")
    return min(int(rows), MOST_ROWS) if rows.isascii() and rows.isdigit() and len(rows) < 3 else 1


def _named(request, invitation, form, now):
    """Put the people of the form on the list; False: refused, and the form says why."""
    people = [dict(row.cleaned_data) for row in form.filled]
    try:
        made = actions.name_people(invitation=invitation, people=people, now=now)
    except actions.NamingRefused as refused:
        _tell(form, refused)
        return False
    told = ngettext("%d person is on your list now.", "%d persons are on your list now.", len(made)) % len(made)
    messages.success(request, told)
    return True


def _tell(form, refused):
    text = naming_refusal_text(refused.code)
    if refused.row is None:
        form.refuse(text)
    else:
        row = form.filled[refused.row]
        name = "given_name" if row.cleaned_data.get("given_name") else "arabic_name"
        row.add_error(name if refused.code == "same_name" else "email", text)


def _replaced(request, nomination, form, now):
    called = request.POST.get("substitute", "")
    if called.isascii() and called.isdigit() and len(called) < 19:
        rows = Nomination.objects.filter(invitation=nomination.invitation)
        who = {"substitute_nomination": get_object_or_404(rows, registration=int(called))}
    elif form.is_valid():
        who = {"person": dict(form.filled[0].cleaned_data)}
    else:
        return False
    try:
        actions.replace(nomination=nomination, now=now, **who)
    except actions.NamingRefused as refused:
        _tell(form, refused) if "person" in who else messages.error(request, naming_refusal_text(refused.code))
        return False
    return True


def _act(request, token, action, told):
    try:
        action(timezone.now())
    except Refused:
        messages.error(request, _("The list cannot be changed like this any more."))
    else:
        if told:
            messages.success(request, told)
    return redirect("participants:nominate", token=token)


def _page(invitation, token, now):
    """What every page of the focal point shows."""
    workshop = invitation.workshop
    counted = listing.invitations_of(workshop).get(pk=invitation.pk)
    standing = listing.standing_of(invitation, now)
    rows = list(listing.list_of(invitation))
    live = [row for row in rows if row.registration.status in LIVE]
    target = workshop.target_women_share
    return {
        "invitation": invitation,
        "institution": counted.institution.label(workshop.start),
        "workshop": workshop,
        "office_name": str(workshop.office),
        "token": token,
        "standing": standing,
        "names": listing.names_of(counted),
        "target_percent": None if target is None else float(target * 100),
        "rows": _list_rows(rows, live, standing),
        "unendorsed": sum(row.endorsed_at is None for row in live),
        "called": listing.substitutes_to_call(workshop).get(invitation.pk, []),
        "may_name": standing == OPEN,
        "may_replace": standing in {OPEN, REPLACING},
        "morning": listing.morning_of(workshop),
        "several": SEVERAL,
    }


def _list_rows(rows, live, standing):
    """[{nomination, registration, rank, may_move_up, may_move_down, is_live}] as the table shows them."""
    movable = [row.registration.status == "submitted" and standing == OPEN for row in live]
    shown = [
        {
            "nomination": row,
            "registration": row.registration,
            "rank": at + 1,
            "is_live": True,
            "may_move_up": at > 0 and movable[at] and movable[at - 1],
            "may_move_down": at + 1 < len(live) and movable[at] and movable[at + 1],
        }
        for at, row in enumerate(live)
    ]
    gone = [row for row in rows if row.registration.status not in LIVE]
    ended = {"rank": None, "is_live": False, "may_move_up": False, "may_move_down": False}
    return shown + [ended | {"nomination": row, "registration": row.registration} for row in gone]
