"""Lists of 1,000 and 5,000 rows compared with an office of 20,000 persons and entered; memory must not grow with the rows.

Each size runs in a process of its own on a scratch SQLite database, so that its peak of memory is its own. A tenth of the
rows is known, the other people are new.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()

from accounts.history import Actor
from config import factories
from documents.spreadsheets import rows_of_text
from participants.actions.imports.comparing import compare
from participants.actions.imports.entering import enter
from participants.actions.imports.receiving import receive
from participants.models import ImportBatch, Participant, Registration
from workshops.models import Workshop

PERSONS, SIZES = 20_000, (1_000, 5_000)
GIVEN = "Mohamed,Ahmed,Youssef,Hanane,Fatima-Zahra,Naïma,Khadija,Driss,Salma,Lahcen,Khalid,Ilham,Rachid,Meryem"
ARABIC = "محمد,أحمد,يوسف,حنان,نعيمة,خديجة,إدريس,سلمى,لحسن,خالد,إلهام,رشيد,مريم,إبراهيم,حميد,مصطفى"
SYLLABLES = "ba,zou,ta,ra,kha,li,mi,na,dou,ssa,ghar,nou,ki,bel,ben,mou,chou,man,sour,idr,fa,jo"
LETTERS = "بتجحخدرزسشصطعغفقكلمنهوي"


def main():
    peaks = []
    for rows in SIZES:
        with tempfile.TemporaryDirectory(prefix="warsha-bench-") as folder:
            _apart("prepare", rows, folder)
            entered, compared, entering, peak = map(float, _apart("measure", rows, folder).split())
        peaks.append(peak)
        report(f"{rows}.seconds", f"{compared + entering:.1f}")
        report(f"{rows}.mb", f"{peak:.0f}")
        sys.stderr.write(f"# {rows} rows: {compared:.1f} s to compare, {entering:.1f} s to enter {entered:.0f} people\n")
    report(f"memory_{SIZES[1]}_to_{SIZES[0]}.ratio", f"{peaks[1] / peaks[0]:.2f}")


def _apart(step, rows, folder):
    """What one step prints, in a process of its own on the database of `folder`."""
    command = [sys.executable, "-m", "config.benchmarks.importing", step, str(rows)]
    environment = os.environ | {"DATA_DIR": folder, "DATABASE_URL": ""}
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603


def report(name, value):
    sys.stdout.write(f"import.{name}: {value}\n")
    sys.stdout.flush()


def people(count, seed):
    """`count` invented persons, the same for the same seed: given name, family name, Arabic name, address."""
    dice = random.Random(seed)  # noqa: S311  (nothing secret)
    families = ["".join(dice.choices(SYLLABLES.split(","), k=3)).upper() for _number in range(4000)]
    arabic = ["".join(dice.choices(LETTERS, k=6)) for _number in range(4000)]
    for number in range(count):
        name = " ".join([dice.choice(ARABIC.split(",")), dice.choice(arabic)])
        yield dice.choice(GIVEN.split(",")), dice.choice(families), name, f"p{seed}-{number}@example.org"


def prepare(_rows):
    """An office of `PERSONS` persons, each of one institution of thirty."""
    call_command("migrate", verbosity=0)
    office = factories.office("BENCH")
    factories.workshop("LIST", office=office, capacity=None)
    earlier = factories.workshop(office=office, start=date(2025, 4, 14), end=date(2025, 4, 14), capacity=None)
    institutions = [factories.institution(f"INS{number}") for number in range(30)]
    persons = [
        Participant(office=office, created_at=factories.NOW, given_name=given, family_name=family, arabic_name=arabic,
                    email=email, email_key=email)
        for given, family, arabic, email in people(PERSONS, 1)
    ]  # fmt: skip
    Participant.objects.bulk_create(persons, batch_size=500)
    Registration.objects.bulk_create(
        [
            Registration(workshop=earlier, participant=person, key=f"R{number}", position=number, status="confirmed",
                         given_name=person.given_name, institution=institutions[number % 30], created_at=factories.NOW)
            for number, person in enumerate(persons, start=1)
        ],
        batch_size=500,
    )  # fmt: skip


def measure(rows):
    """Receive, compare and enter a list of `rows`; prints the seconds of the last two and the peak of memory in MB."""
    by, now, workshop = Actor.system("bench"), factories.NOW, Workshop.objects.get(code="LIST")
    start = time.monotonic()
    batch = receive(workshop=workshop, rows=rows_of_text("\n".join(lines(rows))), name="l.csv", digest="0" * 64, by=by, now=now)
    ImportBatch.objects.update(state="reading")
    compare(pk=batch.pk)
    compared = time.monotonic()
    ImportBatch.objects.update(state="applying", status="submitted")
    batch.rows.filter(verdict="review").update(decision="new")
    entered = enter(batch=batch, by=by, now=now)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{entered} {compared - start} {time.monotonic() - compared} {peak}\n")


def lines(rows):
    """The text of a list: a tenth are persons the office knows."""
    yield "Nom complet,Nom en arabe,E-mail,Institution"
    for seed, count in ((1, rows // 10), (2, rows - rows // 10)):
        for number, (given, family, arabic, email) in enumerate(people(count, seed)):
            yield f"{given} {family},{arabic},{email},INS{number % 40}"


if __name__ == "__main__" and len(sys.argv) == 1:
    main()
elif __name__ == "__main__":
    {"prepare": prepare, "measure": measure}[sys.argv[1]](int(sys.argv[2]))
