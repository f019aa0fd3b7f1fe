"""Who of an office a person may be, with the reasons: for lists that come in, and for duplicates in the register.

Four queries and one pass over the office's persons, then any number of questions without a query. Memory grows with the
persons of the office, not with the questions.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from participants.models import Institution, Participant, Registration
from participants.rules.identity import email_key
from participants.rules.likeness import (
    EQUAL,
    NEAR,
    PART,
    Name,
    arabic_bones,
    arabic_name,
    compared,
    differently_named,
    latin_name,
)

#: a row is not shown more persons than a human can weigh
MOST = 10
#: code of a reason → its words
REASONS = {
    "email": _("same e-mail address"),
    "other_name": _("but a clearly different name"),
    "phone": _("same telephone number"),
    "arabic_name": _("same name in Arabic"),
    "latin_name": _("same name in Latin letters, spelling and order aside"),
    "other_script": _("same name in the other script"),
    "part_of_name": _("one name holds all of the other"),
    "near_name": _("a name spelt nearly alike"),
    "institution": _("same institution"),
    "other_institution": _("another institution: perhaps somebody of the same name"),
}
_COLUMNS = ["pk", "given_name", "family_name", "arabic_name", "email", "phone"]
_WEIGHTS = {
    "email": 100, "phone": 40, "arabic_name": 30, "latin_name": 30, "other_script": 20, "part_of_name": 12, "near_name": 10,
    "institution": 20, "other_institution": -8, "other_name": -60,
}  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A person somebody may be: the primary key of the Participant kept, and codes of `REASONS`, the weightiest first."""

    participant: int
    reasons: tuple

    @property
    def weight(self):
        return sum(_WEIGHTS[code] for code in self.reasons)

    @property
    def words(self):
        """The reasons in the current language."""
        return [str(REASONS[code]) for code in self.reasons]

    @property
    def is_the_person(self):
        """Whether nobody need be asked: the address is the same and the name not clearly another."""
        return "email" in self.reasons and "other_name" not in self.reasons


class Traits(NamedTuple):
    """What a person is recognised by; `institutions` are primary keys."""

    latin: str
    arabic: str
    email: str
    phone: str
    institutions: frozenset
    latin_name: Name
    arabic_name: Name
    bones: Name


def traits(*, given_name="", family_name="", arabic_name_="", email="", phone="", institutions=()):
    """The Traits of a person as written in a list, a form or the register; `phone` in E.164."""
    latin = f"{given_name} {family_name}".strip()
    return Traits(
        latin=latin,
        arabic=arabic_name_,
        email=email_key(email),
        phone=str(phone or ""),
        institutions=frozenset(institutions),
        latin_name=latin_name(latin),
        arabic_name=arabic_name(arabic_name_),
        bones=arabic_bones(arabic_name_),
    )


def candidates(office, rows):
    """For each of `rows` (Traits) the list of Candidates, the likeliest first; a generator. Four queries in all."""
    known = Persons(office)
    return (known.like(row) for row in rows)


class Likenesses:
    """An index of Traits under identifiers, in which those like a person are found without comparing with everybody."""

    def __init__(self):
        self._traits = []
        self._ids = []
        self._by = defaultdict(list)

    def add(self, identifier, given):
        """`given` (Traits) belongs to `identifier`; one identifier may have several."""
        place = len(self._traits)
        self._traits.append(given)
        self._ids.append(identifier)
        for key in _keys(given):
            self._by[key].append(place)

    def everybody(self):
        """(identifier, Traits) of each that was added; an identifier comes as often as it was."""
        return zip(self._ids, self._traits, strict=True)

    def like(self, wanted):
        """{identifier: reasons} of those who may be `wanted` (Traits)."""
        hits = defaultdict(list)
        for key in _keys(wanted):
            for place in self._by.get(key, ()):
                hits[place].append(key)
        compound = _compound_keys(wanted.latin_name)
        found = {}
        for place in sorted(hits):
            if len(hits[place]) == 1 and hits[place][0] in compound and len(self._traits[place].latin_name.words) > 2:
                continue  # both are called Fatima Zahra, and that is all
            reasons = _reasons(wanted, self._traits[place])
            identifier = self._ids[place]
            if reasons and _weight(reasons) > _weight(found.get(identifier, ())):
                found[identifier] = reasons
        return found


