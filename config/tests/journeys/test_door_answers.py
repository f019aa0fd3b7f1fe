"""What the check-in page answers: three kinds in words, the counter, undoing, walk-ins, a picture; and what the phone forgets."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import segno
from playwright.sync_api import expect

from config.tests.journeys import axe
from config.tests.journeys.live import CASE
from config.tests.journeys.pages import door, entrance
from config.tests.journeys.window import ARGUMENTS, EXECUTABLE, PHONE, Window
from participants.rules.door import door_text

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(open_window):
    """A coordinator's phone, in Arabic."""
    window = open_window("ar", PHONE)
    entrance.sign_in(window)
    return window


def picture(folder, text):
    path = folder / "code.png"
    segno.make(text).save(str(path), scale=8, border=4)
    return path


def test_answers_of_the_page(phone, site, tmp_path):
    made = door.make_register(site, CASE, "DOOR-ANSWERS", 2)
    (first, code), (second, _other) = made["people"]
    phone.go(door.path(made))
    door.wait_until_ready(phone.page)
    assert axe.violations(phone.page) == []

    door.show_picture(phone.page, picture(tmp_path, door_text(code)))
    door.answers(phone.page, "ok", first)
    expect(phone.page.locator("[data-part=present]")).to_have_text("1")
    door.show_picture(phone.page, picture(tmp_path, door_text(code)))
    door.answers(phone.page, "warn", first)
    door.show_picture(phone.page, picture(tmp_path, "https://example.org/"))
    door.answers(phone.page, "bad", phone.t("Not a code of a participant"))

    door.tap(phone.page, [second])
    phone.press("Undo this check-in")
    door.answers(phone.page, "idle", second)
    expect(phone.page.locator("[data-part=present]")).to_have_text("1")
    door.waits(phone.page, 0)
    assert door.count_present(phone.page) == 1
    phone.is_sound()


def test_code_that_is_on_no_list_is_kept_for_review(phone, site, tmp_path):
    made = door.make_register(site, CASE, "DOOR-UNKNOWN", 1)
    phone.go(door.path(made))
    door.wait_until_ready(phone.page)
    phone.context.set_offline(True)
    door.show_picture(phone.page, picture(tmp_path, "W1:23456789ABCDEFGH"))
    door.answers(phone.page, "warn", phone.t("Kept for the office to review"))
    door.waits(phone.page, 1)
    door.walk_in(phone, given_name="Hind", family_name="SEFRIOUI")
    door.answers(phone.page, "ok", "SEFRIOUI")
    door.waits(phone.page, 2)
    door.search(phone, "زينب")
    door.walk_in(phone, within=phone.page.get_by_role("dialog"), arabic_name="زينب الفاسي")  # one script is enough
    door.answers(phone.page, "ok", "زينب الفاسي")
    door.waits(phone.page, 3)
    phone.context.set_offline(False)
    door.waits(phone.page, 0)


def test_page_without_https_says_why_there_is_no_camera_and_reads_a_picture(chromium, site, pictures, tmp_path):
    made = door.make_register(site, CASE, "DOOR-PLAIN", 1)
    [(family, code)] = made["people"]
    plain = SimpleNamespace(address=f"http://plain.test:{site.port}", passwords=site.passwords)
    browser = chromium.launch(executable_path=EXECUTABLE, args=[*ARGUMENTS, "--host-resolver-rules=MAP plain.test 127.0.0.1"])
    window = Window(browser, plain, "ar", PHONE, pictures)
    entrance.sign_in(window)
    window.go(door.path(made))
    said = window.page.locator("[data-part=camera_trouble]")
    expect(said).to_contain_text("https")
    expect(window.button("Scan codes")).to_be_hidden()
    expect(window.button("Find a name")).to_be_visible()
    window.is_sound()
    window.shot("plain")
    door.show_picture(window.page, picture(tmp_path, door_text(code)))
    door.answers(window.page, "ok", family)
    door.waits(window.page, 0)
    assert door.count_present(window.page) == 1
    assert [fault for fault in window.faults if "Cross-Origin-Opener-Policy" not in fault] == []  # it needs https, and says so
    browser.close()


def test_names_go_at_sign_out_and_what_waits_stays(phone, site):
    made = door.make_register(site, CASE, "DOOR-OUT", 3)
    phone.go(door.path(made))
    door.wait_until_ready(phone.page)
    phone.context.set_offline(True)
    door.tap(phone.page, [made["people"][0][0]])
    door.waits(phone.page, 1)
    phone.page.goto("about:blank")
    phone.context.set_offline(False)
    phone.go("/accounts/logout/")
    assert door.kept_names(phone.page) == 3
    phone.button("Sign out", within=phone.page.get_by_role("main")).click()
    phone.page.wait_for_url(f"{site.address}/")
    assert door.kept_names(phone.page) == 0
    entrance.sign_in(phone)
    phone.go(door.path(made))
    door.wait_until_ready(phone.page)  # what waited has been sent: before, the badge is not there yet either
    door.waits(phone.page, 0)
    assert door.count_present(phone.page) == 1


def test_names_go_a_day_after_the_session_and_what_waits_stays(phone, site):
    made = door.make_register(site, CASE, "DOOR-OVER", 3)
    phone.go(door.path(made))
    door.wait_until_ready(phone.page)
    phone.context.set_offline(True)
    door.tap(phone.page, [made["people"][0][0]])
    door.waits(phone.page, 1)
    phone.page.clock.set_fixed_time(datetime.now() + timedelta(days=3))
    phone.page.reload()
    expect(phone.page.locator("[data-part=over]")).to_be_visible()
    door.waits(phone.page, 1)
    assert door.kept_names(phone.page) == 0
    phone.shot("over")
    phone.context.set_offline(False)
    door.waits(phone.page, 0)


@pytest.mark.parametrize("later", ["another register", "home"])
def test_names_of_a_register_go_a_day_after_whichever_page_is_opened(phone, site, later):
    made = door.make_register(site, CASE, f"DOOR-{later[:4].upper()}", 3)
    phone.go(door.path(made))
    door.wait_until_ready(phone.page)
    assert door.kept_names(phone.page) == 3
    other = door.make_register(site, CASE, "DOOR-NEXT", 1) if later != "home" else None
    phone.page.clock.set_fixed_time(datetime.now() + timedelta(days=3))
    phone.go(door.path(other) if other else "/home/")
    expect(phone.page.locator("main")).to_be_visible()
    phone.page.wait_for_function(door.FORGOTTEN)
