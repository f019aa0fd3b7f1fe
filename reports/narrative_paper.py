"""A narrative report ready to print, in its own language: the words somebody wrote beside the figures that are counted.

Page, PDF and DOCX print the same Paper.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.templatetags.ui import format_range
from reports import annexes, tables
from reports.actions import build_report
from reports.narrating import donors_of
from reports.payload import build_payload
from reports.presentation import present
from reports.printable import Printable
from reports.rules.passages import passages
from reports.scope import Scope


@dataclass(frozen=True)
class OneWorkshop(Scope):
    """The scope of the report of one workshop."""

    workshop: int | None = None

    def workshops(self):
        return super().workshops().filter(pk=self.workshop)


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it: passages written, tables counted, photographs. `field`: of the narrative."""

    key: str
    title: str
    passages: tuple = ()
    tables: tuple = ()
    photos: tuple = ()
    field: str = ""

    @property
    def is_empty(self):
        return not (self.passages or self.tables or self.photos)


@dataclass(frozen=True)
class Paper:
    """What page, PDF and DOCX print. `heads` and `rule` as in a Presentation; `logos` are rows with a `logo` and a name."""

    title: str
    kicker: str
    meta: tuple
    warning: str
    heads: tuple
    rule: dict | None
    sections: tuple
    annexes: tuple
    logos: tuple
    disclaimer: tuple
    language: str
    made_at: datetime
    donors: tuple = field(default=())

    @property
    def written(self):
        """The sections that say something."""
        return [section for section in self.sections if not section.is_empty]


def scope_of(narrative):
    """What its figures count: one workshop, or the workshops of a project in one office whose last day lies in the period."""
    if narrative.workshop:
        return OneWorkshop((narrative.workshop.project,), offices=(narrative.office_id,), workshop=narrative.workshop_id)
    return Scope((narrative.project,), (), narrative.first, narrative.last, (narrative.office_id,))


def paper_of(narrative, now):
    """The Paper of `narrative` (with its workshop or project, office and photos), counted `now`."""
    report = build_report(scope_of(narrative), now=now)
    payload = build_payload(report)
    language = narrative.language
    with translation.override(language):
        shown = present(payload, language)
        donors = donors_of(narrative.workshop, narrative.project)
        office = narrative.office
        return Paper(
            title=title_of(narrative),
            kicker=_(" · ").join([_("Workshop report") if narrative.workshop else _("Report on the workshops"), str(office)]),
            meta=tuple(_meta(narrative, shown, donors)),
            warning=shown.warning,
            heads=shown.heads,
            rule=shown.rule,
            sections=tuple(_sections(narrative, Printable(payload, language))),
            annexes=tuple(annex for annex in annexes.annexes(narrative, report) if not annex.is_empty),
            logos=tuple(row for row in (office, *donors) if row.logo),
            disclaimer=passages(narrative.disclaimer),
            language=language,
            made_at=now,
            donors=tuple(str(donor) for donor in donors),
        )


def title_of(narrative):
    """Its own title, else the name of the workshop or the project in the language of the report."""
    with translation.override(narrative.language):
        return narrative.title or (str(narrative.workshop) if narrative.workshop else narrative.project.title)


def _meta(narrative, shown, donors):
    workshop = narrative.workshop
    if workshop:
        yield format_range(workshop.start, workshop.end, narrative.language)
        place = ", ".join(dict.fromkeys(filter(None, [workshop.venue and workshop.venue.name, workshop.city])))
        yield from [place] if place else []
        yield f"{workshop.code} · {workshop.project.code}"
    else:
        yield shown.meta[0]
        yield shown.meta[1]
        yield narrative.project.code
    if donors:
        yield _("Funded by %(donors)s") % {"donors": _(", ").join(str(donor) for donor in donors)}


def _sections(narrative, report):
    """The sections in their order, those without words too: the page says where they are missing."""
    titles = section_titles(narrative)
    counted = _tables(narrative, report)
    for key, title in titles.items():
        found = tuple(table for table in counted.get(key, ()) if table and table.rows)
        yield Section(key, title, passages(getattr(narrative, key)), found, field=key)
    yield Section("photos", _("Photographs"), photos=tuple(narrative.photos.all()))


def section_titles(narrative):
    """{field: heading} in the current language."""
    return {
        "context": _("Context"),
        "agenda": _("Agenda: delivered against planned") if narrative.workshop else _("Workshops: delivered against planned"),
        "participants": _("Participants"),
        "learning": _("Learning"),
        "feedback": _("Feedback"),
        "lessons": _("Lessons"),
    }


def _tables(narrative, report):
    by = [("institution", _("Institution")), ("sex", _("Sex"))] + ([] if narrative.workshop else [("region", _("Region"))])
    agenda = [annexes.agenda_table(narrative)] if narrative.workshop else [tables.workshops(report), tables.apart(report)]
    return {
        "agenda": agenda,
        "participants": [*(tables.breakdown(report, attribute, head) for attribute, head in by), tables.head_counts(report)],
        "learning": [tables.knowledge(report)],
        "feedback": [tables.feedback(report), tables.follow_up(report)],
    }
