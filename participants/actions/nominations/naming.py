"""The focal point names people: all of them or none, ranked as they were written."""

from django.db import transaction

from accounts.history import record
from participants import letters
from participants.actions.nominations.links import by_link
from participants.actions.nominations.listing import lock, take_roles
from participants.actions.registrations import Refused, add_nominee, places
from participants.models import Nomination
from participants.queries.nominations import live_list_of, quota_of
from participants.rules import nominations as rules
from participants.rules import seats
from participants.rules.identity import email_key

#: people one invitation may hold: far above any quota, below what would fill a letter box
MOST = 100
#: how often one list may name one address, taken off in between: each time a letter leaves
MOST_OFTEN = 3
Status = places.Status
NAMES = ("given_name", "family_name", "arabic_name")


class NamingRefused(Exception):
    """People could not be named; `row` (from 0) is the one it is about, None: the whole.

    Codes: the standings of `rules.nominations`, named_already, same_name, shared_address, named_often, too_many, gone,
    refused.
    """

    def __init__(self, code, row=None):
        super().__init__(code)
        self.code, self.row = code, row


@transaction.atomic
def name_people(*, invitation, people, now):
    """Put `people` (a list of {field: clean value}) at the end of the list. Returns the Nominations.

    Raises NamingRefused.
    """
    invitation, standing = lock(invitation, now)
    if standing != rules.OPEN:
        raise NamingRefused(standing)
    live = list(live_list_of(invitation))
    if len(live) + len(people) > MOST:
        raise NamingRefused("too_many")
    _need_distinct(people, [nomination.registration for nomination in live])
    for row, person in enumerate(people):
        need_rarely(invitation, person, row)
    comes = rules.roles(len(live) + len(people), quota_of(invitation))
    made = [
        _name(invitation, person, row, comes[len(live) + row], _next_rank(live) + row, now) for row, person in enumerate(people)
    ]
    if invitation.first_named_at is None:
        invitation.first_named_at = now
        invitation.save(update_fields=["first_named_at"])
    take_roles(invitation)
    return made


def need_distinct(person, others, row=0):
    """Raise NamingRefused when `person` has the address of one of `others` (of `others_of`), or the very name and function.

    The second keeps a form sent twice from naming everybody twice.
    """
    names, function, key = _marks(person)
    for other_names, other_function, other_key in others:
        if key and key == other_key:
            raise NamingRefused("named_already" if rules.are_alike(names, other_names) else "shared_address", row)
        if function == other_function and rules.are_same(names, other_names):
            raise NamingRefused("same_name", row)


def need_rarely(invitation, person, row=0):
    """Raise NamingRefused when the list named the address of `person` again and again: it fills nobody's letter box."""
    key = email_key(person.get("email", ""))
    if key and Nomination.objects.filter(invitation=invitation, registration__email_key=key).count() >= MOST_OFTEN:
        raise NamingRefused("named_often", row)


def register_named(invitation, person, role, now):
    """The registration of one person named. Raises Refused.

    Where the address belongs to somebody registered already the person is entered without it and left to the office: the
    page must not tell one institution who registered through another.
    """
    by, workshop = by_link(invitation), invitation.workshop

    def add(data, is_known):
        status = Status.SUBMITTED if is_known else _status(invitation, role)
        return add_nominee(workshop=workshop, data=data, status=status, by=by, now=now)

    return enter(invitation, person, add, now)


def enter(invitation, person, add, now):
    """What `add(data, is_known)` makes of `person`; done again without the address when that is taken. Raises Refused."""
    said = {"institution": invitation.institution, "institution_proposal": "", "language": invitation.language}
    try:
        with transaction.atomic():
            return add(person | said, False)
    except Refused as refused:
        if refused.code != "already_registered":
            raise
    registration = add(person | said | {"email": ""}, True)
    office, by = invitation.workshop.office, by_link(invitation)
    record(by=by, now=now, obj=registration, verb="address_set_aside", office=office, after={"email": person["email"]})
    return registration


def put_on_list(invitation, registration, role, rank, now):
    """The Nomination of a registration just made. Only from here on a letter finds whoever has no address of the own."""
    made = Nomination.objects.create(invitation=invitation, registration=registration, role=role, rank=rank, named_at=now)
    if not registration.email and registration.status != Status.SUBMITTED:
        letters.write(registration=registration, kind=registration.status, now=now)
    return made


def others_of(registrations):
    """What `need_distinct` compares of `registrations`: [(names, function, email key)]."""
    return [_marks({name: getattr(each, name) for name in (*NAMES, "function", "email")}) for each in registrations]


def _need_distinct(people, registrations):
    others = others_of(registrations)
    for row, person in enumerate(people):
        need_distinct(person, others, row)
        others.append(_marks(person))


def _name(invitation, person, row, role, rank, now):
    try:
        registration = register_named(invitation, person, role, now)
    except Refused as refused:
        raise NamingRefused("refused", row) from refused
    return put_on_list(invitation, registration, role, rank, now)


def _status(invitation, role):
    """Where the first come are served first a nominee is one of them; a substitute waits for a nominee's seat."""
    workshop = invitation.workshop
    if role == Nomination.Role.SUBSTITUTE:
        return Status.SUBMITTED
    return seats.decide(
        admission=workshop.admission,
        room=places.room_of(workshop),
        institution=invitation.institution_id,
        waiting=places.waitlist_of(workshop).values_list("institution", flat=True),
    )


def _next_rank(live):
    return max((nomination.rank for nomination in live), default=0) + 1


def _marks(person):
    """(names, function, email key) of a person said, or registered."""
    return tuple(person.get(name, "") for name in NAMES), person.get("function", "").strip(), email_key(person.get("email", ""))
