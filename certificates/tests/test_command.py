from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from certificates.actions.files import path_of
from certificates.actions.issuing import issue_eligible
from certificates.models import Certificate


def run(code):
    out = StringIO()
    call_command("issue_certificates", code, stdout=out)
    return out.getvalue().splitlines()


def test_command_issues_stores_and_says_why_not(held, attend):
    attend(held, key="P01", family_name="SECRET")
    attend(held, halves=1, key="P02")
    lines = run(held.code)
    certificate = Certificate.objects.get()
    assert lines == [f"issued P01: {certificate.number}", "refused P02: 1 of 2 half-days, 80 % needed: 2"]
    assert path_of(certificate).is_file()


def test_command_run_twice_says_already_issued(held, attend):
    attend(held, key="P01")
    run(held.code)
    assert run(held.code) == [f"already issued P01: {Certificate.objects.get().number}"]


def test_command_does_not_claim_what_a_run_at_the_same_time_has_issued(held, attend, monkeypatch):
    attend(held, key="P01")

    def both(**options):
        issue_eligible(**options)
        return issue_eligible(**options)

    monkeypatch.setattr("certificates.management.commands.issue_certificates.issue_eligible", both)
    assert run(held.code) == [f"already issued P01: {Certificate.objects.get().number}"]


def test_command_stores_a_file_an_earlier_run_left_out(held, attend):
    attend(held)
    run(held.code)
    Certificate.objects.update(stored_at=None, attempts=3)
    run(held.code)
    assert Certificate.objects.get().stored_at


@pytest.mark.django_db
def test_command_refuses_an_unknown_workshop():
    with pytest.raises(CommandError, match="no workshop"):
        run("NOPE")
    with pytest.raises(CommandError, match="no workshop"):
        run("\udcff")


def test_command_refuses_a_workshop_that_is_not_held(make):
    with pytest.raises(CommandError, match="not been marked as held"):
        run(make.workshop().code)
