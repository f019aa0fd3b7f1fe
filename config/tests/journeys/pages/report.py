"""The donor's report."""

import re

from playwright.sync_api import expect


def read(window, course, heads):
    """The page of the project's report shows `heads` ({key: number}); its files can be had."""
    window.follow("Reports", within=window.main_menu)
    window.field("Project").select_option(course.project)
    window.press("Show the report")
    window.sees(course.project)
    for key, number in heads.items():
        expect(window.page.locator(f"#head-{key}")).to_have_text(str(number))
    for donor in course.donors:
        window.sees(donor.name_in(window.language))
    window.is_sound()
    window.shot("report")
    window.press("Download")
    for name, start in {"PDF": b"%PDF-", "XLSX": b"PK", "CSV": b"", "JSON": b"{"}.items():
        link = window.page.get_by_role("link", name=re.compile(f"^{name}"))
        assert window.file(link).startswith(start), name
