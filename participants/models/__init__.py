"""Institutions, persons, registrations, nominations, and the disability answer that is kept apart from them."""

from participants.models.disability import DisabilityAnswer
from participants.models.headcount import HeadCount
from participants.models.imports import ImportBatch, ImportRow
from participants.models.institution import Institution, InstitutionAlias, InstitutionName
from participants.models.merging import Distinct, InstitutionMerge, Merge, Settlement
from participants.models.nomination import FocalPoint, Invitation, InvitationLink, Nomination, Quota
from participants.models.participant import NameOrder, Participant
from participants.models.registration import COUNTING, LIVE, UNPROVED, AccessLink, Registration

__all__ = [
    "COUNTING",
    "LIVE",
    "UNPROVED",
    "AccessLink",
    "DisabilityAnswer",
    "Distinct",
    "FocalPoint",
    "HeadCount",
    "ImportBatch",
    "ImportRow",
    "Institution",
    "InstitutionAlias",
    "InstitutionMerge",
    "InstitutionName",
    "Invitation",
    "InvitationLink",
    "Merge",
    "NameOrder",
    "Nomination",
    "Participant",
    "Quota",
    "Registration",
    "Settlement",
]
