"""The 2014 case, end to end: 22 of 25 confirmed officials get a certificate, two fall short, one never came."""

from certificates.actions.issuing import issue_eligible
from certificates.queries import candidates
from certificates.tests.test_issuing import SYSTEM


def test_the_2014_case_gives_22_certificates(case, now):
    batch = issue_eligible(workshop=case, by=SYSTEM, now=now)
    sequences = list(batch.certificates.order_by("sequence").values_list("sequence", flat=True))
    assert sequences == list(range(1, 23))
    without = {row.registration.key: row.decision.reasons for row in candidates(case) if not row.certificate}
    assert without == {"P15": ("share_too_low",), "P22": ("share_too_low",), "N26": ("never_present",)}


def test_the_2014_case_prints_the_names_of_2014(case, now):
    batch = issue_eligible(workshop=case, by=SYSTEM, now=now)
    justice = batch.certificates.filter(registration__institution__key="JUS").first().snapshot["languages"]
    assert [column["institution"] for column in justice] == [
        "Ministry of Justice and Liberties",
        "Ministère de la Justice et des Libertés",
        "وزارة العدل والحريات",
    ]
    assert justice[0]["donors"] == ["Swiss Agency for Development and Cooperation", "IOM Development Fund"]
