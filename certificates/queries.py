"""Who may get a certificate and what it would print: the facts, in a constant number of statements."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q

from attendance.queries import marks, open_registers, plan_of
from attendance.rules import attended_minutes
from certificates.designs import design_of, facts_of
from certificates.models import Certificate, Erasure
from certificates.rules import Decision, Terms, decide
from certificates.snapshot import Event, Person
from certificates.wording import LANGUAGES
from documents import glyphs
from evaluations.models import Score
from participants.models import Registration
from workshops.models import CertificateRule, Session, Workshop

#: after so many tries without a file a certificate waits for a person
ATTEMPTS = 3
#: tries that were cut off, because the worker was killed, are no fault of the certificate; but there is an end to them too
CUT_OFF = 20
GIVEN_UP = Q(stored_at=None) & (Q(attempts__gte=ATTEMPTS) & ~Q(error="") | Q(attempts__gte=CUT_OFF))


@dataclass(frozen=True)
class Candidate:
    """A confirmed registration, what the workshop's rule says of it, its attended minutes, its certificate in force.

    `revoked`: a certificate of this registration was revoked; a new one is then a person's decision, never a batch's.
    `reserved`: the number on a paper printed beforehand. `presumed`: minutes attended if whatever is not recorded yet is.
    `erased`: nobody knows any more whose registration it was.
    `letters`: characters of the names that no font of papers holds; nothing is issued with them.
    """

    registration: Registration
    decision: Decision
    minutes: int
    certificate: Certificate | None
    revoked: bool = False
    reserved: Certificate | None = None
    presumed: int = 0
    erased: bool = False
    letters: tuple = ()

    @property
    def due(self):
        """Whether a batch serves this person."""
        return self.decision.met and not (self.certificate or self.revoked or self.erased or self.letters)

    @property
    def verdict(self):
        """issued, erased, due, revoked or refused: the first that holds."""
        said = {"issued": self.certificate, "erased": self.erased, "due": self.due, "revoked": self.revoked}
        return next((verdict for verdict, holds in said.items() if holds), "refused")


def candidates(workshop, registrations=None):
    """A Candidate for each confirmed registration of `workshop` (or of `registrations`), in order of arrival."""
    chosen = workshop.registrations.confirmed() if registrations is None else registrations
    people = list(chosen.select_related("institution").prefetch_related("institution__names").order_by("position", "id"))
    plan, present, points = plan_of(workshop), marks(people), _post_tests(people)
    held, terms = _by_state(workshop, people), Terms.of(rule_of(workshop))
    erased = set(Erasure.objects.done().filter(participant__registrations__in=people).values_list("participant", flat=True))
    return [
        Candidate(
            person,
            decide(terms, plan, present[person.pk], points.get(person.pk)),
            attended_minutes(plan, present[person.pk]),
            held[Certificate.State.ISSUED].get(person.pk),
            person.pk in held[Certificate.State.REVOKED],
            held[Certificate.State.PROVISIONAL].get(person.pk),
            attended_minutes(plan, dict.fromkeys(plan.registers, "present") | present[person.pk]),
            person.participant_id in erased,
            tuple(glyphs.missing(f"{person.latin_name}{person.arabic_name}{person.institution_proposal}")),
        )
        for person in people
    ]


def _by_state(workshop, people):
    """{state: {registration id: certificate}} of `people`; one query."""
    found = {state: {} for state in Certificate.State}
    for row in workshop.certificates.filter(registration__in=people).order_by("pk"):
        found[row.state][row.registration_id] = row
    return found


def rule_of(workshop):
    """The workshop's certificate rule; one planned without any has the default one."""
    return CertificateRule.objects.filter(workshop=workshop).first() or CertificateRule(workshop=workshop)


def kind_of(workshop):
    """The kind of its participants' certificates: of completion where the rule asks for a test."""
    return Certificate.Kind.PARTICIPATION if rule_of(workshop).test == "none" else Certificate.Kind.COMPLETION


def obstacle_to_printing(workshop):
    """Why no paper can be printed beforehand: not_coming, can_be_issued, no_public_address; "" when it can."""
    if workshop.state not in (Workshop.State.PUBLISHED, Workshop.State.REGISTRATION_CLOSED, Workshop.State.HELD):
        return "not_coming"
    if not obstacle(workshop):
        return "can_be_issued"
    return _no_public_address()


def is_lost(certificate):
    """Whether a paper printed beforehand will never be a certificate: its workshop or registration ended without one."""
    if certificate.state != Certificate.State.PROVISIONAL:
        return False
    over = certificate.workshop.state in (Workshop.State.CLOSED, Workshop.State.CANCELLED)
    return over or certificate.registration.status != Registration.Status.CONFIRMED


