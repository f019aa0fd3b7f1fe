"""A report ready to print: title, heads, rules in words, tables, definitions, in the current language.

One for publication prints a sign in the place of what is hidden, and no persons per workshop.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.ui import format_date, format_range, page_language
from reports import names as naming
from reports import rule_words, tables
from reports.figure import Figure
from reports.labels import HIDDEN_SAID, LABELS
from reports.scope import RuleInForce
from reports.tables import counted, hides

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
    """What page, paper and workbook print of a report. `rule` is the one of all its workshops, else `rules` has each project's.

    `public`: it is for publication, and `hidden` says what its sign stands for.
    """

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
    hidden: str = ""
    rules: tuple = ()


def present(report):
    """The Presentation of `report` in the current language; a constant number of queries."""
    names = naming.load(report)
    title, subtitle = _titles(report.scope)
    return Presentation(
        title=title,
        kicker=_(" · ").join([_kind(report.scope), *names.maps["office"].values()]),
        subtitle=subtitle,
        meta=tuple(_meta(report, names)),
        heads=tuple(_heads(report)),
        rule=_rule(report.rule) if report.rule else None,
        tables=tuple(table for table in _tables(report, names) if table),
        definitions=tuple((str(LABELS[key].name), str(LABELS[key].definition)) for key in DEFINED),
        warning=" ".join(_warnings(report)),
        public=report.publication,
        hidden=str(HIDDEN_SAID) if report.publication else "",
        rules=() if report.rule or report.scope.project else tuple(_rules(report.rules)),
    )


def _kind(scope):
    if scope.donor:
        return _("Donor report")
    return _("Project report") if scope.project else _("Consolidated report")


def _titles(scope):
    """The title and the line under it: the donor, else the project, else the office or all of them."""
    comma = _(", ")
    projects = comma.join(project.code for project in scope.projects) or _("All projects")
    if scope.project:
        projects = f"{scope.project.code} · {scope.project.title}"
    if scope.donors:
        return comma.join(map(str, scope.donors)), projects
    if scope.project:
        return scope.project.title, scope.project.code
    return (str(scope.office) if scope.office else _("All donors")), projects


def period(scope):
    """The period in words."""
    language = page_language()
    if scope.first and scope.last:
        return format_range(scope.first, scope.last, language)
    if scope.first:
        return _("from %(day)s") % {"day": format_date(scope.first, language)}
    return _("until %(day)s") % {"day": format_date(scope.last, language)} if scope.last else _("all dates")


def _meta(report, names):
    yield period(report.scope)
    if report.scope.topics:
        topics = _(", ").join(map(str, report.scope.topics))
        yield _("Topic: %(topics)s") % {"topics": topics}
    held = len(report.workshops)
    yield ngettext("%(count)d workshop", "%(count)d workshops", held) % {"count": held}
    if report.co_funders:
        donors = _(", ").join(names.of("donor", donor) for donor in report.co_funders)
        yield _("Co-funded with %(donors)s") % {"donors": donors}


def _heads(report):
    notes = _notes(report)
    for key in ("nominated", "confirmed", "attended", "trained", "person_days"):
        figure = counted(report, key, kind="decimal", places=1) if key == "person_days" else counted(report, key)
        yield Head(key, str(LABELS[key].name), figure, notes.get(key, ""))


def _notes(report):
    """{head: its denominator or rate}; none where a number it would print is hidden."""
    found = report.figures
    notes = {"nominated": _("proved registrations")}
    if not hides(report, "no_show_rate", "confirmed", "participations"):
        numbers = {"part": found["confirmed"] - found["participations"], "whole": found["confirmed"]}
        share = Figure(found["no_show_rate"], "share").text
        notes["confirmed"] = _("no-show %(share)s (%(part)s of %(whole)s)") % {"share": share, **numbers}
    notes["attended"] = _(" · ").join(_of_the_attended(report))
    if not hides(report, "completion_rate", "attended"):
        share = Figure(found["completion_rate"], "share").text
        notes["trained"] = _("%(share)s of %(whole)s attended") % {"share": share, "whole": found["attended"]}
    if not hides(report, "person_hours"):
        notes["person_days"] = _("%(hours)s person-hours") % {"hours": Figure(found["person_hours"], "decimal").text}
    return notes


def _of_the_attended(report):
    found = report.figures
    if not hides(report, "by_sex", "women_share"):
        stated = sum(count for sex, count in found["by_sex"].items() if sex != "not_stated")
        numbers = {"part": found["by_sex"].get("F", 0), "whole": stated}
        share = Figure(found["women_share"], "share").text
        yield _("%(share)s women (%(part)s of %(whole)s stated)") % {"share": share, **numbers}
    if not hides(report, "institutions_reached"):
        count = found["institutions_reached"]
        yield ngettext("%(count)d institution", "%(count)d institutions", count) % {"count": count}


def _rule(rule):
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


def _rules(rules):
    """Each different rule once, with the codes of the projects it holds in."""
    projects = {}
    for code, rule in rules.items():
        projects.setdefault((rule.terms, rule.source, rule.version), []).append(code)
    for (terms, source, version), codes in projects.items():
        yield _rule(RuleInForce(terms, source, version)) | {"projects": codes}


def _tables(report, names):
    yield tables.breakdown(report, names, "institution", _("Institution"))
    yield tables.breakdown(report, names, "institution_type", _("Type"))
    yield tables.breakdown(report, names, "sex", _("Sex"))
    yield tables.breakdown(report, names, "age_band", _("Age"))
    yield tables.breakdown(report, names, "region", _("Region"))
    yield tables.breakdown(report, names, "language", _("Language"))
    yield tables.breakdown(report, names, "new_or_returning", _("Person"))
    yield tables.disability(report)
    yield tables.head_counts(report, names)
    yield tables.knowledge(report)
    yield tables.feedback(report, names)
    yield tables.follow_up(report)
    yield tables.lead_time(report)
    yield tables.costs(report)
    yield tables.money(report, names)
    yield tables.workshops(report, names)
    yield tables.apart(report, names)


def _warnings(report):
    count = report.registers_not_validated
    if count:
        words = ngettext(
            "%(count)d register is not validated yet: the figures may still change.",
            "%(count)d registers are not validated yet: the figures may still change.",
            count,
        )
        yield words % {"count": count}
    if report.without_rule and not report.scope.project:
        projects = _(", ").join(report.without_rule)
        yield _("No rule, so nobody counts as trained there: %(projects)s.") % {"projects": projects}
