"""Donors, a project, and who counts as trained."""

from playwright.sync_api import expect


def add_donor(window, donor):
    window.follow("Projects", within=window.main_menu)
    window.follow("Add a donor")
    window.field("Identifier").fill(donor.key)
    window.in_languages("Name", donor.names)
    window.shot("donor")
    window.press("Save the donor")
    window.told("The donor was added.")


def add_project(window, course):
    """A project with both donors of `course`."""
    window.follow("Projects", within=window.main_menu)
    window.follow("Add a project")
    window.field("Code").fill(course.project)
    window.in_languages("Title", course.project_titles)
    window.field("First day").fill(course.day.isoformat())
    window.field("Budget").fill("50000")
    window.field("Currency").fill("EUR")
    for donor in course.donors:
        window.page.get_by_label(donor.name_in(window.language), exact=True).check()
    window.shot("project-form")
    window.press("Save the project")
    window.told("The project was saved.")
    window.sees(course.project)


def set_rule(window, percent):
    """The project's rule: `percent` of the half-days of the whole event, and a post-test sat."""
    window.follow("Set a rule")
    window.field("At least, in %").fill(str(percent))
    window.field("Of").select_option("half_day")
    window.field("Over").select_option("event")
    window.field("Test").select_option("sat")
    window.shot("rule")
    window.press("Show the effect")
    window.press("Put the rule in force")
    window.told("Version %(version)s of the rule is in force.", version=1)
    expect(window.page.get_by_role("main")).to_contain_text(f"{percent}")
    window.is_sound()
    window.shot("project")
