"""A focal point on a phone, in French: names two people and a substitute, endorses the list, sends somebody else."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from config.tests.journeys.live import UPCOMING
from config.tests.journeys.pages import entrance, nominating
from config.tests.journeys.window import DESK, PHONE
from participants.models import Nomination, Registration

pytestmark = pytest.mark.browser
FOCAL_POINT = "focal.point@example.org"


def test_focal_point_names_endorses_and_replaces(open_window, site):
    desk, phone = open_window("fr", DESK), open_window("fr", PHONE)
    entrance.sign_in(desk)
    deadline = (date.today() + timedelta(days=5)).isoformat()
    nominating.invite(desk, UPCOMING, "Haut-Commissariat", FOCAL_POINT, deadline=deadline, seats=2)

    phone.page.goto(f"{site.address}/")
    phone.choose_language()
    phone.go(re.search(r"/nominate/[^/\s]+/", site.letters_to(FOCAL_POINT)[-1])[0])
    phone.shot("empty")
    line = nominating.name_several(phone, [("Hind", "SEFRIOUI", "F"), ("Omar", "TAZI", "M"), ("Nada", "FILALI", "F")])
    assert re.findall(r"\d+", line) == ["2", "1", "1", "2", "50"]
    nominee, substitute = Nomination.Role.NOMINEE.label, Nomination.Role.SUBSTITUTE.label
    for name, role in (("Hind SEFRIOUI", nominee), ("Omar TAZI", nominee), ("Nada FILALI", substitute)):
        expect(nominating.row_of(phone, name)).to_contain_text(phone.t(role))
    nominating.endorse(phone)
    nominating.replace(phone, "Omar TAZI", "Karim", "ALAMI")
    expect(nominating.row_of(phone, "Karim ALAMI")).to_contain_text(phone.t(Registration.Status.CONFIRMED.label))
    phone.press("Endorse the list")
    phone.told("Your list is endorsed.")
