"""A project as an IATI 2.03 activity file: its data and the figures for publication, held to the published schema."""

from datetime import UTC, datetime
from pathlib import Path

from documents.xml import write_xml
from reports.exports.iati.activity import activities
from reports.exports.iati.missing import Incomplete, lacks
from reports.exports.iati.results import results

SCHEMA = Path(__file__).parent.parent / "schemas" / "iati-activities-schema.xsd"


def write_iati(payload):
    """The bytes of the activity file of a whole payload (`build_payload(…, whole=True)`).

    That of one donor's report tells of the donor's part, as a child of the project. Raises Incomplete, which names what is
    missing, documents.xml.NotValid when the schema would refuse the file, and ValueError for figures not for publication.
    """
    if not payload["publication"]:
        raise ValueError("an IATI file is made of figures for publication")
    facts = payload["iati"]
    missing = lacks(facts)
    if any(lack.needed for lack in missing):
        raise Incomplete(missing)
    generated = datetime.fromisoformat(payload["report"]["generated_at"]).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return write_xml(activities(facts, results(payload), generated), schema=SCHEMA)
