"""The file of reference data: institutions and regions of a country. What it holds, and where it is broken.

{"institutions": [{"id"?, "type", "acronym"?, "names": {"en"?, "fr"?, "ar"?}, "arabic_name_checked"?, "aliases"?: [text],
  "later_names"?: [{"valid_from": "2014-06-27", "true_day_unknown"?, "names": {…}}]}],
 "regions": [{"code": "MA-01", "names": {…}}]}

`names` are those valid since ever, `later_names` follow from their days on. A file silent about it vouches for no Arabic
name. Anything else at the top is a remark.
"""

import json
import re
from dataclasses import dataclass
from datetime import date

LANGUAGES = ("en", "fr", "ar")
LARGEST = 5_000_000  # bytes
#: ISO 3166-2: the country's two letters, a hyphen, up to three signs
_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}\Z")


class Broken(Exception):
    """The file is refused as a whole; `faults` are (path, what is wrong there), in the order of the file."""

    def __init__(self, faults):
        self.faults = list(faults)
        super().__init__("; ".join(f"{path}: {what}" for path, what in self.faults))


@dataclass(frozen=True)
class Reference:
    """A sound file: `institutions` and `regions` as it gives them, every optional part present."""

    institutions: list
    regions: list


def read(data):
    """The Reference of a file's bytes. Raises Broken."""
    content = _parse(data)
    check = _Check()
    institutions = [_institution(check, *place) for place in check.items(content, "institutions")]
    regions = [_region(check, *place) for place in check.items(content, "regions")]
    if not institutions and not regions and not check.faults:
        check.fault("$", "holds neither institutions nor regions")
    check.once(institutions, "institutions", "id")
    check.once([each and {"names.en": each["names"]["en"]} for each in institutions], "institutions", "names.en")
    check.once(regions, "regions", "code")
    if check.faults:
        raise Broken(check.faults)
    return Reference(institutions, regions)


def _parse(data):
    if len(data) > LARGEST:
        raise Broken([("$", f"larger than {LARGEST // 1_000_000} MB")])
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Broken([("$", "not UTF-8")]) from None
    except RecursionError:
        raise Broken([("$", "nested too deeply")]) from None
    except ValueError as error:
        raise Broken([("$", f"not JSON: {error}")]) from None
    if not isinstance(content, dict):
        raise Broken([("$", "an object with institutions and regions is expected")])
    return content


def _institution(check, path, said):
    if not check.is_object(path, said):
        return None
    return {
        "id": check.text(f"{path}.id", said.get("id"), 60),
        "type": check.text(f"{path}.type", said.get("type"), 40, needed=True),
        "acronym": check.text(f"{path}.acronym", said.get("acronym"), 40),
        "names": check.names(f"{path}.names", said.get("names"), 300),
        "later_names": _later_names(check, path, said),
        "aliases": [check.text(where, text, 300, needed=True) for where, text in check.items(said, "aliases", path)],
        "arabic_name_checked": check.flag(f"{path}.arabic_name_checked", said.get("arabic_name_checked", False)),
    }


def _later_names(check, path, said):
    found = []
    for where, later in check.items(said, "later_names", path):
        if check.is_object(where, later):
            day = check.day(f"{where}.valid_from", later.get("valid_from"))
            unknown = check.flag(f"{where}.true_day_unknown", later.get("true_day_unknown", False))
            names = check.names(f"{where}.names", later.get("names"), 300)
            found.append({"valid_from": day, "true_day_unknown": unknown, "names": names})
    check.once(found, f"{path}.later_names", "valid_from")
    return found


def _region(check, path, said):
    if not check.is_object(path, said):
        return None
    code = check.text(f"{path}.code", said.get("code"), 10, _CODE, needed=True)
    return {"code": code, "names": check.names(f"{path}.names", said.get("names"), 120)}


class _Check:
    """Reads values and gathers what is wrong with them; what is wrong is answered by an empty value."""

    def __init__(self):
        self.faults = []

    def fault(self, path, what):
        self.faults.append((path, what))

    def is_object(self, path, value):
        if not isinstance(value, dict):
            self.fault(path, "an object is expected")
        return isinstance(value, dict)

    def items(self, said, name, path=""):
        """(path, item) of the list `name`, which may be absent."""
        where = f"{path}.{name}" if path else name
        value = said.get(name)
        if value is not None and not isinstance(value, list):
            self.fault(where, "a list is expected")
            value = None
        return [(f"{where}[{place}]", item) for place, item in enumerate(value or [])]

    def text(self, path, value, longest, pattern=None, *, needed=False):
        if value is None and not needed:
            return ""
        if not isinstance(value, str):
            self.fault(path, "missing" if value is None else "a text is expected")
            return ""
        text = value.strip()
        if not text and needed:
            self.fault(path, "missing")
        elif len(text) > longest:
            self.fault(path, f"longer than {longest} characters")
        elif any(ord(sign) < 32 or 0xD800 <= ord(sign) <= 0xDFFF for sign in text):
            self.fault(path, "holds a sign that cannot be stored")
        elif text and pattern and not pattern.match(text):
            self.fault(path, "not written as expected")
        return text

    def names(self, path, value, longest):
        """{en, fr, ar}, one of them at least; any may be absent."""
        empty = dict.fromkeys(LANGUAGES, "")
        if value is None or not isinstance(value, dict):
            self.fault(path, "missing" if value is None else "an object is expected")
            return empty
        found = {language: self.text(f"{path}.{language}", value.get(language), longest) for language in LANGUAGES}
        if not any(found.values()):
            self.fault(path, "a name in English, French or Arabic is needed")
        return found

    def day(self, path, value):
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.fault(path, "a day as 2014-06-27 is expected")
            return None

    def flag(self, path, value):
        if not isinstance(value, bool):
            self.fault(path, "true or false is expected")
        return value is True

    def once(self, rows, path, field):
        """No two of `rows` say the same in `field`."""
        seen = {}
        for place, row in enumerate(rows):
            value = row and row[field]
            if value and value in seen:
                self.fault(f"{path}[{place}].{field}", f"said already by {path}[{seen[value]}]")
            elif value:
                seen[value] = place
