"""Entering a reviewed list: one transaction under the workshop's lock, all or nothing; in chunks, for memory's sake."""

from django.db import transaction
from django.db.models import Max

from accounts.history import record, record_each
from participants.actions.imports.refusing import ImportRefused
from participants.actions.registrations import FINAL, places
from participants.actions.registrations.details import IDENTITY, fill_blanks, search_key
from participants.models import LIVE, ImportBatch, ImportRow, Participant, Registration
from participants.queries.incoming import RowReader
from participants.queries.seats import room_of
from participants.rules.identity import email_key

State = ImportBatch.State
Verdict = ImportRow.Verdict
Status = Registration.Status
CHUNK = 250
NAMES = ["given_name", "family_name", "arabic_name"]


@transaction.atomic
def enter(*, batch, by, now):
    """Enter the people of a list that is APPLYING with the status it names; no letter is written. Returns how many.

    Who is registered already is left as is. Raises ImportRefused: over, nobody, full (`left` seats, `wanted` people).
    """
    workshop = places.lock_workshop(batch.workshop_id)
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state != State.APPLYING:
        return 0
    if workshop.state in FINAL:
        raise ImportRefused("over")
    added = _Entry(workshop, batch, by, now).all_rows()
    if not added:
        raise ImportRefused("nobody")
    if batch.status == Status.CONFIRMED:
        _need_room(workshop, added)
    batch.state, batch.done, batch.applied_at = State.APPLIED, batch.total, now
    batch.save(update_fields=["state", "done", "applied_at"])
    record(by=by, now=now, obj=workshop, office=workshop.office, verb="import_list", after={"list": batch.pk, "people": added})
    return added


def _need_room(workshop, added):
    """Counted when all are in, under the lock: a refusal takes everything back."""
    counting = room_of(workshop).counting
    if workshop.capacity is not None and counting > workshop.capacity:
        raise ImportRefused("full", left=max(workshop.capacity - counting + added, 0), wanted=added)


class _Entry:
    """What is counted and remembered while one list is entered; the caller holds the workshop."""

    def __init__(self, workshop, batch, by, now):
        self.workshop, self.batch, self.by, self.now = workshop, batch, by, now
        self.reader = RowReader(workshop, batch.mapping)
        registrations = Registration.objects.filter(workshop=workshop).order_by()
        numbers = registrations.aggregate(position=Max("position"), rank=Max("rank"))
        self.position, self.rank = numbers["position"] or 0, numbers["rank"] or 0
        self.keys = set(registrations.values_list("key", flat=True))
        live = registrations.filter(status__in=LIVE)
        self.unproved = dict(live.filter(status=Status.UNCONFIRMED).values_list("email_key", "pk"))
        proved = list(live.exclude(status=Status.UNCONFIRMED).values_list("participant", "email_key"))
        self.present = {participant for participant, _key in proved}
        self.addresses = {key for _participant, key in proved} - {""}

    def all_rows(self):
        """Enter every row that is to be entered; how many there were."""
        added = 0
        for start in range(0, self.batch.total, CHUNK):
            rows = self.batch.rows.filter(number__gt=start, number__lte=start + CHUNK)
            added += self._chunk(list(rows.exclude(decision="skip").exclude(verdict=Verdict.ERROR).order_by("number")))
        return added

    def _chunk(self, rows):
        entries = [(row, self.reader.read(row.cells)) for row in rows]
        persons = self._persons(entries)
        made = [each for row, entry in entries if (each := self._registration(row, entry, persons))]
        new = [registration.participant for row, registration in made if row.person_made]
        Participant.objects.bulk_create(new)
        for _row, registration in made:
            registration.participant = registration.participant  # takes the primary key just given
        Registration.objects.bulk_create([registration for _row, registration in made])
        for row, registration in made:
            row.registration = registration
        ImportRow.objects.bulk_update([row for row, _registration in made], ["registration", "person_made"])
        entered = [registration for _row, registration in made]
        record_each(by=self.by, now=self.now, objects=entered, office=self.workshop.office, verb="import_list")
        return len(made)

    def _persons(self, entries):
        """{primary key or address key: Participant} of those the rows name, each the person kept."""
        rows = Participant.objects.filter(office=self.workshop.office).select_related("merged_into")
        chosen = rows.in_bulk([_chosen(row) for row, _entry in entries if _chosen(row)])
        keys = {email_key(entry.details["email"]) for _row, entry in entries} - {""}
        found = {person.email_key: person for person in rows.filter(email_key__in=keys)} | chosen
        kept = {key: _kept(person).pk for key, person in found.items()}
        held = places.lock_people(set(kept.values()))
        return {key: _kept(held[pk]) for key, pk in kept.items()}

    def _registration(self, row, entry, persons):
        """(row, Registration) to be made of a row, or None when the person is registered already."""
        details = dict(entry.details)
        chosen = _chosen(row)
        if not chosen and row.decision == "new" and any("email" in codes for _pk, codes in row.candidates):
            details["email"] = ""  # the address is somebody else's
        key = email_key(details["email"])
        person = persons.get(chosen) if chosen else persons.get(key)
        if key in self.addresses or (person and person.pk in self.present):
            return None
        if key in self.unproved:
            self._let_lapse(self.unproved.pop(key))
        given = {name: details[name] for name in IDENTITY if name in details}
        row.person_made = person is None
        if person is None:
            person = Participant(office=self.workshop.office, created_at=self.now, email_key=key, **given)
            person.search_key = search_key(person)
        else:
            fill_blanks(person, given | {"name_order": person.name_order})
            _borrow(details, person)
        self._note(person, key)
        return row, self._made(details, entry.proposal, person)

    def _made(self, details, proposal, person):
        self.position += 1
        self.rank += self.batch.status == Status.WAITLISTED
        registration = Registration(
            workshop=self.workshop,
            participant=person,
            key=self._next_key(),
            position=self.position,
            origin=Registration.Origin.IMPORTED,
            status=self.batch.status,
            rank=self.rank if self.batch.status == Status.WAITLISTED else None,
            institution_proposal=proposal,
            created_at=self.now,
            proved_at=self.now,
            email_key=email_key(details["email"]),
            **details,
        )
        registration.search_key = search_key(registration)
        return registration

    def _note(self, person, key):
        if person.pk:
            self.present.add(person.pk)
        if key:
            self.addresses.add(key)

    def _next_key(self):
        number = self.position
        while f"R{number}" in self.keys:
            number += 1
        self.keys.add(f"R{number}")
        return f"R{number}"

    def _let_lapse(self, pk):
        """A registration of the same address that nobody proved gives way."""
        registration = Registration.objects.get(pk=pk)
        registration.workshop = self.workshop
        places.settle(registration, Status.EXPIRED)
        record(by=self.by, now=self.now, obj=registration, verb="expire", office=self.workshop.office)


def _chosen(row):
    """The primary key of the participant a row was found, or decided, to be; None for a new person."""
    if row.verdict == Verdict.KNOWN and row.candidates:
        return row.candidates[0][0]
    return int(row.decision) if row.decision.isdigit() else None


def _kept(person):
    while person.merged_into:
        person = person.merged_into
    return person


def _borrow(details, person):
    """What the list leaves blank and the register knows: how to write to the person, the name in the other script."""
    for name in ("email", "phone", "language", "arabic_name"):
        details[name] = details[name] or getattr(person, name)
    if not details["given_name"] and not details["family_name"]:
        details |= {name: getattr(person, name) for name in ("given_name", "family_name", "name_order")}
