"""A report as CSV with HXL hashtags: who was reached, row by row, for the tools of humanitarian data.

For the office, one row per workshop and institution: its numbers are participations and add up. For publication one row per
category, hidden cells left empty. The hashtags follow the HXL standard 1.1 (https://hxlstandard.org/standard/1-1final/).
"""

from collections import defaultdict

from django.utils import translation
from django.utils.translation import gettext as _

from certificates.rules import decide
from documents.tables import csv_file
from participants.models import Institution
from reports.exports.iati.facts import in_languages
from reports.labels import NOT_STATED
from reports.names import Names
from workshops.models import Organisation, Workshop

NOBODY = "not_stated"
#: places follow ISO 3166-2, the codes this register knows
PLACE = "#adm1+code+v_pcodes+v_iso3166_2"
SEXES = {"F": "f", "M": "m"}
BREAKDOWNS = ("institution_type", "age_band", "region")


def gather(report):
    """The rows of `report` as plain values: workshops, their institutions, and the participations of each pair."""
    codes = {workshop.id: workshop for workshop in report.workshops}
    cells = defaultdict(lambda: {"attended": 0, "trained": 0, "attended_sex": {}, "trained_sex": {}})
    for row in report.count.attendances:
        cell = cells[codes[row.workshop].code, row.institution]
        _count(cell, "attended", row)
        if _met(report, codes[row.workshop], row):
            _count(cell, "trained", row)
    named = [{"workshop": workshop, "institution": key, "by_head": False, **cell} for (workshop, key), cell in cells.items()]
    rows = [*named, *_by_head(report)]
    return {
        "cells": rows,
        "workshops": _workshops(report),
        "institutions": _institutions(
            {row["institution"] for row in rows}, report.workshops[-1].end if report.workshops else None
        ),
    }


def _count(cell, head, row):
    cell[head] += 1
    cell[f"{head}_sex"][row.sex or NOBODY] = cell[f"{head}_sex"].get(row.sex or NOBODY, 0) + 1


def _met(report, workshop, row):
    """Whether a participation meets the rule of its project, or the trial's; never without one."""
    rule = report.rule if report.rule and report.rule.what_if else report.rules.get(workshop.project)
    return rule is not None and decide(rule.terms, workshop.plan, row.marks, row.post_test).met


def _by_head(report):
    """The rows of workshops without a list of names: heads, of whom nobody knows who was trained."""
    for workshop in report.workshops:
        cells = defaultdict(dict)
        for (institution, sex), persons in (workshop.heads or {}).items():
            cells[institution][sex or NOBODY] = persons
        for institution, by_sex in cells.items():
            heads = {"attended": sum(by_sex.values()), "attended_sex": by_sex, "trained": None, "trained_sex": {}}
            yield {"workshop": workshop.code, "institution": institution, "by_head": True, **heads}


def _workshops(report):
    """{code: what a row says of its workshop}, in the order of the report."""
    rows = Workshop.objects.select_related("region", "office", "project").in_bulk([workshop.id for workshop in report.workshops])
    taught = _taught(rows)
    found = {}
    for counted in report.workshops:
        row = rows[counted.id]
        found[counted.code] = {
            "project": row.project.code,
            "names": in_languages(row, "title"),
            "start": counted.start.isoformat(),
            "end": counted.end.isoformat(),
            "country": row.country or row.office.country,
            "region": row.region.code if row.region else "",
            "funders": list(counted.shares),
            "implementers": taught[row.pk] or [row.office.code],
        }
    return found


def _taught(rows):
    """{workshop id: the keys of the organisations that gave sessions}."""
    pairs = Organisation.objects.filter(given_sessions__session__workshop__in=rows).order_by("key").distinct()
    found = defaultdict(list)
    for key, workshop in pairs.values_list("key", "given_sessions__session__workshop"):
        found[workshop].append(key)
    return found


def _institutions(keys, day):
    """{key: its type and the names it had on `day`}."""
    rows = Institution.objects.filter(key__in=keys).prefetch_related("names").order_by("key")
    return {row.key: {"type": row.type, "names": {code: row.label(day, code) for code in ("en", "fr", "ar")}} for row in rows}


def write_csv(payload, language):
    """The bytes of the CSV file of a whole payload (`build_payload(…, whole=True)`)."""
    with translation.override(language):
        if payload["publication"]:
            head, rows = _published(payload, language)
        else:
            head, rows = _rows(payload["hxl"], language)
        return csv_file([[title for title, tag in head], [tag for title, tag in head], *rows])


