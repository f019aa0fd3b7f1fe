"""The participant: catalogue, registration, the letter, the own page."""

import re

from playwright.sync_api import expect

from participants.models import Registration


def find(window, course):
    """From the catalogue, in the window's language, to the workshop's page."""
    window.page.goto(f"{window.site.address}/")
    window.choose_language()
    window.is_sound()
    window.shot("catalogue")
    window.page.get_by_role("link", name=course.title_in(window.language), exact=True).first.click()
    window.heading(course.title_in(window.language))
    window.sees(course.description_in(window.language))
    window.is_sound()
    window.shot("workshop")


def register(window, person):
    """Fill the form; the institution is typed in part and chosen from the list by keyboard."""
    window.follow("Register")
    window.field("Given name in Latin letters").fill(person.given)
    window.field("Family name in Latin letters").fill(person.family)
    window.field("Full name in Arabic").fill(person.arabic)
    window.field("E-mail address").fill(person.email)
    window.page.get_by_text(window.t(Registration.Sex.FEMALE.label), exact=True).click()
    typed = window.page.get_by_role("combobox", name=re.compile(f"^{re.escape(window.t('Institution'))}"))
    typed.press_sequentially(person.typed, delay=20)
    expect(window.page.get_by_role("listbox").get_by_role("option").first).to_contain_text(person.institution)
    window.shot("typing")
    typed.press("ArrowDown")
    typed.press("Enter")
    expect(typed).to_have_value(person.institution)
    window.field("Function").fill(person.function)
    window.page.get_by_label(window.t("I have read the data-protection notice")).check()
    window.is_sound()
    window.shot("form")
    window.press("Send my registration")
    window.heading("One more step: read your letter")
    window.is_sound()
    window.shot("sent")


def link_in(letter, kind):
    """The path of the personal link in a letter."""
    return re.search(rf"/{kind}/[^/\s]+/", letter)[0]


def prove(window, letter):
    """Open the link of the letter; looking proves nothing, the button does."""
    window.go(link_in(letter, "prove"))
    window.heading("Confirm your registration")
    window.shot("prove")
    window.press("Confirm my registration")
    window.heading("Your registration is submitted")
    window.is_sound()
    window.shot("proved")


def own_page(window, letter):
    """The path of the participant's own page, which is open in the window."""
    path = link_in(letter, "my")
    window.go(path)
    window.shot("own-page")
    return path
