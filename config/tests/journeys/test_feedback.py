"""Feedback on a phone, in Arabic: from the personal link and from the wall, once per person; the office reads it afterwards."""

import pytest
from playwright.sync_api import expect

from config.tests.journeys import axe
from config.tests.journeys.live import CASE
from config.tests.journeys.pages import entrance, feedback
from config.tests.journeys.window import DESK, PHONE

pytestmark = pytest.mark.browser


def test_feedback_is_given_once_on_a_phone_in_arabic(open_window, site):
    made = feedback.make_open(site, CASE, "FEEDBACK", 6)
    phone = open_window("ar", PHONE)
    phone.page.goto(f"{site.address}/")
    phone.choose_language()
    forms = [fill(phone, made, number) for number in range(5)]
    difficulties(phone, made["own"][0])
    phone.expected.add((410, forms[0]))
    phone.go(forms[0], status=410)
    phone.heading("Answered already")

    office = open_window("fr", DESK)
    entrance.sign_in(office)
    office.go(f"/workshops/{made['code']}/feedback/")
    office.heading("%(forms)s of %(attended)s forms are in", forms=5, attended=6)
    assert axe.violations(office.page) == []
    office.follow("Close…")
    office.press("Close and show the results")
    office.sees("4.80")
    office.sees("مزيد من الوقت 4")
    office.shot("results")
    assert axe.violations(office.page) == []


def fill(phone, made, number):
    """One person's form, the first from the own page and the others from the wall; returns its path."""
    if number == 0:
        phone.go(made["own"][0])
        phone.follow("What did you think of the workshop?")
    else:
        phone.go(f"/feedback/{made['code']}/")
        assert number > 1 or axe.violations(phone.page) == []
        phone.field("Your personal code").fill(made["codes"][number])
        phone.press("Go to the questions")
    phone.heading("Your opinion")
    phone.is_sound()
    assert number > 0 or axe.violations(phone.page) == []
    question = phone.t("All in all, how satisfied are you with the workshop?")
    expect(feedback.mark(phone, question, "4" if number == 0 else "5")).to_be_checked()
    question = phone.t("How good was the interpretation? Leave it out if you did not use it.")
    feedback.mark(phone, question, "1")
    expect(feedback.mark(phone, question, phone.t("No answer"))).to_be_checked()
    phone.page.get_by_label("ما الذي ينبغي تغييره؟").fill(f"مزيد من الوقت {number}")
    path = phone.page.url.removeprefix(phone.site.address)
    if number == 0:
        phone.shot("form")
    phone.press("Send my answers")
    phone.heading("Thank you")
    return path


def difficulties(phone, own):
    """The six questions, by keyboard: a group is entered and its answers walked through with the arrows."""
    phone.go(own)
    phone.follow("Six questions, if you wish")
    assert axe.violations(phone.page) == []
    first = phone.page.locator("input[name=seeing]").first
    first.focus()
    phone.page.keyboard.press("Space")
    phone.page.keyboard.press("ArrowDown")
    expect(phone.page.locator("input[name=seeing][value='2']")).to_be_checked()
    phone.shot("difficulties")
    phone.press("Send my answers")
    phone.told("Thank you. Your answer is counted.")
