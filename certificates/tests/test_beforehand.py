"""Papers printed for the closing ceremony: reserved numbers, valid only once issued."""

import pytest
from django.urls import reverse

from accounts.history import Actor
from certificates.actions.files import path_of, store_file
from certificates.actions.issuing import NotEligible, issue_eligible
from certificates.actions.printing import print_beforehand
from certificates.models import Certificate
from certificates.tasks import store_chunk

SYSTEM = Actor.system("test")


@pytest.fixture
def coming(make, office):
    """A workshop under way: of its two half-days the first is recorded and validated."""
    workshop = make.workshop(office=office, state="registration_closed", city="Rabat")
    make.validate(make.register(workshop, "D1-AM", title_en="Morning"))
    make.register(workshop, "D1-PM", start=make.time(14), end=make.time(16), title_en="Afternoon")
    return workshop


@pytest.fixture
def there(make, coming):
    person = make.registration(coming)
    make.mark(person, coming.registers.get(code="D1-AM"))
    return person


@pytest.fixture
def away(make, coming):
    person = make.registration(coming)
    make.mark(person, coming.registers.get(code="D1-AM"), state="absent")
    return person


def end(make, workshop, *people):
    """The rest of the workshop: `people` are there, everything is validated."""
    last = workshop.registers.get(code="D1-PM")
    for person in people:
        make.mark(person, last)
    make.validate(last)
    workshop.state = "held"
    workshop.save(update_fields=["state"])


def verified(client, certificate):
    return client.get(reverse("certificates:verify", args=[certificate.token])).content.decode()


def test_printing_reserves_a_number_for_everybody_confirmed_and_certifies_nothing(coming, there, away, now):
    batch = print_beforehand(workshop=coming, by=SYSTEM, now=now)
    rows = list(batch.certificates.order_by("sequence"))
    assert [(row.sequence, row.state, row.registration, row.issued_at) for row in rows] == [
        (1, "provisional", there, None),
        (2, "provisional", away, None),
    ]
    assert not Certificate.objects.current().exists()


def test_the_paper_says_that_it_is_provisional_and_the_hours_still_to_come(coming, there, away, now):
    print_beforehand(workshop=coming, by=SYSTEM, now=now)
    said = {row.registration: row.snapshot["languages"][0] for row in Certificate.objects.all()}
    assert said[there]["note"].startswith("Provisional")
    assert said[there]["issued"] == "Printed on 2 March 2026"
    assert (said[there]["hours"], said[away]["hours"]) == ("5 hours", "2 hours")


def test_issuing_keeps_number_and_token_and_replaces_the_file(make, coming, there, now):
    print_beforehand(workshop=coming, by=SYSTEM, now=now)
    paper = Certificate.objects.get()
    store_file(certificate=paper, now=now)
    printed = path_of(paper)
    assert printed.parent.name == "provisional"
    end(make, coming, there)
    issue_eligible(workshop=coming, by=SYSTEM, now=now)
    issued = Certificate.objects.get()
    assert (issued.pk, issued.number, issued.token, issued.state) == (paper.pk, paper.number, paper.token, "issued")
    assert (issued.stored_at, issued.snapshot["languages"][0]["note"]) == (None, "")
    store_file(certificate=issued, now=now)
    assert issued.sha256 != paper.sha256
    assert path_of(issued).is_file()
    assert not printed.exists()


def test_a_worker_still_at_the_paper_does_not_store_it_as_the_certificate(make, coming, there, now):
    print_beforehand(workshop=coming, by=SYSTEM, now=now)
    at_work = Certificate.objects.get()
    end(make, coming, there)
    issue_eligible(workshop=coming, by=SYSTEM, now=now)
    assert not store_file(certificate=at_work, now=now)
    assert Certificate.objects.get().stored_at is None
    store_chunk.func([at_work.pk])
    assert Certificate.objects.get().stored_at is not None


def test_printing_again_keeps_the_number_and_prints_the_name_of_today(coming, there, now):
    print_beforehand(workshop=coming, by=SYSTEM, now=now)
    first = Certificate.objects.get()
    there.arabic_name = "أمينة الصحيحة"
    there.save()
    print_beforehand(workshop=coming, by=SYSTEM, now=now)
    again = Certificate.objects.get()
    assert (again.number, again.token, again.snapshot["arabic_name"]) == (first.number, first.token, "أمينة الصحيحة")


def test_verify_says_not_yet_valid_then_valid_or_never(client, make, coming, there, away, now):
    print_beforehand(workshop=coming, by=SYSTEM, now=now)
    good, bad = (Certificate.objects.get(registration=person) for person in (there, away))
    assert "Provisional, not yet valid" in verified(client, good)
    assert "2 hours" not in verified(client, bad)
    end(make, coming, there)
    issue_eligible(workshop=coming, by=SYSTEM, now=now)
    assert "Certificate valid" in verified(client, good)
    assert "Where the two differ, what stands here counts." in verified(client, good)
    assert "Provisional, not yet valid" in verified(client, bad)
    coming.state = "closed"
    coming.save(update_fields=["state"])
    assert "Not a valid certificate" in verified(client, bad)
    assert "Certificate valid" in verified(client, good)


def test_numbers_stay_contiguous_around_a_paper_that_never_became_valid(make, coming, there, away, now):
    print_beforehand(workshop=coming, by=SYSTEM, now=now)
    late = make.registration(coming)
    make.mark(late, coming.registers.get(code="D1-AM"))
    end(make, coming, there, late)
    issue_eligible(workshop=coming, by=SYSTEM, now=now)
    rows = Certificate.objects.order_by("sequence").values_list("sequence", "state")
    assert list(rows) == [(1, "issued"), (2, "provisional"), (3, "issued")]


@pytest.mark.parametrize(("state", "code"), [("draft", "not_coming"), ("closed", "not_coming"), ("cancelled", "not_coming")])
def test_printing_is_refused_where_nobody_comes(coming, there, now, state, code):
    coming.state = state
    coming.save(update_fields=["state"])
    with pytest.raises(NotEligible) as caught:
        print_beforehand(workshop=coming, by=SYSTEM, now=now)
    assert caught.value.code == code


def test_printing_is_refused_once_certificates_can_be_issued(held, attend, now):
    attend(held)
    with pytest.raises(NotEligible) as caught:
        print_beforehand(workshop=held, by=SYSTEM, now=now)
    assert caught.value.code == "can_be_issued"


def test_printing_in_production_without_public_address_is_refused(coming, there, now, settings):
    settings.PRODUCTION, settings.SITE_URL_GIVEN = True, ""
    with pytest.raises(NotEligible) as caught:
        print_beforehand(workshop=coming, by=SYSTEM, now=now)
    assert caught.value.code == "no_public_address"


def test_the_page_prints_and_leads_to_the_batch(staff, coming, there):
    address = reverse("certificates:beforehand", args=[coming.code])
    assert "Print 1 paper" in staff.get(address).content.decode()
    answer = staff.post(address)
    assert answer.url == reverse("certificates:batch", args=[coming.issue_batches.get().pk])
    page = staff.get(answer.url).content.decode()
    assert "Printing 1 paper beforehand" in page
    assert "These papers are no certificates" in page
    assert "1 paper was printed already" in staff.get(address).content.decode()
