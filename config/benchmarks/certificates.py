"""How much faster certificates are made than by plain WeasyPrint, both tagged, archival and with their data; no database.

Both paths in turn in one process, five pairs, CPU time; the number is the median of the pairs. Each batch is of a
workshop not seen before, so its skeleton is made within the measured time; fonts and stylesheets are warm, as in a
worker that runs.
"""

import json
import multiprocessing
import os
import resource
import statistics
import sys
import time
from datetime import date
from pathlib import Path

import django

PAIRS, PLAIN = 5, 8
#: each design beside the classic one, with fewer pairs
OTHERS, FEWER = ("portrait", "single"), 3
CHUNK = 100
CASE = Path(__file__).parent.parent / "demo" / "iom-morocco-2014.json"
FAMILIES = "EL MENZHARI,BENALI,TAZROUTI,ALAOUI,BENNANI,CHRAÏBI,IDRISSI,OUAZZANI,TAHIRI,FASSI-FIHRI,BENJELLOUN,LAHLOU,SEBTI,AMRANI"
GIVEN = "Fatima-Zahra,Naïma,Mohamed,Youssef,Khadija,Hassan,Amina,Omar,Salma,Abderrahmane,Hind,Karim,Sanaa,Rachid,Noura"
ARABIC_FAMILIES = (
    "المنزهاري,بنعلي,تازروتي,العلوي,بناني,الشرايبي,الإدريسي,الوزاني,الطاهري,الفاسي الفهري,بنجلون,لحلو,السبتي,العمراني"
)
ARABIC_GIVEN = "فاطمة الزهراء,نعيمة,محمد,يوسف,خديجة,حسن,أمينة,عمر,سلمى,عبد الرحمن,هند,كريم,سناء,رشيد,نورة"


def main():
    warm()
    for name, files in (("batch200", 200), ("batch30", 30)):
        report(f"{name}.cpu_ratio", ratios(name, lambda event, files=files: batch(event, files), files))
    report("single.cpu_ratio", ratios("single", singles, 10))
    for design in OTHERS:
        others(design)
    report("two_workers.ratio", [two_workers() for _ in range(3)])
    hundred, many = (apart(peak, files) for files in (100, 2000))
    note(f"peak memory: {hundred / 1024:.0f} MB for 100, {many / 1024:.0f} MB for 2,000")
    report("memory_2000_to_100.ratio", [many / hundred], digits=2)
    report("file_kb", [statistics.mean(map(len, make(people(event_of("size"), 100)))) / 1024])


def others(design):
    for name, files in (("batch200", 200), ("batch30", 30)):
        found = ratios(f"{design} {name}", lambda event, files=files: batch(event, files), files, design=design, pairs=FEWER)
        report(f"{design}.{name}.cpu_ratio", found)
    report(f"{design}.single.cpu_ratio", ratios(f"{design} single", singles, 10, design=design, pairs=FEWER))
    report(f"{design}.file_kb", [statistics.mean(map(len, make(people(event_of("size", design), 100)))) / 1024])


def report(name, values, digits=1):
    sys.stdout.write(f"certificates.{name}: {statistics.median(values):.{digits}f}\n")
    sys.stdout.flush()


def note(text):
    """How a number came about; not a result."""
    sys.stderr.write(f"# {text}\n")


def ratios(name, quick, files, *, design="classic", pairs=PAIRS):
    """Plain's CPU time per file over the quick way's, five times, each of a new workshop."""
    found = []
    for pair in range(pairs):
        event = event_of(f"{name} {pair}", design)
        slow = plain(event) / PLAIN
        fast = quick(event) / files
        note(f"{name}: plain {slow * 1000:.1f} ms, quick {fast * 1000:.2f} ms of CPU per file")
        found.append(slow / fast)
    return found


def plain(event):
    start = time.process_time()
    for snapshot in people(event, PLAIN, first=9000):
        press.plain(certificates.paper(snapshot))
    return time.process_time() - start


def batch(event, files):
    """As the worker does: chunks of 100."""
    snapshots = people(event, files)
    start = time.process_time()
    for first in range(0, files, CHUNK):
        check(certificates.typeset(snapshots[first : first + CHUNK]))
    return time.process_time() - start


