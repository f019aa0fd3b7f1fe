"""A report ready to print: title, heads, rules in words, tables, definitions, in one language; of its payload alone.

One for publication prints a sign in the place of what is hidden, and no persons per workshop.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.ui import format_date, format_range, page_language
from reports import rule_words, tables
from reports.figure import Figure
from reports.labels import HIDDEN_SAID
from reports.payload import terms_of
from reports.printable import Printable
from reports.tables import counted, hides, opened

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
    generated_at: datetime
    hidden: str = ""
    rules: tuple = ()


def present(payload, language):
    """The Presentation of a payload in `language` (en, fr or ar); no query, no clock."""
    with translation.override(language):
        return _present(Printable(payload, language))


def _present(report):
    title, subtitle = _titles(report)
    rule = report.figures["rule"]
    return Presentation(
        title=title,
        kicker=_(" · ").join([_kind(report.scope), *_offices(report)]),
        subtitle=subtitle,
        meta=tuple(_meta(report)),
        heads=tuple(_heads(report)),
        rule=_rule(rule) if rule else None,
        tables=tuple(table for table in _tables(report) if table),
        definitions=tuple(report.names.defined(key) for key in DEFINED),
        warning=" ".join(_warnings(report)),
        public=report.publication,
        generated_at=datetime.fromisoformat(report.figures["generated_at"]),
        hidden=str(HIDDEN_SAID) if report.publication else "",
        rules=tuple(_rules(report.figures.get("rules", {}))) if not rule else (),
    )


def _kind(scope):
    if scope["donor"]:
        return _("Donor report")
    return _("Project report") if scope["project"] else _("Consolidated report")


def _offices(report):
    """The offices whose workshops are counted."""
    return [report.names.of("office", office) for office in report.scope["offices"]]


def _titles(report):
    """The title and the line under it: the donor, else the project, else the office or all of them."""
    scope, names, comma = report.scope, report.names, _(", ")
    donors = [scope["donor"]] if scope["donor"] else scope.get("donors", [])
    projects = comma.join(scope.get("projects", [])) or _("All projects")
    project = scope["project"] and names.of("project", scope["project"])
    if project:
        projects = f"{scope['project']} · {project}"
    if donors:
        return comma.join(names.of("donor", donor) for donor in donors), projects
    if project:
        return project, scope["project"]
    office = report.payload["office"]
    return (names.of("office", office) if office else _("All donors")), projects


def period(days):
    """The period in words; `days` has `from` and `to`, ISO dates or None."""
    language = page_language()
    first, last = (date.fromisoformat(days[part]) if days[part] else None for part in ("from", "to"))
    if first and last:
        return format_range(first, last, language)
    if first:
        return _("from %(day)s") % {"day": format_date(first, language)}
    return _("until %(day)s") % {"day": format_date(last, language)} if last else _("all dates")


def _meta(report):
    scope, names, comma = report.scope, report.names, _(", ")
    yield period(report.figures["period"])
    if scope.get("topics"):
        yield _("Topic: %(topics)s") % {"topics": comma.join(names.of("topic", topic) for topic in scope["topics"])}
    held = len(report.workshops)
    yield ngettext("%(count)d workshop", "%(count)d workshops", held) % {"count": held}
    if scope["co_funders"]:
        yield _("Co-funded with %(donors)s") % {"donors": comma.join(names.of("donor", donor) for donor in scope["co_funders"])}


def _heads(report):
    notes = _notes(report)
    for key in ("nominated", "confirmed", "attended", "trained", "person_days"):
        figure = (
            counted(report, key, kind="decimal", places=1) if key == "person_days" else opened(counted(report, key), head=key)
        )
        yield Head(key, report.names.defined(key)[0], figure, notes.get(key, ""))


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
    }[rule["source"]]
    return {
        "sentence": rule_words.sentence(terms_of(rule)),
        "note": rule_words.note(terms_of(rule)),
        "source": source % {"version": rule["version"]},
    }


def _rules(rules):
    """Each different rule once, with the codes of the projects it holds in."""
    different = []
    for code, rule in rules.items():
        same = next((found for found in different if found[0] == rule), None)
        same[1].append(code) if same else different.append((rule, [code]))
    for rule, codes in different:
        yield _rule(rule) | {"projects": codes}


def _tables(report):
    yield tables.targets(report)
    yield tables.breakdown(report, "institution", _("Institution"))
    yield tables.breakdown(report, "institution_type", _("Type"))
    yield tables.breakdown(report, "sex", _("Sex"))
    yield tables.breakdown(report, "age_band", _("Age"))
    yield tables.breakdown(report, "region", _("Region"))
    yield tables.breakdown(report, "language", _("Language"))
    yield tables.breakdown(report, "new_or_returning", _("Person"))
    yield tables.disability(report)
    yield tables.head_counts(report)
    yield tables.knowledge(report)
    yield tables.feedback(report)
    yield tables.follow_up(report)
    yield tables.lead_time(report)
    yield tables.costs(report)
    yield tables.money(report)
    yield tables.workshops(report)
    yield tables.apart(report)


def _warnings(report):
    count = report.figures["registers_not_validated"]
    if count:
        words = ngettext(
            "%(count)d register is not validated yet: the figures may still change.",
            "%(count)d registers are not validated yet: the figures may still change.",
            count,
        )
        yield words % {"count": count}
    silent = report.payload["without_rule"]
    if silent and not report.scope["project"]:
        projects = _(", ").join(silent)
        yield _("No rule, so nobody counts as trained there: %(projects)s.") % {"projects": projects}
