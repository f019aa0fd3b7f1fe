"""At the door without a network: nothing recorded is lost, whatever happens to the network and to the browser.

RIGS=full (bin/test --rigs): 300 records, 20 cuts. Otherwise 24 and 4, to know that the rig works.
"""

import os
import random
import signal
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from config.tests.journeys.film import film
from config.tests.journeys.live import CASE
from config.tests.journeys.pages import door, entrance
from config.tests.journeys.window import ARGUMENTS, EXECUTABLE, PHONE, Window
from participants.rules.door import door_text

pytestmark = pytest.mark.browser
RECORDS, CUTS = (300, 20) if os.environ.get("RIGS") == "full" else (24, 4)


def names(made):
    return [family for family, _code in made["people"]]


@pytest.fixture
def phone(open_window):
    """A coordinator's phone, in French."""
    window = open_window("fr", PHONE)
    entrance.sign_in(window)
    return window


def open_door(window, made):
    window.go(door.path(made))
    door.wait_until_ready(window.page)


def test_records_without_network_wait_and_leave_by_themselves(phone, site):
    made = door.make_register(site, CASE, "DOOR-QUEUE", RECORDS)
    open_door(phone, made)
    phone.context.set_offline(True)
    door.tap(phone.page, names(made))
    door.waits(phone.page, RECORDS)
    phone.page.reload()
    door.waits(phone.page, RECORDS)
    phone.is_sound()
    phone.shot("waiting")
    phone.context.set_offline(False)
    door.waits(phone.page, 0)
    assert door.count_present(phone.page) == RECORDS


def test_network_cut_during_upload_loses_no_record(phone, site):
    made, chance, share = door.make_register(site, CASE, "DOOR-CUTS", RECORDS), random.Random(20140624), RECORDS // CUTS
    open_door(phone, made)
    cut_short = []
    phone.page.on("requestfailed", lambda request: cut_short.append(request.url))
    for cut in range(CUTS):
        phone.context.set_offline(True)
        door.tap(phone.page, names(made)[cut * share : (cut + 1) * share])
        with phone.page.expect_request("**/records"):
            phone.context.set_offline(False)
        phone.page.wait_for_timeout(chance.uniform(0, 60))  # the cut comes anywhere in the upload
    phone.context.set_offline(True)
    phone.context.set_offline(False)
    door.waits(phone.page, 0, timeout=90000)
    assert cut_short
    assert door.count_present(phone.page) == RECORDS


def test_killed_browser_still_holds_what_it_recorded(chromium, site, tmp_path):
    made, half = door.make_register(site, CASE, "DOOR-KILL", RECORDS), RECORDS // 2
    with sync_phone(chromium, tmp_path) as context:
        window = Window.around(context, site, "en", PHONE, tmp_path)
        entrance.sign_in(window)
        open_door(window, made)
        context.set_offline(True)
        door.tap(window.page, names(made)[:half])
        os.kill(process_of(tmp_path / "profile"), signal.SIGKILL)
    with sync_phone(chromium, tmp_path) as context:
        context.set_offline(True)
        window = Window.around(context, site, "en", PHONE, tmp_path)
        window.page.goto(site.address + door.path(made))
        door.waits(window.page, half)
        context.set_offline(False)
        entrance.sign_in_if_needed(window)
        open_door(window, made)
        door.waits(window.page, 0)
        door.tap(window.page, names(made)[half:])
        door.waits(window.page, 0)
        assert door.count_present(window.page) == RECORDS


@contextmanager
def sync_phone(chromium, folder):
    """A browser whose profile lies in `folder` and outlives it."""
    look = {"viewport": {"width": PHONE, "height": 800}, "locale": "en"}
    context = chromium.launch_persistent_context(folder / "profile", executable_path=EXECUTABLE, args=ARGUMENTS, **look)
    yield context
    with suppress(Error):  # killed
        context.close()


def process_of(profile):
    """The first process of the browser that uses `profile`."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if f"--user-data-dir={profile}".encode() in words and not any(word.startswith(b"--type=") for word in words):
                return int(process.name)
    raise AssertionError("no browser has this profile")


def test_code_before_the_camera_is_recognised_under_the_policy(chromium, site, pictures, tmp_path):
    made = door.make_register(site, CASE, "DOOR-CAMERA", 2)
    family, code = made["people"][0]
    (tmp_path / "code.y4m").write_bytes(film(door_text(code)))
    camera = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={tmp_path / 'code.y4m'}"]
    browser = chromium.launch(executable_path=EXECUTABLE, args=[*ARGUMENTS, *camera])
    window = Window(
        browser, site, "ar", PHONE, pictures
    )  # a request to another host is a fault, and so is a breach of the policy
    entrance.sign_in(window)
    window.context.grant_permissions(["camera"])
    open_door(window, made)
    answer = window.page.locator("[data-part=answer]")
    expect(answer).to_contain_text(family)
    expect(answer).to_have_attribute("data-kind", "ok")
    door.waits(window.page, 0)
    window.shot("recognised")
    assert door.count_present(window.page) == 1
    assert window.faults == []
    browser.close()
