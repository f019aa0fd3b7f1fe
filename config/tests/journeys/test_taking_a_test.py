"""A facilitator opens a test; a participant takes it in Arabic on a telephone, with the keyboard, by the code on the wall."""

import os

import pytest
from playwright.sync_api import expect

from config.tests.journeys import axe
from config.tests.journeys.live import UPCOMING
from config.tests.journeys.pages import entrance
from config.tests.journeys.window import DESK, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(os.environ.get("TEST_DATABASE_URL")), reason="the pages are alike on both databases: one run looks"),
]
#: in the site's shell: somebody's code, name and, question by question, what is right: the places of the choices, or a number
TAKER = """(lambda person: {
    "code": person.door_code[:8], "name": person.latin_name, "pk": person.pk,
    "paper": [[q.text_ar, str(q.number or ""), [c.position - 1 for c in q.choices.all() if c.is_right]]
              for q in person.workshop.questions.order_by("position")],
})(Registration.objects.filter(workshop__code="%s", status="confirmed").order_by("pk").first())"""


def test_a_test_is_taken_in_arabic_on_a_phone(open_window, site):
    taker = site.ask(TAKER % UPCOMING)
    address = opened_by_the_facilitator(open_window("fr", DESK))
    phone = open_window("ar", PHONE)
    phone.page.goto(address)
    phone.choose_language()
    assert axe.violations(phone.page) == []
    phone.field("Your personal code").fill(taker["code"].lower())
    phone.page.keyboard.press("Enter")
    phone.sees(taker["name"])
    phone.is_sound()
    assert axe.violations(phone.page) == []
    last = answer(phone, taker["paper"])
    phone.page.reload()  # as when a page is pulled down by mistake: what was answered is there still
    phone.press("Send my answers")
    phone.sees(phone.tn("%(n)s question has no answer yet:", "%(n)s questions have no answer yet:", 1))
    assert axe.violations(phone.page) == []
    phone.shot("one-left-out")
    last()
    phone.press("Send my answers")
    phone.heading("Your answers are in")
    assert phone.page.evaluate("() => Object.keys(sessionStorage)") == []
    phone.sees(phone.t("%(points)s of %(maximum)s", points="20", maximum="20"))
    phone.shot("taken")
    stored = site.ask(f"[(s.test, str(s.points), s.source) for s in Score.objects.filter(registration={taker['pk']})]")
    assert stored == [["post", "20.000", "taken"]]


def opened_by_the_facilitator(desk):
    """Opens the post-test; the address on the wall."""
    entrance.sign_in(desk, "facilitator@example.org")
    desk.go(f"/workshops/{UPCOMING}/tests/")
    desk.page.get_by_role("row", name=desk.t("post-test")).get_by_role("button").click()
    desk.told("The test is open.")
    desk.page.get_by_role("row", name=desk.t("post-test")).get_by_role("link", name=desk.t("Code for the wall")).click()
    expect(desk.page.get_by_role("img", name=desk.t("QR code that opens the test"))).to_be_visible()
    return desk.page.locator("p.w-code").inner_text()


def answer(phone, paper):
    """Answers all but the last question with the keys alone, each found by the name a screen reader says; returns how the
    last one is answered."""
    steps = [lambda entry=entry: _answer(phone, *entry) for entry in paper]
    for step in steps[:-1]:
        step()
    return steps[-1]


def _answer(phone, text, number, right):
    if number:
        phone.page.get_by_label(text).focus()
        phone.page.keyboard.type(f"{float(number):g}")
        return
    controls = phone.page.get_by_role("group", name=text).locator("input")
    for place in right:
        controls.nth(place).focus()
        phone.page.keyboard.press("Space")
        expect(controls.nth(place)).to_be_checked()
