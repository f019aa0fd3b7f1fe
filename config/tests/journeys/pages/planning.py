"""A workshop from its plan to the public."""

from datetime import timedelta

from playwright.sync_api import expect

from workshops.models import Workshop


def plan(window, course):
    """A draft with everything the public and the papers show of it."""
    window.follow("Plan a workshop")
    window.field("Code").fill(course.code)
    window.in_languages("Title", course.titles)
    window.in_languages("Description", course.descriptions)
    window.in_languages("Contact shown to the public", course.contacts)
    _when_and_where(window, course)
    window.field("Seats").fill("12")
    window.field("Admission").select_option("selection")
    window.field("Registration opens").fill(f"{course.day - timedelta(days=1)}T08:00")
    window.field("Registration closes").fill(f"{course.day + timedelta(days=1)}T23:00")
    window.field("Another topic").fill(course.topic)
    window.field("Maximum test score").fill("20")
    window.field("Currency of costs").fill("MAD")
    window.shot("plan")
    window.press("Save the draft")
    window.page.wait_for_url(f"**/workshops/{course.code}/programme/")
    window.heading(course.title_in(window.language))
    window.is_sound()
    window.shot("draft")


def _when_and_where(window, course):
    window.field("First day").fill(course.day.isoformat())
    window.field("Last day").fill(course.day.isoformat())
    window.field("Mode").select_option("hybrid")
    window.in_languages("City", (course.city, course.city, "تطوان"))
    window.field("Name of a new venue").fill(course.venue)
    window.field("Its address").fill("Avenue Hassan II")


def open_tab(window, label):
    tabs = window.page.get_by_role("navigation", name=window.t("Workshop"), exact=True)
    window.link(label, within=tabs).click()
    expect(window.link(label, within=tabs)).to_have_attribute("aria-current", "page")
    window.is_sound()


def add_facilitator(window, name, organisation):
    open_tab(window, "Programme")
    window.follow("Add a facilitator")
    window.field("Name").fill(name)
    window.field("Or a new organisation").fill(organisation)
    window.press("Add the facilitator")
    window.told("The facilitator was added.")
    window.sees(name)


def add_session(window, start, end, titles, sheet, facilitator):
    """One session; `sheet` is the code of the register that follows from its time."""
    window.follow("Add a session")
    window.field("From").fill(start)
    window.field("To").fill(end)
    window.in_languages("Title", titles)
    window.page.get_by_label(facilitator).check()
    window.press("Save the session")
    row = window.page.get_by_role("row", name=f"{start}–{end}")
    expect(row).to_contain_text(sheet)
    window.is_sound()


def set_funding(window, course):
    """60 % and 40 %, two lines of budget and cost."""
    open_tab(window, "Funding")
    window.follow("Edit shares and costs")
    shares, costs = (window.page.locator(f"[data-rows={name}] tbody tr") for name in ("shares", "costs"))
    for row, donor, percent in zip((0, 1), course.donors, ("60", "40"), strict=True):
        shares.nth(row).get_by_label(window.t("Donor"), exact=True).select_option(label=donor.name_in(window.language))
        shares.nth(row).get_by_label(window.t("Share, in %"), exact=True).fill(percent)
    for row, (line, budget, actual) in enumerate(course.costs):
        costs.nth(row).get_by_label(window.t("Line"), exact=True).fill(line)
        costs.nth(row).get_by_label(window.t("Budget"), exact=True).fill(budget)
        costs.nth(row).get_by_label(window.t("Actual cost"), exact=True).fill(actual)
    window.shot("funding-form")
    window.press("Save the funding")
    window.told("The funding was saved.")
    expect(window.page.get_by_role("row", name=course.donors[0].name_in(window.language))).to_contain_text("60")
    window.is_sound()
    window.shot("funding")


def publish(window):
    """The next action of the overview, asked once more by the dialog."""
    open_tab(window, "Overview")
    window.shot("ready")
    window.press("Publish the workshop")
    dialog = window.page.get_by_role("dialog")
    expect(dialog).to_contain_text(window.t("Publish this workshop?"))
    window.button("Publish the workshop", within=dialog).click()
    expect(
        window.page.get_by_role("main").get_by_text(window.t(Workshop.State.PUBLISHED.label), exact=True).first
    ).to_be_visible()
    window.shot("published")
