"""The list as a spreadsheet says of everybody what the page says."""

from io import BytesIO

from django.urls import reverse
from openpyxl import load_workbook

from accounts.history import Actor
from certificates.actions.changes import revoke
from certificates.actions.erasing import erase
from certificates.actions.issuing import issue

SYSTEM = Actor.system("test")


def test_verdicts_of_the_export_are_those_of_the_page(staff, held, attend, now):
    issue(registration=attend(held), by=SYSTEM, now=now)
    revoke(certificate=issue(registration=attend(held), by=SYSTEM, now=now), by=SYSTEM, now=now, reason="Wrong person")
    attend(held)
    attend(held, halves=1)
    erase(participant=attend(held).participant, keep_name=True, reason="Asked for", by=SYSTEM, now=now)
    answer = staff.get(reverse("certificates:export", args=[held.code]))
    head, *rows = load_workbook(BytesIO(answer.content)).active.values
    column = head.index("Verdict")
    refused = "1 of 2 half-days, 80 % needed: 2"
    assert [row[column] for row in rows] == ["Issued", "Revoked", "Eligible", refused, "Person erased"]
    page = staff.get(reverse("certificates:list", args=[held.code]))
    assert [row["said"] for row in page.context["rows"]] == [row[column] for row in rows]
