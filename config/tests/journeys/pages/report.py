"""The donor's report."""

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
    assert window.file(window.link("Download PDF"))[:5] == b"%PDF-"
    assert window.file(window.link("XLSX"))[:2] == b"PK"
