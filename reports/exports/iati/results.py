"""The result elements: indicators with their period, actual figures and dimensions, every name in three languages."""

from dataclasses import dataclass

from django.utils import translation

from accounts.models import Language
from documents.xml import node
from reports import rule_words
from reports.exports.iati.activity import narratives
from reports.figure import SMALL
from reports.labels import LABELS, PARTS

OUTPUT, OUTCOME = "1", "2"
UNIT, PERCENTAGE = "1", "2"
SEXES = {"F": "female", "M": "male", "X": "other"}


@dataclass(frozen=True)
class Measure:
    """One indicator: where its figure lies, whether it adds up over files, the breakdowns of the same heads."""

    key: str
    part: str = ""
    unit: str = UNIT
    adds_up: bool = False
    by: tuple = ()
    heads: bool = False

    def value(self, figures):
        found = figures[self.key][self.part] if self.part else figures[self.key]
        if found is None or (self.heads and 0 < found < SMALL):
            return None
        is_share = self.unit == PERCENTAGE and not self.part.endswith("pct_points")
        return f"{found * 100:.2f}".rstrip("0").rstrip(".") if is_share else found


OUTPUTS = (
    Measure("unique_persons", by=("sex", "age_band"), heads=True),
    Measure("participations", adds_up=True, heads=True),
    Measure("trained", heads=True),
    Measure("person_days", adds_up=True),
    Measure("person_hours", adds_up=True),
    Measure("institutions_reached"),
    Measure("women_share", unit=PERCENTAGE),
    Measure("completion_rate", unit=PERCENTAGE),
)
OUTCOMES = (
    Measure("paired_tests", "mean_gain_pct_points", unit=PERCENTAGE),
    Measure("paired_tests", "share_improved", unit=PERCENTAGE),
    Measure("follow_up", "using_skills_share_of_answers", unit=PERCENTAGE),
)
TITLES = {OUTPUT: "unique_persons", OUTCOME: "paired_tests"}


def results(report, period):
    """The result nodes of `report` for `period` ({from, to}); none where nothing was held, or so few that it would show."""
    few = 0 < report.figures["unique_persons"] < SMALL
    if not report.workshops or few:
        return []
    return [
        found for kind, measures in ((OUTPUT, OUTPUTS), (OUTCOME, OUTCOMES)) if (found := _result(report, period, kind, measures))
    ]


def _result(report, period, kind, measures):
    indicators = [_indicator(report, period, measure) for measure in measures if measure.value(report.figures) is not None]
    if not indicators:
        return None
    title = node("title", *narratives(_words(lambda: LABELS[TITLES[kind]].name)))
    return node("result", title, *indicators, type=kind, aggregation_status="0")


def _indicator(report, period, measure):
    label = LABELS[measure.key]
    name = PARTS[measure.key][measure.part] if measure.part else label.name
    told = (
        _words(lambda: rule_words.sentence(report.rule.terms)) if measure.key == "trained" else _words(lambda: label.definition)
    )
    covered = node(
        "period",
        node("period-start", iso_date=period["from"]),
        node("period-end", iso_date=period["to"]),
        node("actual", value=measure.value(report.figures)),
        *_dimensions(report, measure),
    )
    return node(
        "indicator",
        node("title", *narratives(_words(lambda: name))),
        node("description", *narratives(told)),
        node("reference", vocabulary="99", code=".".join(filter(None, (measure.key, measure.part)))),
        covered,
        measure=measure.unit,
        ascending="1",
        aggregation_status="1" if measure.adds_up else "0",
    )


def _dimensions(report, measure):
    """The same heads by sex and by age: a breakdown with a small cell is left out whole, so that none can be recomputed."""
    for attribute in measure.by:
        cells = report.figures[f"by_{attribute}"]
        if any(count is not None and 0 < count < SMALL for count in cells.values()):
            continue
        for value, count in cells.items():
            if count is not None:
                yield node("actual", node("dimension", name=attribute.split("_")[0], value=_value(value)), value=count)


def _value(value):
    return SEXES.get(value, value.replace("_", " "))


def _words(sentence):
    """{language: what `sentence()` says in it}."""
    found = {}
    for language in Language.values:
        with translation.override(language):
            found[language] = str(sentence())
    return found
