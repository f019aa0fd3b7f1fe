"""What telephones at the door send: decided, recorded and kept, each nonce once."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts import history
from attendance.actions.records import lock_register, record
from attendance.models import RegisterValidation, Scan
from attendance.queries import door
from attendance.rules import local_day
from attendance.rules.door import KEPT, RECORDED, REFUSED, Facts, clock, closed, decide, gate_of
from participants.actions.registrations import Refused, add_walk_in
from participants.actions.registrations.places import lock_workshop
from participants.models import Registration
from participants.queries.institutions import match
from participants.rules.door import door_code_in


class NonceTaken(Exception):
    """Nothing was kept: a nonce of the batch belongs to another register."""


@dataclass(frozen=True)
class Sent:
    """One record of a batch, clean. `walk_in` is {field: text}; `undoes` the nonce of the record taken back."""

    nonce: UUID
    kind: str
    at: datetime
    code: str = ""
    registration: int | None = None
    state: str = "present"
    walk_in: dict | None = None
    undoes: UUID | None = None


@dataclass
class _Batch:
    """One request under the register's lock: what is known, and what came of it so far."""

    register: object
    device: UUID
    by: object
    now: datetime
    link: object
    sent_at: datetime | None
    ended: bool
    settled_at: datetime | None = None
    #: registration by its id and by its door code
    people: dict = field(default_factory=dict)
    #: ids and door codes of people of other workshops
    strangers: set = field(default_factory=set)
    #: registration id → (mark in force, since when); → the nonce that made it
    standing: dict = field(default_factory=dict)
    in_force: dict = field(default_factory=dict)
    #: scans that this batch takes back, by nonce; nonces that were taken back before they came
    targets: dict = field(default_factory=dict)
    undone: set = field(default_factory=set)
    changes: list = field(default_factory=list)


@transaction.atomic
def take(*, register, device, records, by, now, link=None, sent_at=None, ended=False):
    """Keep `records` ([Sent]) of one telephone, and record the presence they prove. Returns a Scan per record, in order.

    The same nonce again gives the same Scan and writes nothing. `sent_at`: what the telephone's clock said on sending.
    `link`: the DeviceLink it came by; with `ended` everything is kept for review. Raises NonceTaken.
    """
    if any(sent.kind == Scan.Kind.WALK_IN for sent in records):
        lock_workshop(register.workshop_id)  # before the register, as everywhere; a walk-in takes a seat
    register = lock_register(register)
    known = _known(register, records)
    fresh = list({sent.nonce: sent for sent in reversed(records) if sent.nonce not in known}.values())[::-1]
    if fresh:
        batch = _Batch(register, device, by, now, link, sent_at, ended)
        _read(batch, fresh)
        scans = [_take_one(batch, sent) for sent in _undos_last(fresh)]
        _write(batch, scans)
        known |= {scan.nonce: scan for scan in scans}
    return [known[sent.nonce] for sent in records]


def _known(register, records):
    """{nonce: Scan} of what came before. The register's lock holds: who sent it meanwhile has committed."""
    rows = Scan.objects.filter(nonce__in=[sent.nonce for sent in records]).select_related("registration")
    known = {scan.nonce: scan for scan in rows}
    if any(scan.register_id != register.pk for scan in known.values()):
        raise NonceTaken
    return known


def _undos_last(fresh):
    """In the order the telephone made them; what takes back comes after what it takes back."""
    return sorted(fresh, key=lambda sent: (sent.kind == Scan.Kind.UNDO, sent.at))


def _read(batch, fresh):
    """Everything the decisions rest on: a handful of queries, however many records there are."""
    register = batch.register
    validation = RegisterValidation.objects.filter(register=register).values_list("at", flat=True)
    batch.settled_at = validation.first()
    codes = {door_code_in(sent.code) for sent in fresh if sent.code} - {""}
    ids = {sent.registration for sent in fresh if sent.registration is not None}
    targets = Scan.objects.filter(nonce__in=[sent.undoes for sent in fresh if sent.undoes], register=register)
    batch.targets = {scan.nonce: scan for scan in targets}
    ids |= {scan.registration_id for scan in targets} - {None}
    _read_people(batch, codes, ids)
    undoings = Scan.objects.filter(undoes__in=[sent.nonce for sent in fresh], register=register, outcome=RECORDED)
    batch.undone = set(undoings.values_list("undoes", flat=True))


