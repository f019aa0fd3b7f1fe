"""Institutions, persons, registrations, and the disability answer that is kept apart from them."""

from participants.models.disability import DisabilityAnswer
from participants.models.institution import Institution, InstitutionAlias, InstitutionName
from participants.models.participant import NameOrder, Participant
from participants.models.registration import COUNTING, LIVE, UNPROVED, AccessLink, Registration

__all__ = [
    "COUNTING",
    "LIVE",
    "UNPROVED",
    "AccessLink",
    "DisabilityAnswer",
    "Institution",
    "InstitutionAlias",
    "InstitutionName",
    "NameOrder",
    "Participant",
    "Registration",
]
