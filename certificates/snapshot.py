"""Every word a certificate prints, composed once and stored with it: the PDF and the public page read nothing else. Pure."""

import re
from dataclasses import dataclass, field
from datetime import date

from accounts.templatetags.ui import format_date
from certificates.wording import IN_TOWN, LANGUAGES, WORDS, by_sex, days_in_words, hours_in_words

LAYOUT = 2
RIGHT_TO_LEFT = {"ar"}
USUAL_HOURS = "16.75 hours"
_PLACEHOLDER = re.compile(r"\{(office|workshop|place|dates|hours)\}")


@dataclass(frozen=True)
class Event:
    """What all certificates of a workshop share; each text is {language: text}.

    `design`: classic, portrait or single (models.Design.Layout), printed in `languages`; a single one in the person's,
    else in the first of `languages`. `logos`: [{"name": {language: text}, "file": path below MEDIA_ROOT or ""}].
    `signatories`: [{"name", "arabic_name", "titles": [{"lang", "dir", "text"}], "file"}]. `wordings`: {(kind, language):
    Phrases}, an office's own. `note`: what the paper is if it is not the certificate itself, such as a specimen.
    """

    office: dict
    workshop: dict
    start: date
    end: date
    town: dict
    online: bool
    topics: list
    donors: list
    signatories: list
    design: str = "classic"
    languages: tuple = LANGUAGES
    logos: list = field(default_factory=list)
    disclaimer: dict = field(default_factory=dict)
    overleaf: bool = False
    wordings: dict = field(default_factory=dict)
    note: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """What one certificate adds. `institution` is {language: text}, valid on the event's first day; maybe empty.

    `minutes` attended; None for who taught, whose `institution` is the organisation. `language`: the person's own; "": not known.
    """

    latin_name: str
    arabic_name: str
    sex: str
    institution: dict
    minutes: int | None = None
    language: str = ""


def compose(event, person, *, kind, number, verify_url, issued_on):
    """The snapshot: plain JSON. `sentence` and `lead` are runs of [text, name of the value or ""]: values stay isolated.

    It holds the words of all three languages, for those who verify it; `printed` names those of the paper.
    """
    return {
        "layout": LAYOUT,
        "design": event.design,
        "printed": list(_printed(event, person)),
        "overleaf": event.overleaf,
        "kind": kind,
        "number": number,
        "verify_url": verify_url,
        "issued_on": issued_on.isoformat(),
        "latin_name": person.latin_name,
        "arabic_name": person.arabic_name,
        "logos": event.logos,
        "signatories": event.signatories,
        "languages": [_column(event, person, kind, issued_on, language) for language in LANGUAGES],
    }


def in_language(snapshot, language):
    """The column of `snapshot` in `language`, else the first one."""
    columns = {column["lang"]: column for column in snapshot["languages"]}
    return columns.get((language or "")[:2]) or snapshot["languages"][0]


def _printed(event, person):
    if event.design != "single":
        return event.languages
    return (person.language if person.language in LANGUAGES else event.languages[0],)


def _column(event, person, kind, issued_on, language):
    words = WORDS[language]
    phrases = event.wordings.get((kind, language)) or words.phrases[kind]
    town = IN_TOWN[language].format(town=event.town[language]) if event.town[language] else ""
    values = {
        "office": event.office[language],
        "workshop": event.workshop[language],
        "place": words.online if event.online else town,
        "dates": days_in_words(event.start, event.end, language),
        "hours": hours_in_words(person.minutes, language) if person.minutes is not None else "",
    }
    return {
        "lang": language,
        "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "heading": phrases.heading,
        "lead": _runs(by_sex(phrases.leads, person.sex), values),
        "institution": person.institution.get(language, ""),
        "sentence": _runs(by_sex(phrases.sentences, person.sex), values),
        **values,
        "topics_label": words.topics,
        "topics": [topic[language] for topic in event.topics if topic.get(language)],
        "donors_label": words.donors,
        "donors": [donor[language] for donor in event.donors],
        "issued": words.issued.format(day=format_date(issued_on, language)),
        "verify": words.verify,
        "letters": {"lead": _longest(phrases.leads, values), "sentence": _longest(phrases.sentences, values)},
        "disclaimer": event.disclaimer.get(language, ""),
        "note": event.note.get(language, ""),
    }


def _longest(phrases, values):
    """The letters of the longest of `phrases`, so that papers of a workshop leave the same room; hours as they usually are."""
    values = values | {"hours": values["hours"] and USUAL_HOURS}
    return max(len("".join(text for text, _name in _runs(phrase, values))) for phrase in phrases.values())


def _runs(phrase, values):
    """[[text, ""], [value, its name], …]: plain replacement; the text around an empty value closes up."""
    runs = []
    parts = _PLACEHOLDER.split(phrase)
    for text, name in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if runs and not runs[-1][0]:
            runs.pop()
            text = text.lstrip(" ")
        runs += [[text, ""]] * bool(text) + ([[values[name], name]] if name else [])
    return [run for run in runs if run[0]]
