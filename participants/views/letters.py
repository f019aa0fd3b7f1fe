"""The letters of one workshop: what left, what waits, what failed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.history import Actor
from mailing.actions import LetterRefused, retry_letter
from mailing.models import Letter
from participants.queries.registrations import letters_of
from participants.views.wording import SECTION
from workshops.models import Workshop
from workshops.queries import frame

PAGE = 50


@require_safe
def letter_list(request, code):
    rows = Workshop.objects.visible_to(request.user, "letters.read").select_related("office", "venue")
    workshop = get_object_or_404(rows, code=code)
    state = request.GET.get("state", "")
    letters = letters_of(workshop, request.user)
    if state in Letter.State.values:
        letters = letters.filter(state=state)
    context = (
        frame(workshop, request.user, "letters")
        | SECTION
        | {
            "page_obj": Paginator(letters, PAGE).get_page(request.GET.get("page")),
            "states": Letter.State.choices,
            "state": state,
        }
    )
    return render(request, "participants/letters.html", context)


@require_POST
def letter_retry(request, code, pk):
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user, "letters.edit"), code=code)
    letter = get_object_or_404(letters_of(workshop, request.user), pk=pk)
    try:
        retry_letter(letter=letter, by=Actor.of(request.user), now=timezone.now())
    except LetterRefused:
        messages.error(request, gettext("This letter has left or is about to."))
    else:
        messages.success(request, gettext("The letter will leave within a minute."))
    return redirect("participants:letters", code=workshop.code)
