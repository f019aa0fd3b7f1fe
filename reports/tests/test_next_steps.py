import pytest

from reports.next_steps import _WORDS, in_words
from reports.rules.next_step import Step


def test_in_words_counts_in_title_and_button(make, db):
    found = in_words(Step("decide_names", None, {"count": 2}), make.workshop("A"))
    assert (found["title"], found["button"]) == ("Decide on 2 names", "Review 2 names")


def test_in_words_uses_the_singular(make, db):
    assert in_words(Step("decide_names", None, {"count": 1}), make.workshop("A"))["title"] == "Decide on 1 name"


@pytest.mark.parametrize(("code", "url"), [("settle_proposals", "/institutions/proposals/"), ("check_in", "/checkin/")])
def test_what_all_workshops_share_is_done_on_a_page_of_its_own(make, db, code, url):
    assert in_words(Step(code, None, {"count": 1}), make.workshop("A"))["url"] == url


@pytest.mark.parametrize("code", sorted({*_WORDS} - {"settle_proposals", "check_in"}))
def test_every_step_has_words_and_a_link(make, db, code):
    found = in_words(Step(code, None, {"count": 3}), make.workshop("A"))
    assert "%" not in found["title"] + found["button"]
    assert found["url"].startswith("/workshops/A/")
