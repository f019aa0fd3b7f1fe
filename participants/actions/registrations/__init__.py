"""Everything that makes or changes a registration. Each action locks the workshop, so that seats are counted once."""

from participants.actions.registrations.adding import CHOICES, TAKES_PEOPLE, add_nominee, add_registration, add_walk_in
from participants.actions.registrations.correcting import correct_own, open_fields
from participants.actions.registrations.deciding import FINAL, cancel, confirm, decline, waitlist, withdraw
from participants.actions.registrations.details import correct, person_of, search_key
from participants.actions.registrations.inviting import invite, remind
from participants.actions.registrations.offers import accept_offer, expire_offers, offer_free_seats, offer_seats
from participants.actions.registrations.places import Refused, window_of
from participants.actions.registrations.proving import expire_unproved, prove
from participants.actions.registrations.ranking import rerank
from participants.actions.registrations.registering import register
from participants.actions.registrations.substituting import substitute

__all__ = [
    "CHOICES",
    "FINAL",
    "Refused",
    "TAKES_PEOPLE",
    "accept_offer",
    "add_nominee",
    "add_registration",
    "add_walk_in",
    "cancel",
    "confirm",
    "correct",
    "correct_own",
    "decline",
    "expire_offers",
    "expire_unproved",
    "invite",
    "offer_free_seats",
    "offer_seats",
    "open_fields",
    "person_of",
    "prove",
    "register",
    "remind",
    "rerank",
    "search_key",
    "substitute",
    "waitlist",
    "window_of",
    "withdraw",
]
