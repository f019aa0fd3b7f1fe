"""The tables of a report: figures with their words, in the current language. Page, paper and workbook print the same."""

from reports.tables.money import costs, money
from reports.tables.persons import breakdown, disability, head_counts
from reports.tables.results import feedback, follow_up, knowledge, lead_time
from reports.tables.shape import Row, Table, counted, hides, opened
from reports.tables.targets import targets
from reports.tables.workshops import apart, workshops

__all__ = [
    "Row",
    "Table",
    "apart",
    "breakdown",
    "costs",
    "counted",
    "disability",
    "feedback",
    "follow_up",
    "head_counts",
    "hides",
    "knowledge",
    "lead_time",
    "money",
    "opened",
    "targets",
    "workshops",
]
