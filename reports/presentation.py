"""A report ready to print: title, heads, rule in words, tables, definitions, in one language; of its payload alone.

`public` is for people outside the office (donor viewers): heads and totals alone, and no head of 1 to 4 persons.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.ui import format_date, format_range, page_language
from reports import rule_words, tables
from reports.figure import Figure, publishable
from reports.names import Names
from reports.payload import terms_of

DEFINED = ("nominated", "confirmed", "attended", "trained", "person_days", "person_hours", "no_show_rate", "completion_rate")


@dataclass(frozen=True)
class Head:
    """One of the figures at the top, with its denominator or definition."""

    key: str
    label: str
    figure: Figure
    note: str = ""


@dataclass(frozen=True)
class Presentation:
    """What page, paper and workbook print of a report."""

    title: str
    kicker: str
    subtitle: str
    meta: tuple
    heads: tuple
    rule: dict | None
    tables: tuple
    definitions: tuple
    warning: str
    public: bool
    generated_at: datetime


def present(payload, language, *, public=False):
    """The Presentation of a payload in `language` (en, fr or ar); no query, no clock."""
    with translation.override(language):
        return _present(payload, Names(payload["names"][language]), public or payload["publication"])


def _present(payload, names, public):
    scope = payload["report"]["scope"]
    donor, project = scope["donor"], names.of("project", scope["project"])
    return Presentation(
        title=names.of("donor", donor) if donor else project,
        kicker=_(" · ").join([_("Donor report") if donor else _("Project report"), *names.maps["office"].values()]),
        subtitle=f"{scope['project']} · {project}" if donor else scope["project"],
        meta=tuple(_meta(payload["report"], names)),
        heads=tuple(_heads(payload["report"], names, public)),
        rule=_rule(payload),
        tables=tuple(table for table in _tables(payload, names, public) if table),
        definitions=tuple(names.defined(key) for key in DEFINED),
        warning=_warning(payload["report"]["registers_not_validated"]),
        public=public,
        generated_at=datetime.fromisoformat(payload["report"]["generated_at"]),
    )


def period(days):
    """The period in words; `days` has `from` and `to`, ISO dates or None."""
    language = page_language()
    first, last = (date.fromisoformat(days[part]) if days[part] else None for part in ("from", "to"))
    if first and last:
        return format_range(first, last, language)
    if first:
        return _("from %(day)s") % {"day": format_date(first, language)}
    return _("until %(day)s") % {"day": format_date(last, language)} if last else _("all dates")


def _meta(report, names):
    yield period(report["period"])
    held = len(report["scope"]["workshops"])
    yield ngettext("%(count)d workshop", "%(count)d workshops", held) % {"count": held}
    if report["scope"]["co_funders"]:
        donors = _(", ").join(names.of("donor", donor) for donor in report["scope"]["co_funders"])
        yield _("Co-funded with %(donors)s") % {"donors": donors}


def _heads(report, names, public):
    notes = {} if public else _notes(report)
    for key in ("nominated", "confirmed", "attended", "trained", "person_days"):
        figure = Figure(report[key], "decimal", 1) if key == "person_days" else Figure(report[key])
        yield Head(key, names.defined(key)[0], _outside(report, key, figure) if public else figure, notes.get(key, ""))


def _outside(report, key, figure):
    """Person-days of so few persons would tell how few they are."""
    few = publishable(Figure(report["attended"])).kind == "small"
    return Figure(None) if key == "person_days" and few else publishable(figure)


def _notes(found):
    stated = sum(count for sex, count in found["by_sex"].items() if sex != "not_stated")
    missed = found["confirmed"] - found["participations"]
    institutions = found["institutions_reached"]
    return {
        "nominated": _("proved registrations"),
        "confirmed": _("no-show %(share)s (%(part)s of %(whole)s)")
        % {"share": Figure(found["no_show_rate"], "share").text, "part": missed, "whole": found["confirmed"]},
        "attended": _("%(share)s women (%(part)s of %(whole)s stated)")
        % {"share": Figure(found["women_share"], "share").text, "part": found["by_sex"].get("F", 0), "whole": stated}
        + " · "
        + ngettext("%(count)d institution", "%(count)d institutions", institutions) % {"count": institutions},
        "trained": _("%(share)s of %(whole)s attended")
        % {"share": Figure(found["completion_rate"], "share").text, "whole": found["attended"]},
        "person_days": _("%(hours)s person-hours") % {"hours": Figure(found["person_hours"], "decimal").text},
    }


def _rule(payload):
    rule, terms = payload["report"]["rule"], terms_of(payload)
    if rule is None:
        return None
    source = {
        "project": _("Rule of the project, version %(version)s"),
        "donor": _("Rule of this donor, version %(version)s"),
        "what_if": _("A trial: not the rule in force"),
    }[rule["source"]]
    return {
        "sentence": rule_words.sentence(terms),
        "note": rule_words.note(terms),
        "source": source % {"version": rule["version"]},
    }


def _tables(payload, names, public):
    if not public:
        yield tables.breakdown(payload, names, "institution", _("Institution"))
        yield tables.breakdown(payload, names, "institution_type", _("Type"))
        yield tables.breakdown(payload, names, "sex", _("Sex"))
        yield tables.breakdown(payload, names, "age_band", _("Age"))
        yield tables.breakdown(payload, names, "region", _("Region"))
        yield tables.disability(payload, names)
        yield tables.knowledge(payload, names)
        yield tables.feedback(payload, names)
        yield tables.follow_up(payload, names)
        yield tables.costs(payload, names)
    yield tables.money(payload, names)
    yield tables.workshops(payload, names, public)
    yield tables.apart(payload, names)


def _warning(count):
    """What a reader must know while `count` registers are open."""
    if not count:
        return ""
    return ngettext(
        "%(count)d register is not validated yet: the figures may still change.",
        "%(count)d registers are not validated yet: the figures may still change.",
        count,
    ) % {"count": count}
