"""The result elements: indicators with their period, actual figures and dimensions, every name in three languages."""

from dataclasses import dataclass

from django.utils import translation

from accounts.models import Language
from documents.xml import node
from reports import rule_words
from reports.exports.iati.activity import narratives
from reports.labels import PARTS
from reports.payload import terms_of

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

    def value(self, figures):
        found = figures[self.key][self.part] if self.part else figures[self.key]
        return None if found is None else self.said(found)

    def said(self, number):
        """`number`, a figure or its target, as IATI writes it: shares of 1 in percent."""
        is_share = self.unit == PERCENTAGE and not self.part.endswith("pct_points")
        return f"{number * 100:.2f}".rstrip("0").rstrip(".") if is_share else number


OUTPUTS = (
    Measure("unique_persons", by=("sex", "age_band")),
    Measure("participations", adds_up=True),
    Measure("trained"),
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


def results(payload):
    """The result nodes of a whole payload for publication; none where nothing was held, or where no figure is published."""
    if not payload["workshops"]:
        return []
    found = [_result(payload, kind, measures) for kind, measures in ((OUTPUT, OUTPUTS), (OUTCOME, OUTCOMES))]
    return [result for result in found if result]


def _result(payload, kind, measures):
    indicators = [_indicator(payload, measure) for measure in measures if measure.value(payload["report"]) is not None]
    if not indicators:
        return None
    title = node("title", *narratives(_named(payload, "indicator", TITLES[kind])))
    return node("result", title, *indicators, type=kind, aggregation_status="0")


def _indicator(payload, measure):
    period = payload["iati"]["period"]
    covered = node(
        "period",
        node("period-start", iso_date=period["from"]),
        node("period-end", iso_date=period["to"]),
        *_target(payload["report"], measure),
        node("actual", value=measure.value(payload["report"])),
        *_dimensions(payload["report"], measure),
    )
    return node(
        "indicator",
        node("title", *narratives(_title(payload, measure))),
        node("description", *narratives(_definition(payload, measure))),
        node("reference", vocabulary="99", code=".".join(filter(None, (measure.key, measure.part)))),
        covered,
        measure=measure.unit,
        ascending="1",
        aggregation_status="1" if measure.adds_up else "0",
    )


def _target(figures, measure):
    """What the project promised, where the report compares with it."""
    aim = figures.get("targets", {}).get(".".join(filter(None, (measure.key, measure.part))))
    if aim is not None:
        yield node("target", value=measure.said(aim["target"]))


def _title(payload, measure):
    return _words(lambda: PARTS[measure.key][measure.part]) if measure.part else _named(payload, "indicator", measure.key)


def _definition(payload, measure):
    if measure.key == "trained":
        return _words(lambda: rule_words.sentence(terms_of(payload["report"]["rule"])))
    return _named(payload, "definition", measure.key)


def _dimensions(figures, measure):
    """The same heads by sex and by age; what is hidden is left out."""
    for attribute in measure.by:
        for value, count in figures[f"by_{attribute}"].items():
            if count is not None:
                yield node("actual", node("dimension", name=attribute.split("_")[0], value=_value(value)), value=count)


def _value(value):
    return SEXES.get(value, value.replace("_", " "))


def _named(payload, kind, key):
    return {language: names[kind][key] for language, names in payload["names"].items()}


def _words(sentence):
    """{language: what `sentence()` says in it}."""
    found = {}
    for language in Language.values:
        with translation.override(language):
            found[language] = str(sentence())
    return found
