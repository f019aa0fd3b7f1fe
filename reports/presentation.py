"""A report ready to print: title, heads, rule in words, tables, definitions, in the current language.

`public` is for people outside the office (donor viewers): heads and totals alone, and no head of 1 to 4 persons.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.ui import format_date, format_range, page_language
from reports import names as naming
from reports import rule_words, tables
from reports.figure import Figure, publishable
from reports.labels import LABELS

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


def present(report, *, public=False):
    """The Presentation of `report` in the current language; a constant number of queries."""
    names = naming.load(report)
    donor, project = report.scope.donor, report.scope.project
    return Presentation(
        title=str(donor) if donor else project.title,
        kicker=_(" · ").join([_("Donor report") if donor else _("Project report"), *names.maps["office"].values()]),
        subtitle=f"{project.code} · {project.title}" if donor else project.code,
        meta=tuple(_meta(report, names)),
        heads=tuple(_heads(report, public)),
        rule=_rule(report.rule),
        tables=tuple(table for table in _tables(report, names, public) if table),
        definitions=tuple((str(LABELS[key].name), str(LABELS[key].definition)) for key in DEFINED),
        warning=_warning(report),
        public=public,
    )


def period(scope):
    """The period in words."""
    language = page_language()
    if scope.first and scope.last:
        return format_range(scope.first, scope.last, language)
    if scope.first:
        return _("from %(day)s") % {"day": format_date(scope.first, language)}
    return _("until %(day)s") % {"day": format_date(scope.last, language)} if scope.last else _("since the beginning")


def _meta(report, names):
    yield period(report.scope)
    held = len(report.workshops)
    yield ngettext("%(count)d workshop", "%(count)d workshops", held) % {"count": held}
    if report.co_funders:
        donors = _(", ").join(names.of("donor", donor) for donor in report.co_funders)
        yield _("Co-funded with %(donors)s") % {"donors": donors}


def _heads(report, public):
    notes = {} if public else _notes(report)
    for key in ("nominated", "confirmed", "attended", "trained", "person_days"):
        figure = Figure(report.figures[key], "decimal", 1) if key == "person_days" else Figure(report.figures[key])
        yield Head(key, str(LABELS[key].name), _outside(report, key, figure) if public else figure, notes.get(key, ""))


def _outside(report, key, figure):
    """Person-days of so few persons would tell how few they are."""
    few = publishable(Figure(report.figures["attended"])).kind == "small"
    return Figure(None) if key == "person_days" and few else publishable(figure)


def _notes(report):
    found = report.figures
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


def _rule(rule):
    if rule is None:
        return None
    source = {
        "project": _("Rule of the project, version %(version)s"),
        "donor": _("Rule of this donor, version %(version)s"),
        "what_if": _("A trial: not the rule in force"),
    }[rule.source]
    return {
        "sentence": rule_words.sentence(rule.terms),
        "note": rule_words.note(rule.terms),
        "source": source % {"version": rule.version},
    }


def _tables(report, names, public):
    if not public:
        yield tables.breakdown(report, names, "institution", _("Institution"))
        yield tables.breakdown(report, names, "institution_type", _("Type"))
        yield tables.breakdown(report, names, "sex", _("Sex"))
        yield tables.breakdown(report, names, "age_band", _("Age"))
        yield tables.breakdown(report, names, "region", _("Region"))
        yield tables.disability(report)
        yield tables.knowledge(report)
        yield tables.feedback(report, names)
        yield tables.follow_up(report)
        yield tables.costs(report)
    yield tables.money(report, names)
    yield tables.workshops(report, names, public)
    yield tables.apart(report, names)


def _warning(report):
    count = report.registers_not_validated
    if not count:
        return ""
    return ngettext(
        "%(count)d register is not validated yet: the figures may still change.",
        "%(count)d registers are not validated yet: the figures may still change.",
        count,
    ) % {"count": count}
