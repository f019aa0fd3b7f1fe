"""Search over workshops and people, from the field at the top of every page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from participants.views.people import note_names
from reports import lookup


@require_safe
def search(request):
    """What was found; nothing of an office the user has no part in."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[: lookup.LONGEST]
    words = lookup.words_of(query)
    people = lookup.people(request.user, words)
    note_names(request.user, people)
    context = {
        "query": query,
        "words": words,
        "workshops": lookup.workshops(request.user, words),
        "people": people,
        "may_read_people": access.may_anywhere(request.user, "registrations.read"),
        "shown": lookup.SHOWN,
    }
    return render(request, "reports/search.html", context)
