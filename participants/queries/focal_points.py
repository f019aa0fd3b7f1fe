"""The directory of focal points of the offices a user works in."""

from django.db.models import Count, Q

from participants.models import FocalPoint
from participants.queries import institutions
from participants.rules.identity import email_key, folded

#: how the list may be sorted; each ends in a unique column
ORDERS = {
    "institution": ["institution__key", "name", "pk"],
    "name": ["name", "pk"],
    "invitations": ["-invited", "pk"],
}


def directory(user, *, q="", active="", sort=""):
    """The focal points `user` may see, with `invited`: how many invitations went to each.

    `q`: an institution in any spelling, or a part of the name or address; `active`: "yes", "no", else both.
    """
    rows = FocalPoint.objects.visible_to(user).select_related("office", "institution")
    rows = rows.prefetch_related("institution__names").annotate(invited=Count("invitations"))
    if active in {"yes", "no"}:
        rows = rows.filter(is_active=active == "yes")
    if q.strip():
        rows = rows.filter(Q(institution__in=_institutions(q)) | Q(pk__in=_named(user, q)))
    return rows.order_by(*ORDERS.get(sort, ORDERS["institution"]))


def _institutions(q):
    return [each.pk for each in institutions.search(q, limit=None)] if folded(q) else []


def _named(user, q):
    """Folded in Python: databases fold letters beyond ASCII each in a way of its own. An office knows few focal points."""
    words, key = folded(q).split(), email_key(q)
    known = FocalPoint.objects.visible_to(user).values_list("pk", "name", "email_key")
    return [pk for pk, name, email in known if key in email or (words and all(word in folded(name) for word in words))]
