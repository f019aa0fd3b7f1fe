"""A row of a list that comes in: what it says, what is wrong with it, and who it may be."""

import hashlib
from dataclasses import dataclass, field

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from participants.models import LIVE, ImportBatch, ImportRow, Registration
from participants.queries.candidates import Likenesses, Persons, traits
from participants.queries.institutions import matcher
from participants.rules.identity import email_key, folded, is_latin_name, without_controls
from participants.rules.likeness import differently_named
from participants.rules.listing import ARABIC, FAMILY, GIVEN, NAME, language_of, sex_of, split_name
from workshops.models import Region

Verdict = ImportRow.Verdict
#: fields a column may be mapped to, in the order the page offers them; columns of Registration save for `NAME`
FIELDS = [
    NAME, GIVEN, FAMILY, ARABIC, "institution", "function", "email", "phone", "sex", "nationality", "language", "region",
]  # fmt: skip
_LONGEST = {GIVEN: 150, FAMILY: 150, ARABIC: 200, "institution": 300, "function": 200, "email": 254}


@dataclass
class Entry:
    """What a row says: `details` as a registration takes them, institution and region as primary keys; `errors` [code, field]."""

    details: dict
    errors: list
    proposal: str = ""

    @property
    def latin(self):
        return f"{self.details[GIVEN]} {self.details[FAMILY]}".strip()

    @property
    def name(self):
        """The Latin name in the order the list gave it."""
        parts = [self.details[GIVEN], self.details[FAMILY]]
        return " ".join(filter(None, reversed(parts) if self.details.get("name_order") == "family_first" else parts))

    @property
    def traits(self):
        names = {"given_name": self.details[GIVEN], "family_name": self.details[FAMILY], "arabic_name_": self.details[ARABIC]}
        known = [self.details["institution_id"]] if self.details["institution_id"] else []
        return traits(**names, email=self.details["email"], phone=self.details["phone"], institutions=known)

    @property
    def fingerprint(self):
        """Equal for rows that say the same of the same person; says nothing to whoever has no key of the site."""
        told = [str(self.details[name] or "") for name in (GIVEN, FAMILY, ARABIC, "institution_id", "email", "phone")]
        text = "\x1f".join([settings.SECRET_KEY, *map(folded, [*told[:3], self.proposal]), *told[3:]])
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Finding:
    """What was found about a row: the verdict, `reasons` [[code, detail]…], `candidates` [[participant, codes]…]."""

    verdict: str
    reasons: list = field(default_factory=list)
    candidates: list = field(default_factory=list)
    already_registered: bool = False
    #: the very row was entered before, or stands in the list twice: nothing is to be done about it
    is_repeated: bool = False
    fingerprint: str = ""


