import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Role
from participants.models import Registration
from workshops.models import Workshop

Status = Registration.Status


def page(client, workshop):
    response = client.get(reverse("reports:workshop", args=[workshop.code]))
    assert response.status_code == 200
    return response


@pytest.fixture
def full(make, office):
    """A held workshop: three confirmed (two women of one ministry), one of them never came, one name waits."""
    workshop = make.workshop("WS-FULL", office=office, state=Workshop.State.HELD, start=date(2026, 1, 5), end=date(2026, 1, 5))
    register = make.register(workshop)
    ministry = make.institution("INT")
    people = [
        make.registration(workshop, sex="F", institution=ministry),
        make.registration(workshop, sex="F", institution=ministry),
        make.registration(workshop, sex="M"),
    ]
    make.registration(workshop, status=Status.SUBMITTED)
    make.registration(workshop, status=Status.UNCONFIRMED)
    for person, mark in zip(people, ("present", "late", "absent"), strict=True):
        make.mark(person, register, mark)
    make.validate(register)
    return workshop


def test_heads_are_nominated_confirmed_attended_trained(staff, full):
    heads = page(staff, full).context["heads"]
    assert [head["value"] for head in heads] == [4, 3, 2, 2]


def test_heads_not_known_yet_are_a_dash(staff, make, office):
    workshop = make.workshop(office=office)
    make.registration(workshop)
    response = page(staff, workshop)
    assert [head["value"] for head in response.context["heads"]] == [1, 1, None, None]
    assert response.content.decode().count('<span class="n n-none">–</span>') == 2


def test_seats_are_counted_by_institution(staff, full):
    seats = page(staff, full).context["seats"]
    assert [(row.label, row.taken, row.women, row.waiting) for row in seats.rows] == [("Ministry INT", 2, 2, 0), ("", 1, 0, 1)]


def test_next_action_of_a_held_workshop_leads_to_certificates(staff, full):
    assert page(staff, full).context["next"]["code"] == "issue_certificates"


def test_a_change_of_state_is_a_form_that_asks_first(staff, full):
    html = page(staff, full).content.decode()
    url = reverse("attendance:transition", args=[full.code, "close"])
    assert f'<form method="post" action="{url}" data-confirm="Close the workshop?"' in html


def test_every_change_of_state_is_offered_in_the_head_and_asks(staff, make, office):
    running = make.workshop(office=office, start=date(2020, 1, 1), end=date(2020, 1, 2))
    response = page(staff, running)
    assert [move["verb"] for move in response.context["moves"]] == ["close_registration", "hold", "postpone", "cancel"]
    forms = re.findall(r'<form method="post" action="/workshops/[^>]*>', response.content.decode())
    assert len(forms) == 3  # the menu, and the next action: hold
    assert all(' data-confirm="' in form for form in forms)
    closed = make.workshop(office=office, state=Workshop.State.CLOSED)
    assert [move["verb"] for move in page(staff, closed).context["moves"]] == ["reopen"]


def test_holding_is_offered_from_the_last_day_on(staff, make, office):
    coming = make.workshop(office=office, start=date(2100, 1, 1), end=date(2100, 1, 2))
    assert "hold" not in [move["verb"] for move in page(staff, coming).context["moves"]]


def test_a_postponed_workshop_leads_to_its_new_dates(staff, make, office):
    postponed = make.workshop(office=office, state=Workshop.State.POSTPONED)
    assert page(staff, postponed).context["next"]["url"] == reverse("participants:reschedule", args=[postponed.code])


def test_a_workshop_of_another_office_does_not_exist(staff, make):
    other = make.workshop()
    assert staff.get(reverse("reports:workshop", args=[other.code])).status_code == 404
    assert staff.get(reverse("reports:workshop", args=["no-such"])).status_code == 404


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.DONOR_VIEWER])
def test_who_may_not_read_registrations_sees_no_counts_of_people(client, make, office, full, role):
    client.force_login(make.user(office=office, role=role))
    response = page(client, full)
    assert "heads" not in response.context
    assert response.context["next"] is None
    assert "Ministry INT" not in response.content.decode()


def test_me_officer_reads_figures_and_changes_nothing(client, make, office, full):
    client.force_login(make.user(office=office, role=Role.ME_OFFICER))
    response = page(client, full)
    assert [head["value"] for head in response.context["heads"]] == [4, 3, 2, 2]
    assert response.context["moves"] == []


def test_anonymous_is_sent_to_sign_in(client, full):
    assert client.get(reverse("reports:workshop", args=[full.code])).status_code == 302


def test_queries_do_not_grow_with_people_and_institutions(staff, make, office, django_assert_num_queries):
    small, large = make.workshop(office=office), make.workshop(office=office)
    make.registration(small, institution=make.institution())
    for _number in range(3):
        make.registration(large, institution=make.institution())
    page(staff, small)
    for workshop in (small, large):
        with django_assert_num_queries(26):
            page(staff, workshop)


def test_what_waits_beside_the_next_action_stands_below_it(staff, make, office):
    workshop = make.workshop("WS-N", office=office, start=date(2100, 5, 4), end=date(2100, 5, 4), capacity=6)
    make.nomination(make.invitation(workshop, quota=2))
    make.invitation(workshop, deadline=date(2020, 1, 1))
    make.registration(workshop, institution_proposal="A bureau")
    response = page(staff, workshop)
    assert response.context["next"]["code"] == "ask_again"
    assert [step["code"] for step in response.context["then"]] == ["decide_names", "settle_proposals"]
    assert dict(response.context["facts"])["Capacity"] == "6 seats, 5 free; 2 of them kept for institutions"


def test_facts_are_in_words(staff, make, office):
    donors = {make.donor("SDC", name_en="Swiss Agency"): "0.6", make.donor("IDF", name_en="Development Fund"): "0.4"}
    workshop = make.workshop(
        office=office, shares=donors, languages=["fr", "ar", "zz"], interpretation=["fr-ar", "zz"], city="Rabat", capacity=25
    )
    facts = dict(page(staff, workshop).context["facts"])
    assert facts["Languages"] == "French, Arabic, zz"
    assert facts["Interpretation"] == "French–Arabic, zz"
    assert facts["Funding"] == "Swiss Agency 60\u00a0%, Development Fund 40\u00a0%"
    assert facts["Certificate rule"] == "80\u00a0% of the half-days, no test"
    assert (facts["Place"], facts["Capacity"]) == ("Rabat", "25 seats, 25 free")


def test_heads_of_the_case_are_those_of_its_report(client, make, case):
    client.force_login(make.user(office=case.office))
    heads = [head["value"] for head in page(client, case).context["heads"]]
    figures = client.get(reverse("reports:donor_report_json"), {"project": case.project.code}).json()
    assert heads == [figures[key] for key in ("nominated", "confirmed", "attended", "trained")] == [26, 25, 24, 22]
