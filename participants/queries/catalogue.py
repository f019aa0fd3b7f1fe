"""The public list of workshops."""

from dataclasses import dataclass

from participants.queries.seats import seats_of, with_seats_taken
from participants.rules.identity import folded
from workshops.models import Workshop

State = Workshop.State
#: how many past workshops the list shows below
PAST_SHOWN = 10


@dataclass(frozen=True)
class Options:
    """What the filters offer: values that some coming workshop has. `months` are first days of months."""

    cities: list
    languages: list
    months: list
    topics: list


def coming(today):
    """Published workshops that are not over on `today`, the next first; with their seats. Three queries."""
    rows = Workshop.objects.published().filter(end__gte=today).exclude(state__in=[State.HELD, State.CLOSED])
    return list(with_seats_taken(rows).prefetch_related("topics").order_by("start", "code"))


def past(today):
    """The last published workshops that were held."""
    rows = Workshop.objects.published().filter(end__lt=today).exclude(state__in=[State.POSTPONED, State.CANCELLED])
    return list(rows.order_by("-end", "code")[:PAST_SHOWN])


def options(workshops):
    topics = {topic.slug: topic for workshop in workshops for topic in workshop.topics.all()}
    return Options(
        cities=sorted({workshop.city for workshop in workshops if workshop.city}),
        languages=sorted({code for workshop in workshops for code in workshop.languages}),
        months=sorted({workshop.start.replace(day=1) for workshop in workshops}),
        topics=[topics[slug] for slug in sorted(topics)],
    )


def narrowed(workshops, *, q="", city="", language="", month="", topic="", seats="", is_open=None):
    """Those of `workshops` that fit; `q` searches titles in all languages, city and topics, in either script.

    `seats` ("left"): only those where a newcomer may still hope for a seat; `is_open(workshop)` says whether the public
    may register.
    """
    words = folded(q).split()
    return [
        workshop
        for workshop in workshops
        if (not city or city in _towns(workshop))
        and (not language or language in workshop.languages)
        and (not month or f"{workshop.start:%Y-%m}" == month)
        and (not topic or topic in {each.slug for each in workshop.topics.all()})
        and all(word in _text(workshop) for word in words)
        and (not seats or (is_open(workshop) and seats_of(workshop).left != 0))
    ]


def _text(workshop):
    topics = " ".join(str(topic) for topic in workshop.topics.all())
    return folded(f"{workshop.title_en} {workshop.title_fr} {workshop.title_ar} {' '.join(_towns(workshop))} {topics}")


def _towns(workshop):
    """The town as written in every language: an address passed on means the same to readers of another."""
    return [town for town in (workshop.city_en, workshop.city_fr, workshop.city_ar) if town]
