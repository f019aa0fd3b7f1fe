"""The schedule: projects and money, workshops, sessions, places and the people who teach. It knows nobody who registers."""

from workshops.models.facilitator import Engagement, Facilitator, Organisation
from workshops.models.funding import CostLine, Donor, FundingShare, Project, ProjectViewer
from workshops.models.publication import ProjectMarker, ProjectPartner, ProjectSector
from workshops.models.rule import CertificateRule, Rule
from workshops.models.session import Register, Session, SessionOrganisation
from workshops.models.venue import Region, Topic, Venue
from workshops.models.workshop import PUBLIC_STATES, Workshop

__all__ = [
    "PUBLIC_STATES",
    "CertificateRule",
    "CostLine",
    "Donor",
    "Engagement",
    "Facilitator",
    "FundingShare",
    "Organisation",
    "Project",
    "ProjectMarker",
    "ProjectPartner",
    "ProjectSector",
    "ProjectViewer",
    "Region",
    "Register",
    "Rule",
    "Session",
    "SessionOrganisation",
    "Topic",
    "Venue",
    "Workshop",
]
