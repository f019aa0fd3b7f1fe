"""The states of a registration and what each may become (product.md, States)."""

TRANSITIONS = {
    "unconfirmed": {"submitted", "confirmed", "waitlisted", "expired"},
    "submitted": {"offered", "confirmed", "waitlisted", "declined", "withdrawn"},
    "waitlisted": {"offered", "confirmed", "declined", "withdrawn", "expired"},
    "offered": {"confirmed", "expired", "withdrawn"},
    "confirmed": {"withdrawn", "replaced", "declined", "cancelled"},
    "declined": set(),
    "withdrawn": set(),
    "replaced": set(),
    "expired": set(),
    "cancelled": set(),
}


def may_become(status, target):
    """Whether a registration in `status` may become `target`."""
    return target in TRANSITIONS[status]
