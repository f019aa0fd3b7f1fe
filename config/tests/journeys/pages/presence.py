"""The sign-in sheets: marks by keyboard, the unmarked, validating."""

import re

from playwright.sync_api import expect

from attendance.models import AttendanceRecord
from config.tests.journeys.pages.planning import open_tab

PRESENT, LATE = AttendanceRecord.State.PRESENT.label, AttendanceRecord.State.LATE.label


def mark(window, register, person, key, state):
    """Walk to the cell of `person` in `register` (its place in the row) and press `key`; wait until it is saved."""
    grid = window.page.get_by_role("grid")
    row = grid.get_by_role("row", name=person.latin)
    cell = row.locator("[data-cell]").nth(register)
    first = row.locator("[data-cell]").first
    first.click()
    for _step in range(register):
        window.page.keyboard.press("ArrowLeft" if window.language == "ar" else "ArrowRight")
    expect(cell).to_be_focused()
    window.page.keyboard.press(key)
    expect(cell).to_contain_text(window.t(state))
    expect(window.page.get_by_role("status").filter(has_text=window.t("Saved"))).to_be_visible()


def set_unmarked(window, state):
    """Everybody without a mark in the register in focus is given `state`."""
    form = window.page.locator("[data-unmarked]")
    form.get_by_role("button").first.click()
    window.button(state, within=form).click()
    expect(window.page.locator("[data-unmarked]")).to_be_hidden()


def focus(window, place):
    """Make the register at `place` the one whose head the page shows."""
    heads = window.page.get_by_role("grid").locator("th[data-register]")
    heads.nth(place).get_by_role("link").click()
    expect(window.page.get_by_role("grid").locator("th[data-register]").nth(place)).to_have_class(re.compile("is-open"))


def validate(window, code):
    window.page.locator("form[action$='/validate/']").get_by_role("button").click()
    window.told("Register %(register)s is validated and locked.", register=code)


def take(window, present, late):
    """Both registers: one person marked by hand in each, the other set, then validated."""
    open_tab(window, "Attendance")
    window.shot("attendance-empty")
    for place, (code, person, key, state) in enumerate((("D1-AM", present, "p", PRESENT), ("D1-PM", late, "l", LATE))):
        focus(window, place)
        mark(window, place, person, key, state)
        set_unmarked(window, PRESENT)
        window.is_sound()
        window.shot(f"attendance-{code}")
        validate(window, code)
    window.is_sound()
    window.shot("attendance-locked")
