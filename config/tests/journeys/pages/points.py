"""Scores of the tests, typed in their grid."""

from playwright.sync_api import expect

from config.tests.journeys.pages.planning import open_tab


def type_scores(window, scores):
    """`scores`: [(person, before, after)]."""
    open_tab(window, "Tests")
    for person, before, after in scores:
        window.page.get_by_label(f"{window.t('Pre-test')}, {person.latin}").fill(before)
        window.page.get_by_label(f"{window.t('Post-test')}, {person.latin}").fill(after)
    window.press("Save the scores")
    person, before, after = scores[0]
    expect(window.page.get_by_label(f"{window.t('Post-test')}, {person.latin}")).to_have_value(after)
    window.told("Mean after")
    window.is_sound()
    window.shot("scores")
