"""What a phone keeps for the check-in page to open without a network."""

import re

from django.conf import settings

from attendance.shell import NAMES

FOLDER = settings.BASE_DIR / "static" / "js" / "checkin"


def imported_by(name, found=()):
    """The modules that module `name` of the page needs, itself too."""
    found = {*found, name}
    for other in re.findall(r'from "\./(\w+)\.js"', (FOLDER / f"{name}.js").read_text()):
        found |= found if other in found else imported_by(other, found)
    return found


def test_every_module_of_the_page_is_kept():
    needed = imported_by("page")
    assert {"store", "sync", "people"} < needed
    assert {f"js/checkin/{name}.js" for name in needed} == {name for name in NAMES if name.startswith("js/")}


def test_every_file_that_is_kept_is_there():
    assert [name for name in NAMES if not (settings.BASE_DIR / "static" / name).is_file()] == []
