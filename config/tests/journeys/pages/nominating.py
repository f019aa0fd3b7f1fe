"""An institution is asked for names, and its focal point gives them on a phone."""

import re

from playwright.sync_api import expect

from config.tests.journeys.pages.planning import open_tab
from participants.models import Registration


def invite(window, code, institution, email, *, deadline, seats):
    """From the workshop's tab: the institution is typed and chosen, the letter sent."""
    window.go(f"/workshops/{code}/")
    open_tab(window, "Nominations")
    window.follow("Invite an institution")
    typed = window.page.get_by_role("combobox", name=re.compile(f"^{re.escape(window.t('Institution'))}"))
    typed.press_sequentially(institution, delay=20)
    expect(window.page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    typed.press("ArrowDown")
    typed.press("Enter")
    window.press("Write the invitation")
    window.field("Name").fill("Salma Bennani")
    window.field("E-mail address").fill(email)
    window.field("Names wanted by").fill(deadline)
    window.page.locator("#id_seats").fill(str(seats))
    window.shot("invite")
    window.press("Send the invitation")
    window.told("The letter will leave within a minute.")
    window.is_sound()
    window.shot("invitation")


def name_several(window, people):
    """[(given, family, sex)] in one go; the line below counts along while they are typed."""
    window.follow("Several people at once")
    for at, (given, family, sex) in enumerate(people):
        window.page.locator(f"#id_p-{at}-given_name").fill(given)
        window.page.locator(f"#id_p-{at}-family_name").fill(family)
        group = window.page.locator(f"#id_p-{at}-sex-label + div, #id_p-{at}-sex_label + div").first
        group.get_by_text(window.t(Registration.Sex(sex).label), exact=True).click()
    window.is_sound()
    window.shot("typed")
    line = window.page.locator("[data-live-text]").text_content()
    window.press("Add to the list")
    window.sees(people[0][1])
    return line


def endorse(window):
    window.press("Endorse the list")
    window.told("Your list is endorsed.")
    window.is_sound()
    window.shot("endorsed")


def replace(window, gone, given, family):
    window.page.get_by_role("link", name=window.t("Replace %(name)s", name=gone), exact=True).click()
    window.is_sound()
    window.shot("replace")
    window.field("Given name in Latin letters").fill(given)
    window.field("Family name in Latin letters").fill(family)
    window.press("Send this person")
    window.told("The office knows who comes instead.")
    window.is_sound()
    window.shot("replaced")


def row_of(window, name):
    """The row of somebody who is on the list, whom a rank precedes."""
    head = re.compile(rf"^\s*\d+\. {re.escape(name)}")
    return window.page.get_by_role("row").filter(has=window.page.get_by_role("rowheader", name=head))
