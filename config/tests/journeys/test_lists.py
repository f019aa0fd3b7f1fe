"""A coordinator brings a list in, in French: a column mapped by hand, a name reviewed, an error left out, then taken back."""

import pytest

from config.tests.journeys.live import UPCOMING
from config.tests.journeys.pages import entrance, lists
from config.tests.journeys.window import DESK

pytestmark = pytest.mark.browser
LIST = """Nom et prénom;Ministère;Courriel;Affectation
AMZILAN BRAHIM;Gendarmerie;;Rabat
Nadia CHAFCHAOURANI;Entraide Nationale;n.c@example.org;Salé
Karim TAZI;Min. Santé;pas une adresse;Fès
"""


def test_a_list_is_mapped_reviewed_entered_and_taken_back(open_window):
    desk = open_window("fr", DESK)
    entrance.sign_in(desk)
    lists.paste(desk, UPCOMING, LIST)
    lists.map_column(desk, "Affectation", "Function")
    lists.compare(desk)
    lists.choose(desk, "AMZILAN BRAHIM", "AMZILAN Brahim")
    lists.choose(desk, "Karim TAZI", desk.t("Leave it out"))
    lists.keep(desk)
    lists.enter(desk, "Submitted: to be decided", 2)
    lists.take_back(desk, 2)
