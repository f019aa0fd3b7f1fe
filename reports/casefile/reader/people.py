"""The persons of a case: who is known by the address is linked, nobody is overwritten, each registration keeps its own words."""

from participants.models import DisabilityAnswer, Participant, Registration
from participants.rules.identity import email_key
from participants.rules.searching import person_key
from reports.casefile.reader.reference import texts
from reports.casefile.schema.people import international

#: registrations nobody has proved: they touch no Participant
UNPROVED = {Registration.Status.UNCONFIRMED, Registration.Status.EXPIRED}
BATCH = 500


def create(data, rows, workshop, *, now):
    """{id: Registration} of the file's persons, in its order, which is the waitlist's rank."""
    people = data.get("participants") or []
    country = data["office"].get("country")
    identities = [_identity(person, country) for person in people]
    participants = _participants(people, identities, rows.office, now)
    rank, made = 0, []
    for place, person in enumerate(people):
        waits = person["status"] == Registration.Status.WAITLISTED
        rank += waits
        made.append(
            Registration(
                workshop=workshop,
                participant=participants[place],
                position=place + 1,
                rank=rank if waits else None,
                created_at=now,
                **identities[place],
                **_as_given(person, rows),
            )
        )
    Registration.objects.bulk_create(made, batch_size=BATCH)
    registrations = {registration.key: registration for registration in made}
    _replace(people, registrations)
    _keep_disability(people, registrations)
    return registrations


def _identity(person, country):
    """The columns Registration and Participant share."""
    names = {name: person.get(name) or "" for name in ("given_name", "family_name", "arabic_name")}
    email, phone = person.get("email") or "", person.get("phone")
    return names | {
        "name_order": person.get("name_order") or "given_first",
        "language": person.get("language") or "",
        "email": email,
        "email_key": email_key(email),
        "phone": international(phone, country) if phone else "",
        "search_key": person_key(*names.values(), email),
    }


def _participants(people, identities, office, now):
    """The Participant of each place: the office's of the same address, a new one, or None for an unproved registration."""
    known = _known(office)
    found, new = [], []
    for person, identity in zip(people, identities, strict=True):
        key = identity["email_key"]
        row = None if person["status"] in UNPROVED else known.get(key)
        if row is None and person["status"] not in UNPROVED:
            row = Participant(office=office, created_at=now, **identity)
            new.append(row)
            if key:
                known[key] = row
        found.append(row)
    Participant.objects.bulk_create(new, batch_size=BATCH)
    return found


def _known(office):
    """{e-mail key: Participant} of an office; the address of somebody merged into another leads to that other."""
    rows = Participant.objects.filter(office=office).exclude(email_key="").select_related("merged_into")
    return {row.email_key: row.merged_into or row for row in rows}


def _as_given(person, rows):
    needs, consents = person.get("needs") or {}, person.get("consents") or {}
    return {
        "key": person["id"],
        "institution": rows.institutions[person["institution"]],
        "sex": person.get("sex") or "",
        "age_band": person.get("age_band") or "",
        "nationality": person.get("nationality") or "",
        "region": rows.regions.get(person.get("region")),
        "origin": person.get("origin") or Registration.Origin.IMPORTED,
        "status": person["status"],
        "notice_version": consents.get("notice_version") or "",
        "photo_consent": bool(consents.get("photo")),
        "share_name_consent": bool(consents.get("share_name_with_donor")),
        "dietary": needs.get("dietary") or "",
        "accessibility": needs.get("accessibility") or "",
        **texts(person.get("function"), "function"),
    }


def _replace(people, registrations):
    changed = []
    for person in people:
        if person.get("replaced_by"):
            registration = registrations[person["id"]]
            registration.replaced_by = registrations[person["replaced_by"]]
            changed.append(registration)
    Registration.objects.bulk_update(changed, ["replaced_by"], batch_size=BATCH)


def _keep_disability(people, registrations):
    DisabilityAnswer.objects.bulk_create(
        DisabilityAnswer(registration=registrations[person["id"]], worst_domain=int(person["disability_worst_domain"]))
        for person in people
        if person.get("disability_worst_domain") is not None
    )