def _read_people(batch, codes, ids):
    """Those meant, their rows held: who withdraws meanwhile waits for the batch, or has done so and is refused."""
    register, wanted = batch.register, Q(door_code__in=codes) | Q(pk__in=ids)
    here = Registration.objects.filter(wanted, workshop=register.workshop_id)
    held = list(here.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for row in held:
        batch.people[row.pk] = batch.people[row.door_code] = row
    if (codes | ids) - batch.people.keys():
        found = Registration.objects.filter(wanted).exclude(workshop=register.workshop_id).values_list("pk", "door_code")
        batch.strangers = {each for pair in found for each in pair}
    pks = [row.pk for row in held]
    batch.standing = door.standing_of(register, pks)
    current = register.records.current().filter(registration__in=pks)
    batch.in_force = dict(current.values_list("registration_id", "nonce"))


def _take_one(batch, sent):
    """The Scan of one record; what it changes is noted in `batch`, to be recorded together with the rest."""
    register, workshop = batch.register, batch.register.workshop
    off, made_at = clock(made_at=sent.at, sent_at=batch.sent_at, received_at=batch.now, day=register.date, zone=workshop.timezone)
    scan = Scan(
        register=register, nonce=sent.nonce, device=batch.device, kind=sent.kind, code=sent.code, wanted=sent.state,
        undoes=sent.undoes, device_at=sent.at, received_at=batch.now, clock_off=off, walk_in=sent.walk_in, link=batch.link,
        by=None if batch.link else batch.by.user, registration=batch.people.get(_sought(sent)),
    )  # fmt: skip
    scan.sought = _sought(sent)
    gate = "late" if batch.ended else gate_of(
        state=workshop.state, day=register.date, today=local_day(batch.now, workshop.timezone),
        settled_at=batch.settled_at, made_at=made_at,
    )  # fmt: skip
    {Scan.Kind.WALK_IN: _walk_in, Scan.Kind.UNDO: _undo}.get(sent.kind, _mark)(batch, scan, gate)
    scan.state, scan.presence_at = batch.standing.get(scan.registration_id, ("", None))
    batch.targets[scan.nonce] = scan
    return scan


def _sought(sent):
    """By what a record names its person: the code that was read, else the registration."""
    return door_code_in(sent.code) if sent.code else sent.registration


def _mark(batch, scan, gate):
    if batch.ended:  # whose link has ended is not told who is known
        scan.outcome, scan.reason = closed(gate)
        return
    person = scan.registration
    here = True if person else False if scan.sought in batch.strangers else None
    status, state = (person.status, _state(batch, person)) if person else ("", "")
    chosen = scan.kind == Scan.Kind.MARK
    facts = Facts(here=here, status=status, gate=gate, state=state, wanted=scan.wanted, chosen=chosen)
    scan.outcome, scan.reason = decide(facts)
    if scan.nonce in batch.undone and scan.outcome == RECORDED:
        return  # its undoing came first: it never was
    if scan.outcome == RECORDED:
        _change(batch, scan, scan.wanted)


def _walk_in(batch, scan, gate):
    """Enter somebody who is not registered; the seats decide, and a refusal keeps what was typed."""
    if gate:
        scan.outcome, scan.reason = closed(gate)
        return
    try:
        data = walk_in_data(scan.walk_in)
        scan.registration = add_walk_in(workshop=batch.register.workshop, data=data, by=batch.by, now=batch.now)
    except Refused as refused:
        scan.outcome, scan.reason = (REFUSED, "full") if refused.code == "full" else (KEPT, "late")
        return
    scan.outcome, scan.walk_in = RECORDED, None
    batch.people[scan.registration.pk] = scan.registration
    _change(batch, scan, scan.wanted)


def _undo(batch, scan, gate):
    """Take back what one earlier record changed, if that is still in force."""
    if gate:
        scan.outcome, scan.reason = closed(gate)
        return
    scan.outcome = RECORDED
    target = batch.targets.get(scan.undoes)
    if target is None or target.registration is None:
        return  # what it takes back may still come, and is then not recorded
    scan.registration = target.registration
    if batch.in_force.get(target.registration_id) == target.nonce:
        _change(batch, scan, "cleared")


def _change(batch, scan, state):
    scan.wanted = state
    batch.changes.append(scan)
    batch.in_force[scan.registration.pk] = scan.nonce
    since = batch.now if scan.clock_off else scan.device_at
    batch.standing[scan.registration.pk] = ("", None) if state == "cleared" else (state, since)


def _state(batch, person):
    return batch.standing.get(person.pk, ("", None))[0]


def _write(batch, scans):
    """The presence, in as few calls as there are changes of one person; then the scans."""
    left = batch.changes
    while left:
        wave, left = _next_wave(left)
        record(
            register=batch.register, by=batch.by, now=batch.now, source=_source(wave[0]),
            marks={scan.registration_id: scan.wanted for scan in wave},
            nonces={scan.registration_id: scan.nonce for scan in wave},
            device_times={scan.registration_id: scan.device_at for scan in wave},
        )  # fmt: skip
    Scan.objects.bulk_create(scans)
    if doubtful := [scan for scan in scans if scan.outcome in (REFUSED, KEPT)]:
        _note(batch, doubtful)


def _next_wave(changes):
    """(those recorded together: of one source, one of each person; the rest), each person's changes in their order."""
    wave, rest, met = [], [], set()
    for scan in changes:
        joins = scan.registration_id not in met and _source(scan) == _source(changes[0])
        (wave if joins else rest).append(scan)
        met.add(scan.registration_id)
    return wave, rest


def _source(scan):
    return "scan" if scan.kind == Scan.Kind.SCAN else "manual"


def _note(batch, doubtful):
    tally = {}
    for scan in doubtful:
        tally[scan.reason] = tally.get(scan.reason, 0) + 1
    office = batch.register.workshop.office
    history.record(by=batch.by, now=batch.now, obj=batch.register, verb="scans_kept", office=office, after={"scans": tally})


def walk_in_data(typed):
    """The details of a registration from what was typed at the door: a listed institution, else a proposal for the office."""
    text = typed.get("institution", "")
    listed = match(text) if text else None
    names = {name: typed.get(name, "") for name in ("given_name", "family_name", "arabic_name", "sex")}
    return names | {"institution": listed, "institution_proposal": "" if listed else text}