class RowReader:
    """Reads rows for one workshop: five queries when made, none per row. `mapping` is {column: field}, columns as numbers."""

    def __init__(self, workshop, mapping):
        self._mapping = {int(column): name for column, name in mapping.items()}
        self._country = workshop.country or workshop.office.country or None
        self._institution = matcher()
        self._regions = {}
        for region in Region.objects.order_by("pk"):
            self._regions |= {folded(region.code): region.pk, folded(region.name): region.pk}

    def read(self, cells):
        """The Entry of `cells`."""
        said = {name: cells[column] if column < len(cells) else "" for column, name in self._mapping.items()}
        errors = [["unreadable_sign", name] for name, text in said.items() if "\ufffd" in text]
        said = {name: without_controls(text).strip() for name, text in said.items()}
        details = dict.fromkeys([GIVEN, FAMILY, ARABIC], "") | _names(said)
        proposal = said.get("institution", "")
        details |= {name: said.get(name, "") for name in ("function", "email")}
        errors += [["too_long", name] for name, longest in _LONGEST.items() if len((said | details).get(name, "")) > longest]
        details["institution_id"] = self._institution(proposal) if proposal else None
        details["phone"] = self._phone(said.get("phone", ""), errors)
        details["sex"] = _understood(sex_of, "sex", said, errors)
        details["language"] = _understood(language_of, "language", said, errors)
        details["nationality"] = _nationality(said.get("nationality", ""), errors)
        details["region_id"] = self._regions.get(folded(said.get("region", "")))
        _check(details, errors)
        return Entry(details, errors, "" if details["institution_id"] else proposal)

    def _phone(self, text, errors):
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, self._country)
        except phonenumbers.NumberParseException:
            number = None
        if number is None and text.isascii() and text.isdigit():  # spreadsheets drop the + and the leading zero
            number = _parsed(f"+{text}") or _parsed(f"0{text}", self._country)
        elif number is not None and not phonenumbers.is_valid_number(number) and text.isdigit():
            number = _parsed(f"+{text}") or number
        if number is None or not phonenumbers.is_valid_number(number):
            errors.append(["not_a_number", "phone"])
            return ""
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class Comparison:
    """Compares the rows of one list, in order, with the office's persons, the workshop and the rows before."""

    def __init__(self, workshop):
        self._persons = Persons(workshop.office)
        live = Registration.objects.filter(workshop=workshop, status__in=LIVE).order_by()
        self._present, self._addresses = set(), set()
        for participant, key in live.exclude(status=Registration.Status.UNCONFIRMED).values_list("participant", "email_key"):
            self._present.add(participant)
            self._addresses.add(key)
        self._addresses.discard("")
        entered = ImportRow.objects.filter(
            batch__workshop=workshop, batch__state=ImportBatch.State.APPLIED, registration__status__in=LIVE
        )
        self._entered = dict(entered.order_by("pk").values_list("fingerprint", "registration__participant"))
        self._rows = Likenesses()
        self._names = {}
        self._prints = {}

    def note(self, number, entry):
        """Remember row `number` for those that follow."""
        given = entry.traits
        self._rows.add(number, given)
        self._prints.setdefault(entry.fingerprint, number)
        if given.email:
            self._names.setdefault(given.email, (number, (entry.latin, entry.details[ARABIC])))

    def find(self, number, entry):
        """The Finding about row `number`, which is remembered unless it is in error."""
        if entry.errors:
            return Finding(Verdict.ERROR, entry.errors)
        given = entry.traits
        names = (entry.latin, entry.details[ARABIC])
        first, first_names = self._names.get(given.email, (None, names))
        if first is not None and differently_named(first_names, names):
            return Finding(Verdict.ERROR, [["shared_address", first]])
        found = self._found(entry, given, first)
        found.fingerprint = entry.fingerprint
        if entry.proposal:
            found.reasons.append(["institution_proposed", None])
        self.note(number, entry)
        return found

    def _found(self, entry, given, first):
        candidates = self._persons.like(given)
        person = next((each for each in candidates if each.is_the_person), None)
        entered, twin = self._entered.get(entry.fingerprint), self._prints.get(entry.fingerprint)
        listed = [[each.participant, list(each.reasons)] for each in ([person] if person else candidates)]
        if entered and not person:
            others = [each for each in listed if each[0] != entered]
            listed = [next((each for each in listed if each[0] == entered), [entered, ["entered_before"]]), *others]
        found = Finding(self._verdict(person, listed, first), [], listed)
        found.is_repeated = bool(entered) or first is not None
        found.already_registered = bool(entered) or self._is_present(given, listed)
        if entered:
            found.reasons.append(["entered_before", None])
        if first is not None:
            found.reasons.append(["same_address_as_row", first])
        elif twin or (twin := self._like_in_list(given)):
            found.reasons.append(["like_row", twin])
            found.verdict = Verdict.REVIEW if found.verdict == Verdict.NEW else found.verdict
        if listed:
            found.reasons += [[code, None] for code in listed[0][1] if [code, None] not in found.reasons]
        return found

    def _verdict(self, person, listed, first):
        if person or first is not None:
            return Verdict.KNOWN
        return Verdict.REVIEW if listed else Verdict.NEW

    def _is_present(self, given, listed):
        return given.email in self._addresses or bool(listed and listed[0][0] in self._present)

    def _like_in_list(self, given):
        """An earlier row of the same name in the same institution, or with the same number."""
        alike = self._rows.like(given)
        return next((row for row, reasons in alike.items() if {"institution", "phone"} & {*reasons}), None)


def _names(said):
    """The names of a row: a whole name taken apart where that is safe, Arabic letters put where they belong."""
    found = split_name(said[NAME]) if said.get(NAME) else {}
    latin = {name: said.get(name, "") for name in (GIVEN, FAMILY)}
    strays = [text for text in latin.values() if text and not is_latin_name(text)]
    if strays and any(map(folded, strays)):
        apart = {name: split_name(text) for name, text in latin.items() if text}
        latin = {name: "" if part.get(ARABIC) else latin[name] for name, part in apart.items()}
        found.setdefault(ARABIC, " ".join(part[ARABIC] for part in apart.values() if part.get(ARABIC)))
    found |= {name: text for name, text in latin.items() if text}
    if said.get(ARABIC):
        found[ARABIC] = said[ARABIC]
    return found


def _check(details, errors):
    if not any(details[name] for name in (GIVEN, FAMILY, ARABIC)):
        errors.append(["no_name", NAME])
    elif any(details[name] and not is_latin_name(details[name]) for name in (GIVEN, FAMILY)):
        errors.append(["not_a_name", NAME])
    elif details[ARABIC] and not folded(details[ARABIC]):
        errors.append(["not_a_name", ARABIC])
    if details["email"]:
        try:
            validate_email(email_key(details["email"]))
        except ValidationError:
            errors.append(["not_an_address", "email"])


def _understood(reading, name, said, errors):
    value = reading(said.get(name, ""))
    if value is None:
        errors.append(["not_understood", name])
    return value or ""


def _nationality(text, errors):
    if not text:
        return ""
    if len(text) == 2 and text.isascii() and text.isalpha():
        return text.upper()
    errors.append(["not_a_country", "nationality"])
    return ""


def _parsed(text, country=None):
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None
