"""One decision about many people: each on its own, so that one refusal holds nobody else up."""

from participants.actions import registrations as actions
from participants.views.wording import refusal_text

_WITHOUT_REASON = {"confirm": actions.confirm, "waitlist": actions.waitlist, "remind": actions.remind}
_WITH_REASON = {"decline": actions.decline, "withdraw": actions.withdraw, "cancel": actions.cancel}

#: what each decision makes of a registration
TARGETS = {
    "confirm": "confirmed",
    "waitlist": "waitlisted",
    "withdraw": "withdrawn",
    "decline": "declined",
    "cancel": "cancelled",
}


def decide_each(rows, decision, by, now):
    """Apply `decision` ({"verb", "reason"}) to each of `rows`. Returns (registrations changed, [(registration, why not)])."""
    verb, reason = decision["verb"], decision["reason"]
    done, refused = [], []
    for registration in rows:
        try:
            if verb in _WITHOUT_REASON:
                done.append(_WITHOUT_REASON[verb](registration=registration, by=by, now=now))
            else:
                done.append(_WITH_REASON[verb](registration=registration, by=by, now=now, reason=reason))
        except actions.Refused as refusal:
            refused.append((registration, refusal_text(refusal.code)))
    return done, refused