class Persons(Likenesses):
    """The persons of one office. Rows merged into another count as that other's other names and addresses."""

    def __init__(self, office):
        super().__init__()
        self.replaced = _chains(Institution.objects.all())
        rows = Participant.objects.filter(office=office)
        kept, worked = _chains(rows), self._institutions(office)
        for pk, given, family, arabic, email, phone in rows.order_by("pk").values_list(*_COLUMNS).iterator():
            person = kept.get(pk, pk)
            institutions = worked.get(pk, frozenset()) | worked.get(person, frozenset())
            own = {"given_name": given, "family_name": family, "arabic_name_": arabic, "email": email, "phone": phone}
            self.add(person, traits(**own, institutions=institutions))

    def like(self, wanted, *, apart_from=()):
        """The Candidates for `wanted` (Traits), likeliest first, at most `MOST`; those `apart_from` are left out."""
        wanted = wanted._replace(institutions=frozenset(self.replaced.get(pk, pk) for pk in wanted.institutions))
        found = [Candidate(pk, reasons) for pk, reasons in super().like(wanted).items() if pk not in apart_from]
        return sorted(found, key=lambda each: (-each.weight, each.participant))[:MOST]

    def _institutions(self, office):
        """{participant: the institutions the person was registered for}."""
        rows = Registration.objects.filter(participant__office=office, institution__isnull=False).order_by()
        worked = defaultdict(set)
        for participant, institution in rows.values_list("participant", "institution").distinct().iterator():
            worked[participant].add(self.replaced.get(institution, institution))
        return {participant: frozenset(found) for participant, found in worked.items()}


def ids_of(office):
    """{participant: id} as case files name people: the key of the newest registration, which "CODE:" precedes where several
    persons have the same. One query."""
    rows = Registration.objects.filter(participant__office=office).order_by("workshop__start", "pk")
    newest = {person: (key, code) for person, key, code in rows.values_list("participant", "key", "workshop__code").iterator()}
    shared = Counter(key for key, _code in newest.values())
    return {person: key if shared[key] == 1 else f"{code}:{key}" for person, (key, code) in newest.items()}


def _keys(given):
    """What a person is found under: address, number, each two words of a name, and one word within an institution.

    Hashes: they are small, and whoever shares one by chance is compared and set aside.
    """
    keys = {("email", given.email)} if given.email else set()
    if given.phone:
        keys.add(("phone", given.phone))
    for name in (given.arabic_name, given.latin_name, Name() if given.latin else given.bones):
        keys |= name.keys
        keys |= {(institution, *key) for institution in given.institutions for key in name.near_keys}
    return {hash(key) for key in keys}


def _compound_keys(name):
    """Keys that alone say little: two names of three words or more that are one share three pairs of words."""
    return {hash(key) for key in name.keys} if len(name.words) > 2 else set()


def _reasons(one, other):
    """Why `one` and `other` (Traits) may be the same person, the weightiest first; () when nothing speaks for it."""
    latin = compared(one.latin_name, other.latin_name)
    arabic = compared(one.arabic_name, other.arabic_name)
    same_place, elsewhere = _places(one, other)
    codes = []
    if one.email and one.email == other.email:
        codes.append("email")
        if differently_named((one.latin, one.arabic), (other.latin, other.arabic)):
            codes.append("other_name")
    if one.phone and one.phone == other.phone:
        codes.append("phone")
    codes += [code for code, kind in (("arabic_name", arabic), ("latin_name", latin)) if kind == EQUAL]
    if EQUAL not in (latin, arabic):
        codes += _likely(one, other, {latin, arabic}, same_place, elsewhere)
    if not codes:
        return ()
    return tuple(codes + ["institution"] * same_place + ["other_institution"] * elsewhere)


def _likely(one, other, kinds, same_place, elsewhere):
    """The weaker reasons, which need an institution that does not speak against them."""
    if _in_other_script(one, other):
        return ["other_script"]
    if PART in kinds and not elsewhere:
        return ["part_of_name"]
    return ["near_name"] if NEAR in kinds and same_place else []


def _in_other_script(one, other):
    """Whether Latin and Arabic names agree where one of the two persons has no Latin, or no Arabic name."""
    if (one.latin and other.latin) or (one.arabic and other.arabic):
        return False
    return EQUAL in (compared(one.latin_name, other.bones), compared(one.bones, other.latin_name))


def _places(one, other):
    same = bool(one.institutions & other.institutions)
    return same, bool(one.institutions and other.institutions and not same)


def _weight(reasons):
    return sum(_WEIGHTS[code] for code in reasons) if reasons else -1000


def _chains(rows):
    """{primary key: that of the row it ends in} of those of `rows` that were merged into another."""
    into = dict(rows.exclude(merged_into=None).order_by().values_list("pk", "merged_into"))
    return {pk: _end(pk, into) for pk in into}


def _end(pk, into):
    while pk in into:
        pk = into[pk]
    return pk