def singles(event):
    """Ten on demand, one after the other; the workshop's skeletons are there since its first certificates."""
    check(certificates.typeset(people(event, 3, first=8000)))
    start = time.process_time()
    for snapshot in people(event, 10):
        check(certificates.typeset([snapshot]))
    return time.process_time() - start


def two_workers(files=400):
    """How many more files a second two workers make than one."""
    rates = []
    for workers in (1, 2):
        barrier = multiprocessing.Barrier(workers + 1)
        processes = [multiprocessing.Process(target=_worker, args=(barrier, files, n)) for n in range(workers)]
        for process in processes:
            process.start()
        barrier.wait()
        start = time.monotonic()
        for process in processes:
            process.join()
        rates.append(workers * files / (time.monotonic() - start))
    return rates[1] / rates[0]


def _worker(barrier, files, number):
    warm()
    barrier.wait()
    batch(event_of(f"worker {number}"), files)


def apart(function, *args):
    """What `function` returns in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_apart, args=(theirs, function, args))
    process.start()
    result = ours.recv()
    process.join()
    return result


def _apart(connection, function, args):
    connection.send(function(*args))


def peak(files):
    """The greatest memory (KB) of a process that makes so many files, keeping none."""
    warm()
    batch(event_of("memory"), files)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def warm():
    event = event_of("warm")
    plain(event)
    batch(event, 2)


def make(snapshots):
    return check(certificates.typeset(snapshots))


def check(files):
    """The files, when each is one."""
    if wrong := [file for file in files if isinstance(file, Exception)]:
        raise wrong[0]
    return files


def event_of(name, design="classic"):
    """The workshop of the case of 2014, under a code of its own."""
    case = json.loads(CASE.read_text())
    titles = [session["title"] for session in case["agenda"] if isinstance(session.get("title"), dict)]
    return Event(
        office=three("IOM Morocco", "OIM Maroc", "المنظمة الدولية للهجرة بالمغرب"),
        workshop=case["workshop"]["title"],
        start=date(2014, 6, 24),
        end=date(2014, 6, 26),
        town=three(*[f"Rabat ({name})"] * 3),
        online=False,
        topics=titles[:14],
        donors=[donor["names"] for donor in case["donors"]],
        signatories=[{"name": "Nadia Signs", "titles": [{"lang": "en", "dir": "ltr", "text": "Chief of Mission"}]}],
        design=design,
        languages={"classic": LANGUAGES, "portrait": ("fr", "ar"), "single": ("fr",)}[design],
    )


def three(en, fr, ar):
    return {"en": en, "fr": fr, "ar": ar}


def people(event, count, first=0):
    """Snapshots of `count` persons: both sexes and some unstated, ten institutions, one in five not there all the time."""
    institutions = [row["names"] for row in json.loads(CASE.read_text())["institutions"]]
    return [_person(event, number, institutions) for number in range(first, first + count)]


def _person(event, number, institutions):
    given, family = number % 15, number // 15 % 14
    person = Person(
        latin_name=f"{GIVEN.split(',')[given]} {FAMILIES.split(',')[family]}",
        arabic_name=f"{ARABIC_GIVEN.split(',')[given]} {ARABIC_FAMILIES.split(',')[family]}",
        sex="" if number % 15 == 7 else "FM"[number % 2],
        institution=institutions[number % len(institutions)],
        minutes={4: 840, 9: 900}.get(number % 10, 1005),
        language="ar" if number % 3 == 2 else "fr",
    )
    address = f"https://warsha.example.org/verify/AbCdEfGhIjKlMnOp{number:08}"
    number = f"IOM-MA/2026/{number + 1:04}/P"
    return compose(event, person, kind="participation", number=number, verify_url=address, issued_on=date(2026, 7, 1))


if __name__ in ("__main__", "__mp_main__"):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from certificates import pdf as certificates  # noqa: E402  (after Django is set up)
from certificates.snapshot import Event, Person, compose  # noqa: E402
from certificates.wording import LANGUAGES  # noqa: E402
from documents import press  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
