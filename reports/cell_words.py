"""One figure of a report in words: what it counts, and which part of it."""

from reports.labels import LABELS
from reports.tables.persons import SEXES


def words_of(cell, names):
    """What the figure of `cell` (reports.rules.behind) counts, the head first; `names` are those of `reports.names`."""
    yield str(LABELS[cell.head].name)
    if cell.by:
        yield f"{LABELS[f'by_{cell.by}'].name}: {names.of(cell.by, cell.value)}"
    if cell.sex:
        yield str(SEXES.get(cell.sex, cell.sex))
    if cell.workshop:
        yield names.of("workshop", cell.workshop)
