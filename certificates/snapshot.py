"""Every word a certificate prints, composed once and stored with it: the PDF and the public page read nothing else. Pure."""

import string
from dataclasses import dataclass
from datetime import date

from accounts.templatetags.ui import format_date
from certificates.wording import IN_TOWN, LANGUAGES, WORDS, by_sex, days_in_words, hours_in_words

LAYOUT = 1
RIGHT_TO_LEFT = {"ar"}


@dataclass(frozen=True)
class Event:
    """What all certificates of a workshop share; each text is {language: text}."""

    office: dict
    workshop: dict
    start: date
    end: date
    town: dict
    online: bool
    topics: list
    donors: list
    signatories: list


@dataclass(frozen=True)
class Person:
    """What one certificate adds. `institution` is {language: text}, valid on the event's first day; maybe empty."""

    latin_name: str
    arabic_name: str
    sex: str
    institution: dict
    minutes: int


def compose(event, person, *, kind, number, verify_url, issued_on):
    """The snapshot: plain JSON. `sentence` and `lead` are runs of [text, name of the value or ""]: values stay isolated."""
    return {
        "layout": LAYOUT,
        "kind": kind,
        "number": number,
        "verify_url": verify_url,
        "issued_on": issued_on.isoformat(),
        "latin_name": person.latin_name,
        "arabic_name": person.arabic_name,
        "signatories": event.signatories,
        "languages": [_column(event, person, kind, issued_on, language) for language in LANGUAGES],
    }


def in_language(snapshot, language):
    """The column of `snapshot` in `language`, else the first one."""
    columns = {column["lang"]: column for column in snapshot["languages"]}
    return columns.get((language or "")[:2]) or snapshot["languages"][0]


def _column(event, person, kind, issued_on, language):
    words = WORDS[language]
    town = IN_TOWN[language].format(town=event.town[language]) if event.town[language] else ""
    values = {
        "office": event.office[language],
        "workshop": event.workshop[language],
        "place": words.online if event.online else town,
        "dates": days_in_words(event.start, event.end, language),
        "hours": hours_in_words(person.minutes, language),
    }
    return {
        "lang": language,
        "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "heading": words.headings[kind],
        "lead": _runs(by_sex(words.leads, person.sex), values),
        "institution": person.institution.get(language, ""),
        "sentence": _runs(by_sex(words.sentences, person.sex), values),
        **values,
        "topics_label": words.topics,
        "topics": [topic[language] for topic in event.topics if topic.get(language)],
        "donors_label": words.donors,
        "donors": [donor[language] for donor in event.donors],
        "issued": words.issued.format(day=format_date(issued_on, language)),
        "verify": words.verify,
    }


def _runs(phrase, values):
    """[[text, ""], [value, its name], …]; the text around an empty value closes up."""
    runs = []
    for text, name, _spec, _conversion in string.Formatter().parse(phrase):
        if runs and not runs[-1][0]:
            runs.pop()
            text = text.lstrip(" ")
        runs += [[text, ""]] * bool(text) + ([[values[name], name]] if name else [])
    return runs
