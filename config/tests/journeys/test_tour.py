"""Every page at a phone's and a desk's width, in French and in Arabic: direction, width, console, and what axe finds."""

import os

import pytest

from config.tests.journeys import addresses, axe
from config.tests.journeys.pages import entrance
from config.tests.journeys.window import DESK, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(os.environ.get("TEST_DATABASE_URL")), reason="pages look alike on both databases: one run looks"),
]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_public_pages_are_sound(open_window, facts, language):
    window = open_window(language, DESK)
    window.page.goto(f"{window.site.address}/")
    window.choose_language()
    assert "\n".join(tour(window, addresses.public(facts), addresses.MAIN_PUBLIC)) == ""


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_staff_pages_are_sound(open_window, facts, language):
    window = open_window(language, DESK)
    entrance.sign_in(window)
    assert "\n".join(tour(window, addresses.staff(facts), addresses.MAIN_STAFF)) == ""


def tour(window, pages, main):
    """What is wrong, with the name of its page; each is opened once and looked at in both widths."""
    assert main <= pages.keys()
    wrong = []
    for name, path in pages.items():
        window.go(path)
        for width in (DESK, PHONE):
            window.resize(width)
            window.is_sound()
            found = axe.violations(window.page) if name in main else []
            wrong += [f"{name} at {width}: {fault}" for fault in (*window.take_faults(), *found)]
        window.resize(DESK)
    return wrong


def test_the_tour_sees_what_it_looks_for(open_window):
    """The control: a page that is too wide, has a control without a name and asks another host is reported."""
    window = open_window("en", PHONE)
    window.go("/")
    window.page.evaluate("""() => {
      document.body.insertAdjacentHTML("beforeend", '<button class="probe"></button><img src="http://127.0.0.1:9/x" alt="x">');
      document.querySelector(".probe").style.width = "900px";
      document.querySelector(".probe").setAttribute("onclick", "1");
    }""")
    window.fits()
    faults = " ".join(window.take_faults())
    assert [part for part in ("900", "CSP: img-src", "CSP: script-src") if part not in faults] == []
    assert [rule.split(":")[0] for rule in axe.violations(window.page)] == ["button-name"]
