"""A report is frozen before it is sent; the report of the workshop is written while everything saves itself."""

import re
from io import BytesIO

import pytest
from docx import Document
from playwright.sync_api import expect

from config.tests.journeys import axe
from config.tests.journeys.live import CASE
from config.tests.journeys.pages import entrance
from config.tests.journeys.window import DESK

pytestmark = pytest.mark.browser


def test_a_report_is_frozen_and_words_are_never_lost(open_window):
    office = open_window("fr", DESK)
    entrance.sign_in(office)
    freeze(office)
    path = write(office)
    colleague(office, path)


def freeze(office):
    office.go("/reports/?project=CT.0690&donor=IDF")
    office.follow("Freeze this report")
    office.field("Title").fill("IDF, juin 2014")
    office.press("Freeze the report")
    office.told("The report is frozen.")
    office.sees("IDF, juin 2014")
    expect(office.page.locator(".w-hash").first).to_have_text(re.compile("^[0-9a-f]{64}$"))
    assert axe.violations(office.page) == []
    office.shot("frozen")


def write(office):
    """Words typed are saved by themselves; returns the path of the page."""
    office.go(f"/workshops/{CASE}/report/")
    office.press("Start in %(name)s", name="العربية")
    path = office.page.url.removeprefix(office.site.address)
    office.page.locator("#id_context").fill("انعقدت الورشة بالرباط.")
    expect(office.page.get_by_text(office.t("All is saved."))).to_be_visible(timeout=15_000)
    office.is_sound()
    office.go(path)
    expect(office.page.locator("#id_context")).to_have_value("انعقدت الورشة بالرباط.")
    office.follow("Read it")
    read = Document(BytesIO(office.file(office.page.get_by_role("link", name="DOCX"))))
    assert "انعقدت الورشة بالرباط." in [paragraph.text for paragraph in read.paragraphs]
    return path


def colleague(office, path):
    """Somebody else saves in between: the page says so, the button shows both texts."""
    office.go(path)
    other = office.page.context.new_page()
    other.goto(f"{office.site.address}{path}")
    other.locator("#id_lessons").fill("الدرس الأول.")
    expect(other.get_by_text(office.t("All is saved."))).to_be_visible(timeout=15_000)
    other.close()
    office.expected.add((409, path))
    office.page.locator("#id_lessons").fill("درس آخر.")
    expect(
        office.page.get_by_text(
            office.t("Somebody else saved meanwhile. Press Save: you will see both texts, and nothing is lost.")
        )
    ).to_be_visible(timeout=15_000)
    office.press("Save")
    expect(office.page.locator("#id_lessons")).to_have_value("درس آخر.")
    office.sees("الدرس الأول.")
    office.shot("both-texts")
    office.press("Save")
    office.told("The report is saved.")
