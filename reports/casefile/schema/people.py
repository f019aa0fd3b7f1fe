"""What the participants of a case file must hold: known institutions and registers, one person per address, no circles."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from participants.models import LIVE
from participants.rules.identity import email_key
from participants.rules.likeness import differently_named
from reports.casefile.schema.faults import Fault, below


def institutions(data):
    known = {row["id"] for row in data.get("institutions") or []}
    for place, person in _people(data):
        if person["institution"] not in known:
            yield Fault(f"participants[{place}].institution", "unknown institution")


def attendance(data):
    """Marks only at registers of the agenda, and only of a confirmed registration."""
    registers = {item["register"] for item in data.get("agenda") or []}
    for place, person in _people(data):
        path = f"participants[{place}].attendance"
        marks = person.get("attendance") or {}
        if marks and person["status"] != "confirmed":
            yield Fault(path, "only a confirmed registration has attendance")
        yield from (Fault(below(path, code), "unknown register") for code in marks if code not in registers)


def substitutes(data):
    """`replaced_by` names another participant of the file, and never leads back to its start."""
    following = {person["id"]: person.get("replaced_by") for _place, person in _people(data)}
    circular = _circular(following)
    for place, person in _people(data):
        path, substitute = f"participants[{place}].replaced_by", person.get("replaced_by")
        if not substitute:
            continue
        if substitute not in following:
            yield Fault(path, "unknown participant")
        elif person["id"] in circular:
            yield Fault(path, "replaced by itself" if substitute == person["id"] else "a circle of replacements")


def addresses(data):
    """Addresses are addresses; one address is one person, with one live registration."""
    first, live = {}, set()
    for place, person in _people(data):
        path, key = f"participants[{place}].email", email_key(person.get("email"))
        if not key:
            continue
        if not _is_address(key):
            yield Fault(path, "not an e-mail address")
        elif key in first and differently_named(_names(first[key]), _names(person)):
            yield Fault(path, "shared address: leave it empty")
        elif key in live and person["status"] in LIVE:
            yield Fault(path, "registered twice: the same address on two live registrations")
        first.setdefault(key, person)
        if person["status"] in LIVE:
            live.add(key)


def phones(data):
    country = data["office"].get("country")
    for place, person in _people(data):
        if person.get("phone") and international(person["phone"], country) is None:
            yield Fault(f"participants[{place}].phone", "not a telephone number")


def international(text, country):
    """The number `text` in E.164, read as of `country` (ISO code or None) without a prefix; None when it is no number."""
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _people(data):
    return enumerate(data.get("participants") or [])


def _names(person):
    latin = f"{person.get('given_name') or ''} {person.get('family_name') or ''}"
    return latin, person.get("arabic_name") or ""


def _is_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _circular(following):
    """The ids that come back to themselves when `following` ({id: next id or None}) is followed; each id is walked once."""
    done, circular = set(), set()
    for start in following:
        path, here = [], start
        while here in following and here not in done:
            done.add(here)
            path.append(here)
            here = following[here]
        if here in path:
            circular.update(path[path.index(here) :])
    return circular
