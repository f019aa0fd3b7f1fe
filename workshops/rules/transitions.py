"""The states of a workshop and what may follow each (product.md, States). Dates derive "ongoing" and "past"."""

#: state → {verb: next state}
TRANSITIONS = {
    "draft": {"approve": "approved", "publish": "published", "postpone": "postponed", "cancel": "cancelled"},
    "approved": {"publish": "published", "postpone": "postponed", "cancel": "cancelled"},
    "published": {
        "close_registration": "registration_closed",
        "hold": "held",
        "postpone": "postponed",
        "cancel": "cancelled",
    },
    "registration_closed": {
        "reopen_registration": "published",
        "hold": "held",
        "postpone": "postponed",
        "cancel": "cancelled",
    },
    "held": {"close": "closed"},
    "closed": {"reopen": "held"},
    "postponed": {"reschedule": "published", "cancel": "cancelled"},
    "cancelled": {},
}


def next_state(state, verb):
    """The state `verb` leads to from `state`, or None when it is not allowed."""
    return TRANSITIONS[state].get(verb)
