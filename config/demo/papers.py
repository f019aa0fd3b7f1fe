"""The test of the workshop to come: eight questions in three languages, twenty points."""

import json
from decimal import Decimal
from pathlib import Path

from evaluations.actions.papers import add_question

LANGUAGES = ("en", "fr", "ar")


def set_paper(*, workshop, by, now):
    """Give `workshop` the questions of paper.json. Returns how many."""
    entries = json.loads(Path(__file__).with_name("paper.json").read_text())
    for entry in entries:
        add_question(workshop=workshop, data=_data(entry), by=by, now=now)
    return len(entries)


def _data(entry):
    number = entry.get("number")
    choices = [_texts(choice["text"]) | {"is_right": choice.get("right", False)} for choice in entry.get("choices", [])]
    if entry["kind"] == "true_false":
        choices = [{"is_right": entry["right"] is value} for value in (True, False)]
    about = {"kind": entry["kind"], "points": Decimal(entry["points"]), "tolerance": Decimal(0), "choices": choices}
    return about | {"number": Decimal(number) if number else None} | _texts(entry["text"])


def _texts(texts):
    return {f"text_{language}": texts[language] for language in LANGUAGES}
