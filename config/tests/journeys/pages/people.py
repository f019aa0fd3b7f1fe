"""The coordinator decides about names."""

import re

from playwright.sync_api import expect

from config.tests.journeys.pages.planning import open_tab
from participants.models import Registration

CONFIRMED, SUBMITTED = Registration.Status.CONFIRMED.label, Registration.Status.SUBMITTED.label


def confirm(window, person):
    """Tick the person and confirm."""
    open_tab(window, "Participants")
    row = window.page.get_by_role("row", name=person.latin)
    expect(row).to_contain_text(window.t(SUBMITTED))
    expect(row).to_contain_text(person.arabic)
    row.get_by_role("checkbox").check()
    window.shot("decide")
    bar = window.page.get_by_role("region", name=window.t("Decide about the people ticked"))
    window.button("Confirm", within=bar).click()
    expect(row).to_contain_text(window.t(CONFIRMED))
    window.is_sound()


def add_walk_in(window, person):
    """Somebody stands at the door."""
    open_tab(window, "Participants")
    window.follow("Add a person")
    window.field("Given name in Latin letters").fill(person.given)
    window.field("Family name in Latin letters").fill(person.family)
    window.field("Full name in Arabic").fill(person.arabic)
    window.page.get_by_text(window.t(Registration.Sex.MALE.label), exact=True).click()
    combo = window.page.get_by_role("combobox", name=re.compile(f"^{re.escape(window.t('Institution'))}"))
    combo.fill(person.institution)
    combo.press("Escape")
    window.page.get_by_label(window.t("How this person comes")).select_option("walk_in")
    window.shot("walk-in")
    window.press("Add this person")
    window.sees(person.arabic)
    open_tab(window, "Participants")
    row = window.page.get_by_role("row", name=person.latin)
    expect(row).to_contain_text(window.t(Registration.Origin.WALK_IN.label))
    expect(row).to_contain_text(window.t(CONFIRMED))
    window.is_sound()
    window.shot("participants")