def _rows(kept, language):
    """One row per workshop and institution."""
    counted = [(_("Attended"), "attended"), (_("Trained"), "trained")]
    head = [
        (_("Project id"), "#activity+project+id"),
        (_("Workshop id"), "#event+id"),
        (_("Workshop"), f"#event+name+i_{language}"),
        (_("Start"), "#date+start"),
        (_("End"), "#date+end"),
        (_("Country"), "#country+code+v_iso2"),
        (_("Region of the venue"), PLACE),
        (_("Funders"), "#org+funding+list"),
        (_("Implementers"), "#org+impl+list"),
        (_("Institution id"), "#beneficiary+institution+id"),
        (_("Institution (EN)"), "#beneficiary+institution+name+i_en"),
        (_("Institution (FR)"), "#beneficiary+institution+name+i_fr"),
        (_("Institution (AR)"), "#beneficiary+institution+name+i_ar"),
        (_("Institution type"), "#beneficiary+institution+type"),
        (_("Counted by head, not verifiable by name"), "#meta+by_head"),
        *(column for title, key in counted for column in _heads(title, key)),
    ]
    return head, [_row(kept, cell, language, [key for title, key in counted]) for cell in kept["cells"]]


def _heads(title, key):
    yield title, f"#reached+ind+{key}"
    yield _("%(head)s, women") % {"head": title}, f"#reached+ind+{key}+f"
    yield _("%(head)s, men") % {"head": title}, f"#reached+ind+{key}+m"
    yield _("%(head)s, other or not stated") % {"head": title}, f"#reached+ind+{key}+other"


def _row(kept, cell, language, keys):
    workshop = kept["workshops"][cell["workshop"]]
    institution = kept["institutions"].get(cell["institution"], {"type": NOBODY, "names": {}})
    name = workshop["names"].get(language) or next(iter(workshop["names"].values()), "")
    return [
        *(workshop["project"], cell["workshop"], name, workshop["start"], workshop["end"], workshop["country"]),
        *(workshop["region"], "|".join(workshop["funders"]), "|".join(workshop["implementers"])),
        *(
            cell["institution"] or NOBODY,
            *(institution["names"].get(code, "") for code in ("en", "fr", "ar")),
            institution["type"],
        ),
        "yes" if cell["by_head"] else "no",
        *(number for key in keys for number in _numbers(cell[key], cell[f"{key}_sex"])),
    ]


def _numbers(total, by_sex):
    if total is None:
        return None, None, None, None
    women, men = by_sex.get("F", 0), by_sex.get("M", 0)
    return total, women, men, total - women - men


def _published(payload, language):
    """One row for everybody, then one per category; what may not be told is empty."""
    report, names = payload["report"], Names(payload["names"][language])
    head = [
        (_("Project id"), "#activity+project+id"),
        (_("Start"), "#date+start"),
        (_("End"), "#date+end"),
        (_("Funders"), "#org+funding+list"),
        (_("Breakdown"), "#meta+breakdown"),
        (_("Category id"), "#meta+category+id"),
        (_("Category"), f"#meta+category+name+i_{language}"),
        (_("Region"), PLACE),
        *list(_heads(_("Attended"), "attended"))[:3],
        (_("Trained"), "#reached+ind+trained"),
    ]
    days = [workshop[day] for workshop in payload["workshops"] for day in ("start", "end")]
    period = [report["period"]["from"] or min(days, default=""), report["period"]["to"] or max(days, default="")]
    common = ["|".join(_projects(report["scope"])), *period, "|".join(report["financial_share"])]
    whole = [report["unique_persons"], *_sexes(report["by_sex"]), report["trained"]]
    rows = [[*common, "all", "", names.defined("unique_persons")[0], "", *whole]]
    for breakdown in BREAKDOWNS:
        for key, count in report[f"by_{breakdown}"].items():
            name = str(NOT_STATED) if key == NOBODY else names.of(breakdown, key)
            place = key if breakdown == "region" and key != NOBODY else ""
            sexes = _sexes(report[f"by_{breakdown}_and_sex"].get(key, {}))
            rows.append([*common, breakdown, key, name, place, count, *sexes, ""])
    return head, rows


def _projects(scope):
    return [scope["project"]] if scope["project"] else scope.get("projects", [])


def _sexes(counts):
    """Women and men of a category; a hidden one is None, a sex nobody is of 0."""
    return counts.get("F", 0), counts.get("M", 0)
