"""Reports over 1,000, 10,000 and 100,000 participations, each with four marks, on SQLite and on PostgreSQL.

Each size is a scratch database made in a process of its own. `donor_year` is one donor's report over one year of four (a
twentieth of the workshops: 200 of 4,000), `all_donors` the consolidated report over everything; `public` is the former for
publication. Times are of the making of the figures, the best of several runs in one warm process: of the processor with
SQLite, which works inside this process, of the clock with PostgreSQL.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from datetime import time as hour

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()

from django.db import connection

from attendance.models import AttendanceRecord
from config import factories
from config.tests import postgres
from participants.models import Participant, Registration
from reports.actions import build_report
from reports.payload import build_payload
from reports.presentation import present
from reports.scope import find_scope
from workshops.models import FundingShare, Region, Register, Session, Workshop

SIZES = (1_000, 10_000, 100_000)
SEATS, DONORS, YEARS, INSTITUTIONS, REGIONS = 25, 5, 4, 60, 12
HALVES = [(0, hour(9), hour(12)), (0, hour(14), hour(16)), (1, hour(9), hour(12)), (1, hour(14), hour(16))]
BANDS = ["18-24", "25-34", "35-44", "45-54", "55+", ""]
REPORTS = ("donor_year", "all_donors", "public", "page")
RUNS = 3


def main():
    for engine in ("sqlite", "postgresql"):
        times = {size: measured(engine, size) for size in SIZES}
        for name in REPORTS:
            spent = [times[size][name] for size in SIZES]
            note(
                f"{engine} {name}: {', '.join(f'{1000 * seconds:.0f} ms' for seconds in spent)}; {times[SIZES[-1]]['mb']:.0f} MB"
            )
            prefix = "reports" if engine == "sqlite" else "reports.postgresql"
            sys.stdout.write(f"{prefix}.{name}.100k_to_10k: {spent[2] / spent[1]:.1f}\n")
        sys.stdout.flush()


def note(text):
    """How a number came about; not a result."""
    sys.stderr.write(f"# {text}\n")


def measured(engine, size):
    """{report: seconds} of a database of `size` participations, and the peak of memory in MB."""
    with tempfile.TemporaryDirectory(prefix="warsha-bench-") as folder:
        if engine == "sqlite":
            return _apart(size, {"DATA_DIR": folder, "DATABASE_URL": ""})
        with postgres.server() as url:
            return _apart(size, {"DATA_DIR": folder, "DATABASE_URL": url})


def _apart(size, environment):
    lines = ""
    for step in ("prepare", "measure"):
        command = [sys.executable, "-m", "config.benchmarks.reports", step, str(size)]
        lines = subprocess.run(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603
    return {name: float(value) for name, value in (line.split() for line in lines.splitlines())}


def prepare(size):
    """Workshops of 25 persons each in two projects; every second person came to another workshop before."""
    call_command("migrate", verbosity=0)
    offices = [factories.office(f"OFF{number}") for number in range(2)]
    donors = [factories.donor(f"DON{number}") for number in range(DONORS)]
    projects = [factories.project(f"PR{number}", donors=donors) for number in range(2)]
    institutions = [factories.institution(f"INS{number}").pk for number in range(INSTITUTIONS)]
    regions = [Region.objects.create(code=f"MA-{number:02}", name=f"Region {number}").pk for number in range(REGIONS)]
    workshops = Workshop.objects.bulk_create(_workshop(number, offices, projects) for number in range(size // SEATS))
    FundingShare.objects.bulk_create(_shares(workshops, donors))
    registers = _programme(workshops)
    people = Participant.objects.bulk_create((_person(number, offices) for number in range(size * 2 // 3)), batch_size=1000)
    for first in range(0, len(workshops), 40):
        rows = [
            _registration(workshop, first + index, seat, people, institutions, regions)
            for index, workshop in enumerate(workshops[first : first + 40])
            for seat in range(SEATS)
        ]
        _marks(Registration.objects.bulk_create(rows, batch_size=500), registers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _workshop(number, offices, projects):
    day = date(2022 + number // DONORS % YEARS, 1, 10) + timedelta(days=number * 7 % 330)
    return Workshop(
        code=f"W{number}", title_en=f"W{number}", office=offices[number % 2], project=projects[number % 3 % 2],
        state="closed", start=day, end=day + timedelta(days=1), currency="MAD",
    )  # fmt: skip


def _shares(workshops, donors):
    """One donor in five workshops out of six, two in the other."""
    for number, workshop in enumerate(workshops):
        yield FundingShare(workshop=workshop, donor=donors[number % DONORS], share="0.6" if number % 6 == 0 else "1")
        if number % 6 == 0:
            yield FundingShare(workshop=workshop, donor=donors[(number + 1) % DONORS], share="0.4", position=1)


def _programme(workshops):
    """{workshop: its four registers}, each with one session."""
    made = Register.objects.bulk_create(
        Register(workshop=workshop, code=f"R{half}", date=workshop.start + timedelta(days=day))
        for workshop in workshops
        for half, (day, _start, _end) in enumerate(HALVES)
    )
    Session.objects.bulk_create(
        Session(workshop=register.workshop, register=register, key=f"S{number % 4}", start=start, end=end, title_en="S")
        for number, register in enumerate(made)
        for _day, start, end in [HALVES[number % 4]]
    )
    registers = {}
    for register in made:
        registers.setdefault(register.workshop_id, []).append(register.pk)
    return registers


def _person(number, offices):
    key = f"p{number}@example.org"
    return Participant(office=offices[number % 2], created_at=factories.NOW, given_name=f"P{number}", email=key, email_key=key)


def _registration(workshop, number, seat, people, institutions, regions):
    index = (number * SEATS + seat) * 7 % len(people)
    return Registration(
        workshop=workshop, participant=people[index], key=f"R{seat}", position=seat, status="confirmed",
        given_name=f"P{index}", institution_id=institutions[index % INSTITUTIONS], region_id=regions[index % REGIONS],
        sex="FMMX"[index % 4] if index % 31 else "", age_band=BANDS[index % 6], language="fr", created_at=factories.NOW,
    )  # fmt: skip


def _marks(registrations, registers):
    AttendanceRecord.objects.bulk_create(
        (
            AttendanceRecord(
                registration=row, register_id=register, state="absent" if (row.position + half) % 9 == 0 else "present",
                source="sheet", recorded_at=factories.NOW,
            )
            for row in registrations
            for half, register in enumerate(registers[row.workshop_id])
        ),
        batch_size=2000,
    )  # fmt: skip


def measure(_size):
    year = {"donor": "DON0", "first": date(2023, 1, 1), "last": date(2023, 12, 31)}
    now = factories.NOW
    made = {
        "donor_year": lambda: build_report(find_scope(**year), now=now),
        "all_donors": lambda: build_report(find_scope(), now=now),
        "public": lambda: build_report(find_scope(**year), now=now, publication=True),
        "page": lambda: present(build_payload(build_report(find_scope(**year), now=now)), "en"),
    }
    for name in REPORTS:
        sys.stdout.write(f"{name} {min(_seconds(made[name]) for _run in range(RUNS))}\n")
    sys.stdout.write(f"mb {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}\n")


def _seconds(make):
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    start = clock()
    make()
    return clock() - start


if __name__ == "__main__" and len(sys.argv) == 1:
    main()
elif __name__ == "__main__":
    {"prepare": prepare, "measure": measure}[sys.argv[1]](int(sys.argv[2]))
