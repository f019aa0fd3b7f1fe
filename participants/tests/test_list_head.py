from fractions import Fraction

import pytest
from django.urls import reverse

from participants.models import Quota, Registration
from participants.queries.by_institution import seat_table
from participants.queries.tally import tally_of
from workshops.models import Workshop


@pytest.fixture
def workshop(make, office):
    return make.workshop("WS-H", office=office, target_women_share="0.4")


@pytest.fixture
def page(staff, workshop):
    return lambda **query: staff.get(reverse("participants:list", args=[workshop.code]), query)


def test_tally_counts_by_status_and_women_among_the_seats(make, workshop):
    for status, sex in [("confirmed", "F"), ("confirmed", "M"), ("offered", "X"), ("confirmed", ""), ("submitted", "F")]:
        make.registration(workshop, status=status, sex=sex)
    make.registration(workshop, status="declined", sex="F")
    tally = tally_of(workshop)
    assert (tally.statuses["confirmed"], tally.statuses["offered"], tally.statuses["waitlisted"], tally.gone) == (3, 1, 0, 1)
    assert (tally.taken, tally.women, tally.stated, tally.women_share) == (4, 1, 3, Fraction(1, 3))


def test_tally_of_nobody_knows_no_share(workshop):
    assert (tally_of(workshop).taken, tally_of(workshop).women_share) == (0, None)


def test_seats_stand_against_the_quotas_in_force(make, workshop, now):
    over, unused, released = (make.institution(key) for key in ("OVER", "UNUSED", "RELEASED"))
    for _number in range(2):
        make.registration(workshop, institution=over)
    make.registration(workshop, institution=released)
    Quota.objects.create(workshop=workshop, institution=over, seats=1)
    Quota.objects.create(workshop=workshop, institution=unused, seats=3)
    Quota.objects.create(workshop=workshop, institution=released, seats=3, released_at=now)
    table = seat_table(workshop)
    assert [(row.label, row.taken, row.quota, row.over) for row in table.rows] == [
        ("Ministry OVER", 2, 1, 1), ("Ministry RELEASED", 1, None, 0), ("Ministry UNUSED", 0, 3, 0),
    ]  # fmt: skip
    assert (table.taken, table.quota, table.over, table.most) == (3, 4, 1, 3)


def test_head_shows_share_of_women_against_target_and_seats_over_quota(make, workshop, page):
    institution = make.institution("DGSN")
    for sex in ("F", "M"):
        make.registration(workshop, institution=institution, sex=sex)
    Quota.objects.create(workshop=workshop, institution=institution, seats=1)
    html = page().content.decode()
    assert "(1 of 2, target 40\u00a0%)" in html
    assert "1 institution · 1 seat over quota" in html


def test_filters_find_those_at_an_end_and_institutions_to_settle(make, workshop, page):
    make.registration(workshop, status="withdrawn", given_name="Gone")
    make.registration(workshop, institution_proposal="A bureau", given_name="Proposed")
    make.registration(workshop, institution=make.institution(), given_name="Listed")
    names = lambda **query: [row.given_name for row in page(**query).context["page_obj"]]  # noqa: E731
    assert (names(status="gone"), names(institution="proposed")) == (["Gone"], ["Proposed"])


def test_one_decision_reaches_everybody_the_filters_found(make, workshop, staff, page):
    for number in range(52):
        make.registration(workshop, status="submitted" if number else "withdrawn", sex="F" if number % 2 else "M")
    assert "all 51 the filters found" in page(status="submitted").content.decode()
    decide = reverse("participants:decide", args=[workshop.code])
    staff.post(f"{decide}?status=submitted&sex=F", {"verb": "waitlist", "everybody": "1"})
    assert set(Registration.objects.filter(status="waitlisted").values_list("sex", flat=True)) == {"F"}
    assert Registration.objects.filter(status="waitlisted").count() == 26


def test_unconfirmed_are_written_to_again(make, workshop, staff):
    row = make.registration(workshop, status="unconfirmed")
    decide = reverse("participants:decide", args=[workshop.code])
    page = staff.post(decide, {"verb": "remind", "ids": [row.pk]}, follow=True).content.decode()
    assert "1 person: done, and told by letter." in page


def test_list_has_a_constant_number_of_queries(make, workshop, page, django_assert_num_queries):
    for count in (1, 7):
        for number in range(count):
            institution = make.institution(f"I{count}{number}")
            make.registration(workshop, institution=institution, status="confirmed" if number % 2 else "submitted")
            Quota.objects.create(workshop=workshop, institution=institution, seats=2)
        with django_assert_num_queries(19):
            page()


def test_list_says_the_place_in_line_and_draws_the_seats_taken(make, workshop, page):
    Workshop.objects.update(capacity=4)
    make.registration(workshop)
    make.registration(workshop, status="offered")
    make.registration(workshop, status="waitlisted", rank=7)
    found = page()
    assert "Waitlisted (1)" in found.content.decode()
    assert found.context["taken_percent"] == 50  # whatever is kept or claimed beside


def test_list_tells_substitutes_from_names_to_decide(make, workshop, page):
    invitation = make.invitation(workshop)
    for role in ("nominee", "substitute"):
        make.nomination(invitation, role=role)
    html = page().content.decode()
    assert "1 name waits for a decision" in html
    assert "1 substitute stands by" in html


def test_list_leads_from_a_proposed_institution_to_settling_it(make, workshop, page):
    make.registration(workshop, institution_proposal="A bureau")
    assert 'href="/institutions/proposals/settle/?text=A%20bureau"' in page().content.decode()
    Registration.objects.update(status="unconfirmed")
    assert "proposals/settle" not in page().content.decode()