def obstacle(workshop):
    """Why nothing can be issued for `workshop` at all: not_held, registers_open, no_public_address; "" when it can."""
    if workshop.state not in (Workshop.State.HELD, Workshop.State.CLOSED):
        return "not_held"
    if open_registers(workshop).exists():
        return "registers_open"
    return _no_public_address()


def _no_public_address():
    return "no_public_address" if settings.PRODUCTION and not has_public_address() else ""


def has_public_address():
    """Whether SITE_URL is set and leads beyond this machine: a printed QR code is for ever."""
    host = (urlsplit(settings.SITE_URL_GIVEN).hostname or "").rstrip(".")
    try:
        address = _address(host)
    except (ValueError, OSError):
        return bool(host) and host != "localhost" and not host.endswith(".localhost")
    return not (address.is_loopback or address.is_unspecified)


def _address(host):
    """The IP address that `host` spells, in any way a browser reads it (127.1, ::ffff:127.0.0.1). Raises ValueError, OSError."""
    if ":" not in host:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    address = ipaddress.IPv6Address(host)
    return address.ipv4_mapped or address


def event_of(workshop, facts=None):
    """What every certificate of `workshop` prints; `facts`: those of a design that is only tried (`designs.facts_of`)."""
    sessions = workshop.sessions.filter(kind=Session.Kind.SESSION).order_by("register__date", "start", "key")
    funding = workshop.funding.select_related("donor").order_by("position", "id")
    return Event(
        office=_texts(workshop.office, "name"),
        workshop=_texts(workshop, "title"),
        start=workshop.start,
        end=workshop.end,
        town=_towns(workshop),
        online=workshop.mode == Workshop.Mode.ONLINE,
        topics=_topics(sessions),
        donors=[_texts(share.donor, "name") for share in funding],
        **(facts_of(design_of(workshop)) if facts is None else facts),
    )


def person_of(candidate, workshop):
    """What the certificate of `candidate` adds; the institution's name is the one valid on the first day."""
    registration = candidate.registration
    institution = registration.institution
    return Person(
        latin_name=registration.latin_name,
        arabic_name=registration.arabic_name,
        sex=registration.sex,
        institution={
            language: institution.label(workshop.start, language) if institution else registration.institution_proposal
            for language in LANGUAGES
        },
        minutes=candidate.minutes,
        language=registration.language,
    )


def teacher_of(engagement):
    """What the certificate of a facilitator adds: the organisation in the place of the institution, no hours, no sex."""
    facilitator = engagement.facilitator
    organisation = dict.fromkeys(LANGUAGES, facilitator.organisation.name)
    language = facilitator.user.language if facilitator.user else ""
    return Person(facilitator.name, facilitator.arabic_name, "", organisation, language=language)


def local_day(office, now):
    """The day it is at `office`: the day and the year of issue."""
    return now.astimezone(ZoneInfo(office.timezone)).date()


def progress(batch):
    """{"total", "stored", "failed", "waiting"} of the certificates of `batch`."""
    counts = batch.certificates.aggregate(
        total=Count("pk"), stored=Count("pk", filter=Q(stored_at__isnull=False)), failed=Count("pk", filter=GIVEN_UP)
    )
    return counts | {"waiting": counts["total"] - counts["stored"] - counts["failed"]}


def _post_tests(people):
    return dict(Score.objects.filter(registration__in=people, test=Score.Test.POST).values_list("registration_id", "points"))


def _towns(workshop):
    """{language: town}, that of the workshop, else that of its venue; empty when neither names one."""
    places = [workshop, *([workshop.venue] if workshop.venue else [])]
    place = next((each for each in places if any(getattr(each, f"city_{language}") for language in LANGUAGES)), None)
    return _texts(place, "city") if place else dict.fromkeys(LANGUAGES, "")


def _texts(row, field):
    """{language: text} of a field kept per language; a missing one is read in the next language that has it."""
    own = {language: getattr(row, f"{field}_{language}") or "" for language in LANGUAGES}
    spare = next((text for text in own.values() if text), str(row))
    return {language: text or spare for language, text in own.items()}


def _topics(sessions):
    """The sessions' titles; a language in which no session has a title prints none, unless it is the only one left."""
    rows = [{language: getattr(row, f"title_{language}") or "" for language in LANGUAGES} for row in sessions]
    spoken = [language for language in LANGUAGES if any(row[language] for row in rows)]
    filled = [{language: row[language] or next(filter(None, row.values()), "") for language in spoken} for row in rows]
    return [row for row in filled if any(row.values())]
