"""Rows for tests, made by keyword: what a test does not name gets a value that is valid and dull."""

from datetime import date, time, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import count
from uuid import uuid4

from accounts.models import Membership, Office, Role, User
from attendance.actions.scans import path_of
from attendance.models import AttendanceRecord, DeviceLink, PrintBatch, RegisterValidation, Scan, SheetScan
from attendance.printing import path_of as path_of_print
from certificates.models import Certificate
from config.factories_of_reports import NOW
from config.factories_of_reports import kept_report as kept_report
from config.factories_of_reports import narrative as narrative
from config.factories_of_reports import photo as photo
from config.factories_of_reports import png as png
from config.factories_of_tests import assessment as assessment
from config.factories_of_tests import question as question
from documents.keeping import keep
from participants.models import (
    FocalPoint,
    Institution,
    InstitutionName,
    Invitation,
    Nomination,
    Participant,
    Quota,
    Registration,
)
from participants.rules.identity import email_key
from participants.rules.searching import person_key
from workshops.models import (
    CertificateRule,
    Donor,
    Engagement,
    Facilitator,
    FundingShare,
    Organisation,
    Project,
    Register,
    Rule,
    Session,
    Workshop,
)

_numbers = count(1)


def office(code=None, **fields):
    code = code or f"OFF-{next(_numbers)}"
    return Office.objects.create(**{"code": code, "name_en": f"Office {code}", "country": "MA"} | fields)


def user(*, role=Role.COORDINATOR, office=None, email=None, **fields):
    """A user with `role` in `office`; no office: no membership."""
    email = email or f"user{next(_numbers)}@example.org"
    made = User.objects.create_user(email, "correct horse battery", **{"name": email.split("@")[0]} | fields)
    if office:
        Membership.objects.create(user=made, office=office, role=role)
    return made


def administrator(**fields):
    return User.objects.create_superuser(
        f"admin{next(_numbers)}@example.org", "correct horse battery", **{"name": "Admin"} | fields
    )


def donor(key=None, **fields):
    key = key or f"DON{next(_numbers)}"
    return Donor.objects.create(**{"key": key, "name_en": f"Donor {key}"} | fields)


def project(code=None, *, donors=(), rule=None, **fields):
    """A project with a first version of its rule (80 % of all half-days unless `rule` says otherwise)."""
    code = code or f"PR.{next(_numbers):04}"
    made = Project.objects.create(**{"code": code, "title_en": f"Project {code}"} | fields)
    made.donors.set(donors)
    Rule.objects.create(project=made, version=1, created_at=NOW, **(rule or {}))
    return made


def workshop(code=None, *, office=None, project=None, shares=None, rule=None, **fields):
    """A published workshop of one day; `shares` is {donor: "0.6"}."""
    code = code or f"WS-{next(_numbers)}"
    values = {
        "code": code,
        "office": office or globals()["office"](),
        "project": project or globals()["project"](),
        "title_en": f"Workshop {code}",
        "title_fr": f"Atelier {code}",
        "title_ar": f"ورشة {code}",
        "state": Workshop.State.PUBLISHED,
        "start": date(2026, 4, 14),
        "end": date(2026, 4, 14),
        "capacity": 25,
    }
    made = Workshop.objects.create(**values | fields)
    CertificateRule.objects.create(workshop=made, **(rule or {}))
    for position, (donor_, share) in enumerate((shares or {}).items()):
        FundingShare.objects.create(workshop=made, donor=donor_, share=Decimal(share), position=position)
    return made


def register(workshop, code="D1-AM", day=None, start=time(9), end=time(12), **session):
    """A register with one session from `start` to `end`."""
    made = Register.objects.create(workshop=workshop, code=code, date=day or workshop.start)
    key = f"S{workshop.sessions.count() + 1:02}"
    Session.objects.create(
        **{"workshop": workshop, "register": made, "key": key, "start": start, "end": end, "title_en": key} | session
    )
    return made


def teaches(user, workshop):
    """Make `user` a facilitator of `workshop`; a role in its office is given apart."""
    organisation, _created = Organisation.objects.get_or_create(key="ORG", defaults={"name": "Organisation"})
    facilitator = Facilitator.objects.create(name=user.name, organisation=organisation, user=user)
    return Engagement.objects.create(workshop=workshop, facilitator=facilitator)


def institution(key=None, **fields):
    key = key or f"INS{next(_numbers)}"
    name = fields.pop("name", f"Ministry {key}")
    made = Institution.objects.create(**{"key": key, "type": "ministry", "acronym": key} | fields)
    InstitutionName.objects.create(institution=made, name_en=name, name_fr=f"Ministère {key}", name_ar=f"وزارة {key}")
    return made


