"""A project as an IATI 2.03 activity file: its data and the figures for publication, held to the published schema."""

from datetime import UTC
from pathlib import Path

from documents.xml import write_xml
from reports.exports.iati.activity import activities
from reports.exports.iati.facts import gather
from reports.exports.iati.missing import Incomplete, lacks
from reports.exports.iati.results import results

SCHEMA = Path(__file__).parent.parent / "schemas" / "iati-activities-schema.xsd"


def write_iati(report):
    """The bytes of the activity file of `report`'s project; of one donor's report, that of the donor's part as its child.

    Raises Incomplete, which names what is missing, and documents.xml.NotValid when the schema would refuse it.
    """
    facts = gather(report)
    missing = lacks(report, facts)
    if any(lack.needed for lack in missing):
        raise Incomplete(missing)
    generated = report.generated_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return write_xml(activities(facts, results(report, facts["period"]), generated), schema=SCHEMA)


def missing_for_iati(report):
    """The Lacks of `report`'s project, the needed ones first, in the current language."""
    return lacks(report, gather(report))
