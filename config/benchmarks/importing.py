"""Lists of 1,000 and 5,000 rows compared with an office of 20,000 persons and entered; memory must not grow with the rows.

Each size runs in a process of its own on a scratch database, SQLite unless DATABASE_URL is set to one it may fill, so that its
peak of memory is its own. A tenth of the rows is known, the other people are new.
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

PERSONS, SIZES = 20_000, (1_000, 5_000)
GIVEN = [
    "Mohamed",
    "Ahmed",
    "Youssef",
    "Hanane",
    "Fatima-Zahra",
    "Naïma",
    "Khadija",
    "Driss",
    "Salma",
    "Lahcen",
    "Khalid",
    "Ilham",
    "Rachid",
    "Meryem",
    "Brahim",
    "Hamid",
]
ARABIC = [
    "محمد",
    "أحمد",
    "يوسف",
    "حنان",
    "نعيمة",
    "خديجة",
    "إدريس",
    "سلمى",
    "لحسن",
    "خالد",
    "إلهام",
    "رشيد",
    "مريم",
    "إبراهيم",
    "حميد",
    "مصطفى",
]
SYLLABLES = [
    "ba",
    "zou",
    "ta",
    "ra",
    "kha",
    "li",
    "mi",
    "na",
    "dou",
    "ssa",
    "ghar",
    "nou",
    "ki",
    "bel",
    "ben",
    "mou",
    "chou",
    "man",
    "sour",
    "idr",
    "fa",
    "jo",
]
LETTERS = "بتجحخدرزسشصطعغفقكلمنهوي"


def main():
    peaks = []
    for rows in SIZES:
        with tempfile.TemporaryDirectory(prefix="warsha-bench-") as folder:
            command = [sys.executable, "-m", "config.benchmarks.importing", str(rows)]
            run = subprocess.run(command, env=os.environ | {"DATA_DIR": folder}, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
        compared, entered, peak = map(float, run.stdout.split()[-3:])
        peaks.append(peak)
        report(f"{rows}.seconds", f"{compared + entered:.1f}")
        report(f"{rows}.mb", f"{peak:.0f}")
        sys.stderr.write(f"# {rows} rows: {compared:.1f} s to compare, {entered:.1f} s to enter\n")
    report(f"memory_{SIZES[1]}_to_{SIZES[0]}.ratio", f"{peaks[1] / peaks[0]:.2f}")


def report(name, value):
    sys.stdout.write(f"import.{name}: {value}\n")
    sys.stdout.flush()


def people(count, seed):
    """`count` invented persons, the same for the same seed: given name, family name, Arabic name, address."""
    dice = random.Random(seed)  # noqa: S311  (nothing secret)
    families = ["".join(dice.choices(SYLLABLES, k=3)).upper() for _number in range(4000)]
    arabic = ["".join(dice.choices(LETTERS, k=6)) for _number in range(4000)]
    for number in range(count):
        name = f"{dice.choice(ARABIC)} {dice.choice(arabic)}"
        yield dice.choice(GIVEN), dice.choice(families), name, f"p{seed}-{number}@example.org"


if __name__ == "__main__" and len(sys.argv) == 1:
    main()
elif __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from accounts.history import Actor
    from config import factories
    from documents.spreadsheets import rows_of_text
    from participants.actions.imports.comparing import compare
    from participants.actions.imports.entering import enter
    from participants.actions.imports.receiving import receive
    from participants.models import ImportBatch, Participant, Registration
    from participants.rules.identity import person_key

    rows, by, now = int(sys.argv[1]), Actor.system("bench"), factories.NOW
    office = factories.office()
    earlier = factories.workshop(office=office, start=date(2025, 4, 14), end=date(2025, 4, 14), capacity=None)
    institutions = [factories.institution() for _number in range(30)]
    persons = [
        Participant(office=office, created_at=now, given_name=given, family_name=family, arabic_name=arabic, email=email,
                    email_key=email, search_key=person_key(given, family, arabic, email))
        for given, family, arabic, email in people(PERSONS, 1)
    ]  # fmt: skip
    Participant.objects.bulk_create(persons, batch_size=500)
    Registration.objects.bulk_create(
        [
            Registration(workshop=earlier, participant=person, key=f"R{number}", position=number, status="confirmed",
                         given_name=person.given_name, institution=institutions[number % 30], created_at=now)
            for number, person in enumerate(persons, start=1)
        ],
        batch_size=500,
    )  # fmt: skip
    listed = [*people(rows // 10, 1), *people(rows - rows // 10, 2)]
    lines = [
        f"{given} {family},{arabic},{email},INS{number % 40}" for number, (given, family, arabic, email) in enumerate(listed)
    ]
    text = "\n".join(["Nom complet,Nom en arabe,E-mail,Institution", *lines])
    del persons, listed, lines
    workshop = factories.workshop(office=office, capacity=None)
    start = time.monotonic()
    batch = receive(workshop=workshop, rows=rows_of_text(text), name="list.csv", digest="0" * 64, by=by, now=now)
    ImportBatch.objects.update(state="reading")
    compare(pk=batch.pk)
    compared = time.monotonic()
    ImportBatch.objects.update(state="applying", status="submitted")
    batch.rows.filter(verdict="review").update(decision="new")
    enter(batch=batch, by=by, now=now)
    done = time.monotonic()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{compared - start} {done - compared} {peak}\n")
