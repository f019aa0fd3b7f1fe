"""Everything that makes or changes a registration. Each action locks the workshop, so that seats are counted once."""

from participants.actions.registrations.adding import CHOICES, TAKES_PEOPLE, add_nominee, add_registration, add_walk_in
from participants.actions.registrations.correcting import correct_own, open_fields
from participants.actions.registrations.deciding import FINAL, cancel, confirm, decline, waitlist, withdraw
from participants.actions.registrations.details import correct, person_of, search_key
from participants.actions.registrations.inviting import invite, remind
from participants.actions.registrations.places import Refused
from participants.actions.registrations.proving import expire_unproved, prove
from participants.actions.registrations.registering import register, window_of
from participants.actions.registrations.substituting import substitute

__all__ = [
    "CHOICES",
    "FINAL",
    "TAKES_PEOPLE",
    "Refused",
    "add_nominee",
    "add_registration",
    "add_walk_in",
    "cancel",
    "confirm",
    "correct",
    "correct_own",
    "decline",
    "expire_unproved",
    "invite",
    "open_fields",
    "person_of",
    "prove",
    "register",
    "remind",
    "search_key",
    "substitute",
    "waitlist",
    "window_of",
    "withdraw",
]
