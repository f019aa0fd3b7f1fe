"""Reading the outbox: querysets in, querysets or plain values out."""

from django.db.models import Case, Count, IntegerField, Q, Value, When

from mailing import kinds
from mailing.models import Letter

State = Letter.State
#: what needs somebody first
_URGENCY = [State.FAILED, State.UNCLEAR, State.HELD, State.QUEUED, State.SENDING]
#: how a list of letters may be sorted; each ends in a unique column
ORDERS = {
    "newest": ["-created_at", "-pk"],
    "urgency": ["urgency", "-created_at", "-pk"],
    "to": ["to", "-created_at", "-pk"],
    "leaves": ["send_at", "-created_at", "-pk"],
}


def narrowed(letters, *, state="", kind="", batch=None, sort="newest"):
    """`letters` that fit the filters, in the order `sort` names."""
    exact = {"state": state, "kind": kind, "batch": batch}
    rows = letters.filter(**{name: value for name, value in exact.items() if value})
    if sort == "urgency":
        steps = [When(state=state, then=Value(at)) for at, state in enumerate(_URGENCY)]
        rows = rows.annotate(urgency=Case(*steps, default=Value(len(_URGENCY)), output_field=IntegerField()))
    return rows.order_by(*ORDERS.get(sort, ORDERS["newest"]))


def addressed(letters, text):
    """`letters` whose address or subject holds `text`."""
    return letters.filter(Q(to__icontains=text) | Q(subject__contains=text)) if text else letters


def kinds_in(letters):
    """[(kind, its words)] of `letters`, for the filter; one query."""
    return [(kind, kinds.label(kind)) for kind in letters.order_by("kind").values_list("kind", flat=True).distinct()]


def count_by_state(letters):
    """{state: how many}; one query, states without a letter left out."""
    return dict(letters.order_by("state").values_list("state").annotate(Count("pk")))