def registration(workshop, *, status=Registration.Status.CONFIRMED, participant=None, email=None, **fields):
    """A registration with its participant; an unconfirmed one has none."""
    number = next(_numbers)
    email = f"person{number}@example.org" if email is None else email
    values = {
        "given_name": "Amina",
        "family_name": f"TEST {number}",
        "arabic_name": "أمينة",
        "sex": "F",
        "language": "fr",
        "status": status,
        "key": f"R{number}",
        "position": number,
        "created_at": NOW,
        "email": email,
    } | fields
    if participant is None and status != Registration.Status.UNCONFIRMED:
        participant = _participant(workshop, values)
    values["search_key"] = person_key(values["given_name"], values["family_name"], values["arabic_name"], email)
    return Registration.objects.create(workshop=workshop, participant=participant, email_key=email_key(email), **values)


def focal_point(office, institution, **fields):
    number = next(_numbers)
    values = {"name": f"Focal Point {number}", "email": f"focal{number}@example.org", "language": "fr"} | fields
    key = email_key(values["email"])
    return FocalPoint.objects.create(office=office, institution=institution, email_key=key, **values)


def invitation(workshop, *, institution=None, point=None, quota=None, **fields):
    """An invitation that was sent, its names wanted by the day before the workshop; `quota` is a number of seats."""
    institution = institution or globals()["institution"]()
    if quota:
        Quota.objects.create(workshop=workshop, institution=institution, seats=quota)
    values = {
        "focal_point": point or focal_point(workshop.office, institution),
        "reference": f"REF-{next(_numbers)}",
        "deadline": workshop.start - timedelta(days=1),
        "language": "fr",
        "created_at": NOW,
        "sent_at": NOW,
    }
    return Invitation.objects.create(workshop=workshop, institution=institution, **values | fields)


def nomination(invitation, *, role="nominee", rank=None, endorsed_at=None, **fields):
    """A person named under `invitation`; `fields` are the registration's."""
    values = {"status": Registration.Status.SUBMITTED, "institution": invitation.institution, "origin": "nominated"}
    person = registration(invitation.workshop, **values | fields)
    rank = rank or invitation.nominations.count() + 1
    return Nomination.objects.create(
        invitation=invitation, registration=person, role=role, rank=rank, named_at=NOW, endorsed_at=endorsed_at
    )


def mark(registration, register, state="present", **fields):
    return AttendanceRecord.objects.create(
        **{"registration": registration, "register": register, "state": state, "source": "manual", "recorded_at": NOW} | fields
    )


def validate(register):
    return RegisterValidation.objects.create(register=register, state="validated", at=NOW)


def scan(register, data=b"%PDF-1.7", **fields):
    """A signed sheet of `register`, its file on the disk."""
    row = SheetScan(
        **{"register": register, "file": f"sheets/{next(_numbers)}.pdf", "media_type": "application/pdf", "at": NOW, "pages": 1}
        | {"size": len(data), "sha256": sha256(data).hexdigest()}
        | fields
    )
    keep(path_of(row), data)
    row.save()
    return row


def print_batch(workshop, data=b"%PDF-1.7", **fields):
    """Sign-in sheets of a workshop that are ready, their file on the disk."""
    values = {"kind": "sheets", "language": "en", "state": "ready", "total": 1, "done": 1, "file": f"prints/{next(_numbers)}.pdf"}
    values |= {"created_at": NOW} | fields
    values["by"] = fields.get("by") or user(office=workshop.office)
    if values["file"]:
        keep(path_of_print(values["file"]), data)
    return PrintBatch.objects.create(workshop=workshop, **values)


def device_link(register, **fields):
    """A link for a helper that works until the register's night."""
    values = {"token_hash": f"{next(_numbers):064}", "label": "Door 2", "created_at": NOW, "expires_at": NOW + timedelta(days=60)}
    values["made_by"] = fields.get("made_by") or user(office=register.workshop.office)
    return DeviceLink.objects.create(register=register, **values | fields)


def door_scan(register, **fields):
    """A scan of a code that nobody knows, kept for review."""
    values = {"nonce": uuid4(), "device": uuid4(), "kind": "scan", "code": "W1:UNKNOWN", "wanted": "present", "outcome": "kept"}
    values |= {"reason": "unknown_code", "device_at": NOW, "received_at": NOW}
    if not {"by", "link"} & fields.keys():
        values["link"] = device_link(register)
    return Scan.objects.create(register=register, **values | fields)


def _participant(workshop, values):
    names = {name: values[name] for name in ("given_name", "family_name", "arabic_name", "email", "language")}
    key = person_key(values["given_name"], values["family_name"], values["arabic_name"], values["email"])
    keys = {"email_key": email_key(values["email"]), "search_key": key}
    return Participant.objects.create(office=workshop.office, created_at=NOW, **names, **keys)


def certificate(registration, **fields):
    """A certificate row as if issued; its file is not made."""
    number = next(_numbers)
    values = {
        "year": 2026,
        "sequence": number,
        "number": f"N-{number}",
        "token": f"token-{number}",
        "snapshot": {"languages": [{"lang": "en"}]},
        "issued_at": NOW,
    }
    made = {"workshop": registration.workshop, "office": registration.workshop.office, "registration": registration} | values
    return Certificate.objects.create(**made | fields)
