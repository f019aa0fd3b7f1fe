"""Whose certificates there are besides the participants', who was told, and who took the file."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from certificates.models import Certificate, CertificateEvent, Erasure
from participants.queries.addresses import reached
from workshops.models import Engagement


@dataclass(frozen=True)
class Teacher:
    """A facilitator's engagement in a workshop, its certificate in force, and whether one was revoked."""

    engagement: Engagement
    certificate: Certificate | None
    revoked: bool

    @property
    def open(self):
        """Whether a certificate may be issued."""
        return self.certificate is None

    @property
    def due(self):
        """Whether a batch serves this person."""
        return self.open and not self.revoked


def teachers(workshop):
    """A Teacher for each facilitator of `workshop`, by name; two queries."""
    held = {state: {} for state in Certificate.State}
    for row in workshop.certificates.filter(engagement__isnull=False).order_by("pk"):
        held[row.state][row.engagement_id] = row
    engagements = workshop.engagements.select_related("facilitator__organisation", "facilitator__user")
    return [
        Teacher(row, held[Certificate.State.ISSUED].get(row.pk), row.pk in held[Certificate.State.REVOKED])
        for row in engagements.order_by("facilitator__name", "pk")
    ]


def to_be_told(workshop):
    """The stored certificates in force whose holders can be written to and have not been."""
    untold = workshop.certificates.current().filter(stored_at__isnull=False, letter_ordered_at=None)
    participants = Q(registration__in=reached(workshop.registrations.all()))
    teaching = Q(engagement__isnull=False) & ~Q(engagement__facilitator__email="")
    return untold.filter(participants | teaching, name_withheld_at=None)


def told(workshop):
    """{"due", "ordered", "written", "unreached"}: of the stored certificates in force, how many letters are due, on their
    way, written, and how many holders have no address; those erased left out; two queries."""
    stored = workshop.certificates.current().filter(stored_at__isnull=False)
    stored = stored.exclude(registration__participant__in=Erasure.objects.done().values("participant"))
    counts = stored.aggregate(
        total=Count("pk"),
        written=Count("pk", filter=Q(letter_written_at__isnull=False)),
        ordered=Count("pk", filter=Q(letter_ordered_at__isnull=False, letter_written_at=None)),
    )
    due = to_be_told(workshop).count()
    return counts | {"due": due, "unreached": counts["total"] - counts["written"] - counts["ordered"] - due}


def downloads(certificates):
    """{certificate id: when its holder last took the file}."""
    taken = CertificateEvent.objects.filter(certificate__in=certificates, kind=CertificateEvent.Kind.DOWNLOADED)
    return dict(taken.order_by("certificate").values("certificate").annotate(last=Max("at")).values_list("certificate", "last"))


def latest_erasure(registration):
    """What the person behind `registration` asked for last, or None."""
    person = registration.participant
    return Erasure.objects.filter(participant=person.merged_into_id or person.pk).order_by("-pk").first()
