"""Inviting an institution to name people, and what its focal point does with the list."""

from participants.actions.nominations.inviting import (
    InvitationRefused,
    change,
    invite,
    print_letter,
    remind,
    send,
    withdraw_invitation,
)
from participants.actions.nominations.links import make_link, open_link
from participants.actions.nominations.listing import endorse, move, remove
from participants.actions.nominations.naming import NamingRefused, name_people
from participants.actions.nominations.replacing import call_substitute, replace

__all__ = [
    "InvitationRefused",
    "NamingRefused",
    "call_substitute",
    "change",
    "endorse",
    "invite",
    "make_link",
    "move",
    "name_people",
    "open_link",
    "print_letter",
    "remind",
    "remove",
    "replace",
    "send",
    "withdraw_invitation",
]
