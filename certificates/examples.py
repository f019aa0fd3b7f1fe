"""An invented person at the office's newest workshop, on whom an office sees how its words read."""

from dataclasses import replace
from datetime import date

from certificates.designs import phrases_of
from certificates.models import Wording
from certificates.queries import event_of
from certificates.snapshot import Event, Person, compose, in_language
from certificates.wording import LANGUAGES
from workshops.models import Workshop

_HOURS = 810
_SEXES = ("F", "M", "")


def sentences(office, kind, language, words):
    """[(sex, lead, sentence)] as `words` ({column of Wording: text}) read for a woman, a man and everybody else."""
    phrases = phrases_of(Wording(**words))
    event = replace(_event(office), wordings={(kind, language): phrases})
    return [(sex, *_read(event, kind, language, sex)) for sex in _SEXES]


def _read(event, kind, language, sex):
    minutes = None if kind == "facilitator" else _HOURS
    facts = {"number": "", "verify_url": "", "issued_on": event.start}
    column = in_language(compose(event, Person("", "", sex, {}, minutes), kind=kind, **facts), language)
    return ["".join(text for text, _name in column[part]) for part in ("lead", "sentence")]


def _event(office):
    workshop = Workshop.objects.filter(office=office).select_related("office", "venue").order_by("-start", "-pk").first()
    if workshop:
        return event_of(workshop)
    names = {language: getattr(office, f"name_{language}") or str(office) for language in LANGUAGES}
    town, day = dict.fromkeys(LANGUAGES, "Rabat") | {"ar": "الرباط"}, date(2014, 6, 24)
    return Event(names, names, day, day, town, online=False, topics=[], donors=[], signatories=[])
