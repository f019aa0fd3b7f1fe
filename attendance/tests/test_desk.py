"""The office's side of the door: links for helpers, the scans to review, their settling and their export."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.history import Actor, entries_for
from accounts.models import Role
from attendance.actions import ReviewRefused, accept_scan, dismiss_scan
from attendance.models import Scan
from attendance.tests.door import DAY, sent, taken, walk_in
from participants.actions.links import token_hash


@pytest.fixture
def register(make, office, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: DAY)
    return make.register(make.workshop("W", office=office, capacity=3))


def of(name, *rest):
    return reverse(f"attendance:{name}", args=["W", *rest])


def waiting(register, user, *records, **options):
    """The scans of `records` that wait for somebody."""
    taken(register, user, *records, **options)
    return list(Scan.objects.waiting().order_by("id"))


def test_new_link_is_told_once_and_its_token_is_not_kept(staff, register):
    made = staff.post(of("links", register.pk), {"label": "Door 2"})
    link = register.device_links.get()
    url = made.context["made"]["url"]
    assert link.token_hash == token_hash(url.rstrip("/").rsplit("/", 1)[1])
    assert (url in made.content.decode(), "no-store" in made["Cache-Control"]) == (True, True)
    assert url not in staff.get(of("links", register.pk)).content.decode()
    assert entries_for(register).get().verb == "device_link_made"


def test_link_without_a_name_is_asked_for_one(staff, register):
    page = staff.post(of("links", register.pk), {"label": " "})
    assert (list(page.context["form"].errors), register.device_links.count()) == (["label"], 0)


def test_link_to_a_register_long_past_is_refused(staff, make, register, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: DAY + timedelta(days=2))
    page = staff.post(of("links", register.pk), {"label": "Door 2"})
    assert (list(page.context["form"].errors), register.device_links.count()) == (["label"], 0)


def test_registers_hold_at_most_twenty_links(staff, make, register, coordinator):
    for _number in range(20):
        make.device_link(register, made_by=coordinator)
    page = staff.post(of("links", register.pk), {"label": "Door 2"})
    assert (list(page.context["form"].errors), register.device_links.count()) == (["label"], 20)


def test_revoked_link_ends_and_stays_in_the_list(staff, make, register):
    link = make.device_link(register)
    for _twice in range(2):
        assert staff.post(of("link_revoke", link.pk)).status_code == 302
    link.refresh_from_db()
    assert (link.revoked_at, [entry.verb for entry in entries_for(register)]) == (DAY, ["device_link_revoked"])
    assert "Revoked" in staff.get(of("links", register.pk)).content.decode()


def test_facilitator_makes_links_for_the_own_workshop(client, make, register):
    user = make.user(office=register.workshop.office, role=Role.FACILITATOR)
    make.teaches(user, register.workshop)
    client.force_login(user)
    assert client.post(of("links", register.pk), {"label": "Door 2"}).context["made"] is not None


def test_registers_of_today_stand_first(staff, make, register):
    make.register(register.workshop, "D2", day=DAY.date() + timedelta(days=1))
    make.register(register.workshop, "D9", day=DAY.date() + timedelta(days=9))
    make.register(make.workshop(state="cancelled", office=register.workshop.office))
    make.register(make.workshop())
    person = make.registration(register.workshop)
    make.mark(person, register)
    page = staff.get(reverse("attendance:checkin"))
    today, others = ([(row.code, row.present, row.expected) for row, _label in page.context[n]] for n in ("today", "others"))
    assert (today, others) == ([("D1-AM", 1, 1)], [("D2", 0, 1)])
    assert "1 of 1 in" in page.content.decode()


def test_nobody_else_chooses_a_register(client, make, office):
    client.force_login(make.user(office=office, role=Role.ME_OFFICER))
    assert client.get(reverse("attendance:checkin")).status_code == 404


@pytest.mark.parametrize("many", [1, 8])
def test_desk_takes_the_same_queries_for_few_and_many(staff, make, register, coordinator, django_assert_num_queries, many):
    for number in range(many):
        make.register(register.workshop, f"X{number}")
        make.door_scan(register, registration=make.registration(register.workshop, status="withdrawn"), reason="withdrawn")
    with django_assert_num_queries(12):
        page = staff.get(of("door"), {"show": "all"})
    assert page.context["page_obj"].paginator.count == many


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 2),
        ({"reason": "withdrawn"}, 1),
        ({"reason": "nonsense", "show": "nonsense", "register": "x"}, 2),
        ({"q": "TAZROUTTI"}, 1),
        ({"q": "تازروتي"}, 1),
        ({"show": "settled"}, 1),
        ({"show": "clock"}, 1),
        ({"show": "all"}, 4),
    ],
)
def test_desk_shows_what_the_filter_asks(staff, make, register, coordinator, query, found):
    gone = make.registration(register.workshop, status="withdrawn", family_name="TAZROUTTI")
    taken(register, coordinator, sent(gone), sent(make.registration(register.workshop), at=DAY + timedelta(hours=1)))
    make.door_scan(register)
    dismiss_scan(scan=make.door_scan(register), reason="A test of the code.", by=Actor.of(coordinator), now=DAY)
    assert staff.get(of("door"), query).context["page_obj"].paginator.count == found


def test_empty_desk_says_so(staff, register):
    assert "Nothing waits for review" in staff.get(of("door")).content.decode()
    assert "Nothing fits" in staff.get(of("door"), {"q": "zz"}).content.decode()


def test_unknown_code_is_recorded_for_the_person_chosen(staff, make, register, coordinator):
    person = make.registration(register.workshop)
    [scan] = waiting(register, coordinator, sent(code="W1:AAAABBBBCCCCDDDD"))
    asked = staff.post(of("door_scan", scan.pk), {"reason": "Old badge", "verdict": "accepted", "person": ""})
    assert list(asked.context["form"].errors) == ["person"]
    answer = {"reason": "Old badge", "verdict": "accepted", "person": person.pk}
    assert staff.post(of("door_scan", scan.pk), answer).status_code == 302
    [mark] = register.records.all()
    assert (mark.registration, mark.state, mark.source, mark.reason, mark.device_time) == (
        person, "present", "scan", "Old badge", DAY,
    )  # fmt: skip
    scan.refresh_from_db()
    assert (scan.review.verdict, scan.review.by, scan.outcome, scan.registration) == ("accepted", coordinator, "kept", person)
    assert entries_for(register).filter(verb="scan_accepted").get().reason == "Old badge"


def test_badge_of_another_workshop_names_its_holder_to_whoever_may_read_it(staff, make, register, coordinator):
    ours, theirs = make.workshop("OURS", office=register.workshop.office), make.workshop("THEIRS")
    known, hidden = (make.registration(one, family_name=one.code) for one in (ours, theirs))
    scans = waiting(register, coordinator, sent(known), sent(hidden), sent(code="W1:AAAABBBBCCCCDDDD"))
    pages = [staff.get(of("door_scan", scan.pk)) for scan in scans]
    assert [page.context["holder"] for page in pages] == [known, None, None]
    assert [("OURS" in page.content.decode(), "THEIRS" in page.content.decode()) for page in pages[:2]] == [
        (True, False), (False, False),
    ]  # fmt: skip


def test_scan_set_aside_gives_no_presence(staff, make, register, coordinator):
    [scan] = waiting(register, coordinator, sent(make.registration(register.workshop, status="withdrawn")))
    assert staff.post(of("door_scan", scan.pk), {"reason": "Went home", "verdict": "dismissed"}).status_code == 302
    assert (register.records.count(), scan.review.verdict) == (0, "dismissed")
    assert staff.get(of("door_scan", scan.pk)).status_code == 404


def test_settling_asks_for_a_reason(staff, make, register):
    scan = make.door_scan(register)
    page = staff.post(of("door_scan", scan.pk), {"reason": "", "verdict": "dismissed"})
    assert (list(page.context["form"].errors), Scan.objects.waiting().count()) == (["reason"], 1)


def test_scan_is_settled_once(make, register, coordinator):
    scan, by = make.door_scan(register), Actor.of(coordinator)
    dismiss_scan(scan=scan, reason="Twice", by=by, now=DAY)
    for settle in (accept_scan, dismiss_scan):
        with pytest.raises(ReviewRefused, match="settled"):
            settle(scan=scan, reason="Twice", by=by, now=DAY)


def test_late_scan_waits_until_the_register_is_opened_again(staff, make, register, coordinator):
    person, validation = make.registration(register.workshop), make.validate(register)
    validation.at = DAY
    validation.save()
    [scan] = waiting(register, coordinator, sent(person, at=DAY - timedelta(minutes=1)))
    answer = {"reason": "Telephone came late", "verdict": "accepted", "person": person.pk}
    assert "Reopen it" in staff.post(of("door_scan", scan.pk), answer).content.decode()
    validation.state = "reopened"
    validation.save()
    assert staff.post(of("door_scan", scan.pk), answer).status_code == 302
    assert register.records.get().reason == "Telephone came late"


def test_walk_in_without_a_seat_is_entered_once_there_is_one(staff, make, register, coordinator):
    for _seat in range(3):
        make.registration(register.workshop)
    [scan] = waiting(register, coordinator, walk_in(given_name="Omar"))
    answer = {"reason": "The director agreed", "verdict": "accepted", "person": ""}
    assert "No seat is free" in staff.post(of("door_scan", scan.pk), answer).content.decode()
    type(register.workshop).objects.update(capacity=4)
    assert staff.post(of("door_scan", scan.pk), answer).status_code == 302
    scan.refresh_from_db()
    assert (scan.walk_in, scan.registration.given_name, register.records.get().state) == (None, "Omar", "present")


def test_review_of_a_mark_leaves_a_stronger_one_alone(make, register, coordinator):
    person = make.registration(register.workshop)
    make.mark(person, register, "late")
    accept_scan(scan=make.door_scan(register), registration=person, reason="Seen", by=Actor.of(coordinator), now=DAY)
    assert [mark.state for mark in register.records.all()] == ["late"]


def test_export_holds_the_rows_of_the_filter(staff, make, register, coordinator):
    person = make.registration(register.workshop, given_name="=Amina")
    taken(register, coordinator, sent(person))
    make.door_scan(register)
    rows = [list(load_workbook(BytesIO(staff.get(of("door_export"), q).content)).active.values) for q in ({}, {"show": "all"})]
    assert [len(each) for each in rows] == [2, 3]
    assert [row[2] for row in rows[1][1:]].count("=Amina") == 1
    assert entries_for(register.workshop).filter(verb="export_scans").count() == 2


def test_reading_the_desk_leaves_a_trace_of_who_only_reads(client, make, register):
    client.force_login(make.user(office=register.workshop.office, role=Role.ME_OFFICER))
    client.get(of("door"))
    assert [entry.verb for entry in entries_for(register.workshop)] == ["names_read"]
