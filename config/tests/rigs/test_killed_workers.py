"""Certificates and their letters while workers and the sender are killed with SIGKILL at random moments.

RIGS=full (bin/test --rigs): 500 people and 50 kills of workers. Otherwise 20 and 3, to know that the rig works.
"""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from config.tests.rigs.site import Site

PEOPLE, KILLS = (500, 50) if os.environ.get("RIGS") == "full" else (20, 3)

pytestmark = pytest.mark.rig


def test_nothing_is_lost_and_nothing_made_twice(tmp_path):
    with Site(tmp_path) as site:
        command = [sys.executable, "-m", "config.tests.rigs.killing", str(PEOPLE), str(KILLS)]
        ran = subprocess.run(
            command, cwd=settings.BASE_DIR, env=site.environment, capture_output=True, text=True, check=False, timeout=3000
        )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    sys.stdout.write(f"{found}\n")  # with pytest -s
    duplicates = found.pop("duplicates")
    assert found.pop("most_attempts") < 20
    assert duplicates <= found["sender_kills"]
    assert found == {
        "kills": KILLS,
        "sender_kills": max(KILLS // 5, 1),
        "certificates": PEOPLE,
        "contiguous": True,
        "whole_files": PEOPLE,
        "files_on_disk": PEOPLE,
        "ordered": PEOPLE,
        "letters": PEOPLE,
        "people_written_to": PEOPLE,
        "arrived": PEOPLE,
    }
