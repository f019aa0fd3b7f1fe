"""One person registers in Arabic on a telephone, from the form to the code for the door; every field and tap is counted."""

import os

import pytest
from playwright.sync_api import expect

from config.tests.journeys import axe
from config.tests.journeys.live import UPCOMING
from config.tests.journeys.pages.registering import link_in
from config.tests.journeys.window import PHONE
from participants.models import Registration

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(os.environ.get("TEST_DATABASE_URL")), reason="the form is alike on both databases: one run looks"),
]
EMAIL = "ilham.arabic@example.org"
MOST = 14


class Hand:
    """Fills fields and taps; `count` is how many of either. Typing inside a field is not counted."""

    def __init__(self, window):
        self.window, self.count = window, 0

    def fill(self, label, text):
        self.window.field(label).fill(text)
        self.count += 1

    def tap(self, what):
        what.click()
        self.count += 1


def test_arabic_registration_on_a_phone_takes_fourteen_fields_and_taps(open_window, site):
    phone = open_window("ar", PHONE)
    phone.page.goto(f"{site.address}/w/{UPCOMING}/register/")
    language_changes_without_a_loss(phone)
    hand = Hand(phone)
    fill_everything_in_sight(hand)
    phone.is_sound()
    assert axe.violations(phone.page) == []
    phone.shot("form")
    hand.tap(phone.button("Send my registration"))
    phone.heading("One more step: read your letter")
    assert hand.count <= MOST

    phone.go(link_in(site.letters_to(EMAIL)[-1], "prove"))
    phone.sees("المديرية العامة للأمن الوطني")
    phone.press("Confirm my registration")
    phone.heading("Your seat is confirmed")
    phone.go(link_in(site.letters_to(EMAIL)[-1], "my"))
    expect(phone.page.get_by_role("img", name=phone.t("QR code for the door"))).to_be_visible()
    assert axe.violations(phone.page) == []
    phone.shot("own-page")
    stored = site.ask(f"[(str(r.phone), r.institution.acronym, r.status) for r in Registration.objects.filter(email='{EMAIL}')]")
    assert stored == [["+212612345678", "DGSN", "confirmed"]]


def language_changes_without_a_loss(phone):
    """Begun in English, as the telephone asks; what was typed is there in Arabic, and in no address."""
    phone.page.locator("#id_function").fill("Cheffe de service")
    phone.choose_language()
    expect(phone.page.locator("#id_function")).to_have_value("Cheffe de service")
    assert "?" not in phone.page.url
    phone.page.locator("#id_function").fill("")


def fill_everything_in_sight(hand):
    phone = hand.window
    hand.fill("Full name in Arabic", "إلهام زرهوناج")
    hand.fill("Given name in Latin letters", "Ilham")
    hand.fill("Family name in Latin letters", "ZERHOUNAJ")
    hand.fill("E-mail address", EMAIL)
    hand.fill("Telephone", "٠٦١٢ ٣٤ ٥٦ ٧٨")
    hand.tap(phone.page.get_by_text(phone.t(Registration.Sex.FEMALE.label), exact=True))
    phone.page.locator("#id_age_band").select_option("35-44")
    hand.count += 1
    institution = phone.page.locator("#id_institution_name")
    unknown_institution_is_told(phone, institution)
    institution.fill("الأمن الوطني")
    hand.count += 1
    hand.tap(phone.page.locator(".w-combo-list [role=option]").first)
    expect(institution).to_have_value("المديرية العامة للأمن الوطني")
    hand.fill("Function", "رئيسة مصلحة")
    for agreement in ("I have read the data-protection notice", "I agree to appear in photographs"):
        hand.tap(phone.page.get_by_label(phone.t(agreement)))
    hand.tap(phone.page.get_by_label(phone.t("I agree that my name is shared with the donors")))


def unknown_institution_is_told(phone, institution):
    """Not a choice of the list: said at once, and forgotten with the text."""
    institution.fill("معهد غير معروف")
    institution.press("Tab")
    expect(phone.page.locator(".w-combo-note")).to_have_text(
        phone.t("Not in the list: kept as you wrote it, and checked by the office.")
    )
    phone.shot("not-in-the-list")
