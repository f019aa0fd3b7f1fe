"""A list of people comes into a workshop: columns, review, entering, taking back."""

from playwright.sync_api import expect


def paste(window, code, text):
    window.go(f"/workshops/{code}/participants/")
    window.follow("Import a list")
    window.is_sound()
    window.field("Or the rows, pasted").fill(text)
    window.shot("list")
    window.press("Read the list")


def map_column(window, heading, field):
    """What stands under `heading` is read as `field`."""
    window.page.get_by_label(heading, exact=True).select_option(label=window.t(field))


def compare(window):
    """The worker compares; its bar gives way to the review."""
    window.is_sound()
    window.shot("columns")
    window.press("Compare with the register")
    expect(window.page.get_by_role("navigation", name=window.t("Rows by verdict"))).to_be_visible(timeout=30000)
    window.is_sound()
    window.shot("review")


def choose(window, person, answer):
    """Tick the answer that names `answer` in the row of `person`."""
    row = window.page.get_by_role("row", name=person)
    row.get_by_label(answer).first.check()


def keep(window):
    window.press("Keep these decisions")
    window.sees(window.t("Every row is settled: the list can be entered."))


def enter(window, status, count):
    window.field("Status the people get").select_option(label=window.t(status))
    window.press("Enter this list")
    expect(window.button("Take the list back")).to_be_visible(timeout=30000)
    window.is_sound()
    window.shot("entered")
    expect(window.page.get_by_role("rowheader").get_by_role("link")).to_have_count(count)


def take_back(window, count):
    window.press("Take the list back")
    window.button("Take the list back", within=window.page.get_by_role("dialog")).click()
    words = window.tn("%(n)s person of the list was removed.", "%(n)s persons of the list were removed.", count)
    expect(window.page.get_by_text(words)).to_be_visible()
