"""One site and one browser for all journeys; each test opens windows in it, and a window with a fault fails the test."""

import json
import os
import re
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from config.tests.journeys.live import CASE, UPCOMING, LiveSite
from config.tests.journeys.window import ARGUMENTS, EXECUTABLE, Window

#: in the site's shell
FACTS = """{
    "token": Certificate.objects.filter(state="issued").order_by("-id").first().token,
    "certificate": Certificate.objects.filter(state="issued").order_by("-id").first().pk,
    "participant": Registration.objects.filter(workshop__code="%(case)s").order_by("id").first().participant_id,
    "pair": sorted(Participant.objects.filter(arabic_name="محمد تازروتي").values_list("pk", flat=True)),
    "institution": Institution.objects.get(key="JUS").pk,
    "registration": Registration.objects.filter(workshop__code="%(case)s").order_by("id").first().pk,
    "refused": Registration.objects.filter(workshop__code="%(case)s", certificates=None, status="confirmed").first().pk,
    "session": Workshop.objects.get(code="%(upcoming)s").sessions.order_by("id").first().pk,
    "list_to_map": ImportBatch.objects.filter(state="uploaded").first().pk,
    "list_to_review": ImportBatch.objects.filter(state="ready").first().pk,
    "letter": Letter.objects.exclude(office=None).order_by("id").first().pk,
    "print": PrintBatch.objects.create(
        workshop=Workshop.objects.get(code="%(case)s"), kind="sheets", language="fr", total=6, state="failed",
        by=User.objects.get(email="coordinator@example.org"), created_at=Letter.objects.latest("id").created_at).pk,
    "office": Workshop.objects.get(code="%(case)s").office_id,
    "kept": DonorReport.objects.filter(publication=False).earliest("id").pk,
    "narrative": Narrative.objects.earliest("id").pk,
    "register": Register.objects.filter(workshop__code="%(case)s").order_by("id").first().pk,
}"""
#: in the site's shell: an institution with one nominee, the link to its page and the keys of its rows
INVITE = """
import json
from django.utils import timezone
from accounts.history import Actor
from participants.actions import nominations
workshop, now = Workshop.objects.get(code="%(upcoming)s"), timezone.now()
data = {"institution": Institution.objects.order_by("pk").first(), "focal_point": None, "name": "Salma", "title": ""}
data |= {"email": "tour@example.org", "language": "fr", "reference": "TOUR/1", "deadline": workshop.start}
data |= {"seats": 1, "release_on": None}
invitation = nominations.invite(workshop=workshop, data=data, by=Actor.system("tour"), now=now)
people = [{"given_name": name, "family_name": "TOUR", "sex": "F"} for name in ("One", "Two")]
named = nominations.name_people(invitation=invitation, people=people, now=now)
token = nominations.make_link(invitation=invitation, now=now)
print(json.dumps({"nominate": f"/nominate/{token}/", "named": named[0].registration_id, "invitation": invitation.pk,
                  "focal_point": invitation.focal_point_id}))
"""


#: in the site's shell too
LISTS = """
from django.utils import timezone
from accounts.history import Actor
from documents.spreadsheets import rows_of_text
from participants.actions.imports.comparing import compare
from participants.actions.imports.receiving import receive
for state in ("uploaded", "reading"):
    rows = rows_of_text("Nom,E-mail\\nTAZROUTTI Mohammed,p19@example.org\\nAMZILAN BRAHIM,\\nKarim TAZI,none\\n")
    about = {"name": "liste.csv", "digest": "0" * 64, "by": Actor.system("tour"), "now": timezone.now()}
    batch = receive(workshop=Workshop.objects.get(code="%s"), rows=rows, **about)
    ImportBatch.objects.filter(pk=batch.pk).update(state=state)
    compare(pk=batch.pk)
"""


#: in the site's shell: the test of the workshop to come is open
TEST = """
from django.utils import timezone
from accounts.history import Actor
from evaluations.actions.assessments import open_test
workshop = Workshop.objects.get(code="%s")
print(open_test(workshop=workshop, test="pre", by=Actor.system("tour"), now=timezone.now()).token)
"""


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    with LiveSite(tmp_path_factory.mktemp("journeys")) as running:
        yield running


@pytest.fixture(scope="package")
def chromium():
    """`chromium.launch(…)`: of the system's Chromium, one playwright for all."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="package")
def browser(chromium):
    opened = chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def facts(site):
    """Keys and personal links of the demonstration data that a tour needs."""
    site.manage("issue_certificates", CASE)
    amal, badr = (f"{name}.{secrets.token_hex(3)}@example.org" for name in ("amal", "badr"))
    proved, waiting = register(site, amal, "Agence des nuages"), register(site, badr)
    visitor = site.visit()
    visitor.get(proved)
    visitor.post(proved)
    bring_lists(site)
    return {
        "wall": f"/test/{site.manage('shell', '--verbosity', '0', '-c', TEST % UPCOMING).strip()}/",
        "prove": waiting,
        "own_page": re.search(r"/my/[^/\s]+/", site.letters_to(amal)[-1])[0],
        **json.loads(site.manage("shell", "--verbosity", "0", "-c", INVITE % {"upcoming": UPCOMING})),
        **site.ask(FACTS % {"case": CASE, "upcoming": UPCOMING}),
    }


def bring_lists(site):
    """Two lists have come in: one whose columns are to be mapped, one compared and waiting for its review."""
    site.manage("shell", "--verbosity", "0", "-c", LISTS % UPCOMING)


def register(site, email, institution="Ministry of Interior"):
    """A person registers for the workshop to come; the path of the link they are written."""
    visitor = site.visit()
    path = f"/w/{UPCOMING}/register/"
    visitor.get(path)
    answer = {"given_name": "Amal", "family_name": "Tazi", "arabic_name": "أمل التازي", "email": email, "notice": "on"}
    assert visitor.post(path, **answer, institution_name=institution)[0] == 302
    return re.search(r"/prove/[^/\s]+/", site.letters_to(email)[-1])[0]


@pytest.fixture
def pictures(tmp_path):
    """Where screenshots go: SCREENSHOTS, or a folder of the test's own."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def open_window(site, browser, pictures, request):
    """`open_window(language, width)`: a Window of a person nobody knows yet."""
    windows = []

    def opened(language, width):
        windows.append(Window(browser, site, language, width, pictures))
        return windows[-1]

    yield opened
    faults = [fault for window in windows for fault in window.faults]
    for window in windows:
        if getattr(request.node, "has_failed", False) and not window.page.is_closed():
            window.shot("failed")
        window.context.close()
    assert "\n".join(faults) == ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.has_failed = report.failed
    return report
