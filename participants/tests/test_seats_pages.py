from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.history import entries_for
from participants.actions.registrations import Refused, rerank
from participants.models import Quota, Registration


@pytest.fixture
def workshop(make, office):
    days = {"start": timezone.localdate() + timedelta(days=30), "end": timezone.localdate() + timedelta(days=30)}
    return make.workshop("WS-S", office=office, capacity=2, **days)


@pytest.fixture
def url(workshop):
    return lambda name, *more: reverse(f"participants:{name}", args=[workshop.code, *more])


@pytest.fixture
def line(make, workshop):
    """Four people who wait; ranks have gaps, as they do once somebody left."""
    names = ["Adil", "Basma", "Chadi", "Dina"]
    return [
        make.registration(workshop, status="waitlisted", rank=3 * n + 2, given_name=name, family_name="T", arabic_name="")
        for n, name in enumerate(names)
    ]


def order(workshop):
    rows = Registration.objects.filter(workshop=workshop, status="waitlisted").order_by("rank")
    return [(row.given_name, row.rank) for row in rows]


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("who", "place", "names"),
    [(2, 1, "CABD"), (0, 3, "BCAD"), (3, 99, "ABCD"), (1, 4, "ACDB"), (3, 3, "ABDC")],
)
def test_moved_person_takes_the_place_and_the_others_keep_their_order(workshop, line, actor, now, who, place, names):
    taken = rerank(registration=line[who], place=place, reason=" Minister's list ", by=actor, now=now)
    ranks = [1, 2, 3, 4] if taken != who + 1 else [2, 5, 8, 11]
    assert [(name[0], rank) for name, rank in order(workshop)] == list(zip(names, ranks, strict=True))
    told = [(entry.verb, entry.reason, entry.values.after) for entry in entries_for(line[who])]
    assert told == ([("reranked", "Minister's list", {"rank": taken})] if taken != who + 1 else [])


def test_move_is_refused_without_a_reason_or_once_nobody_waits(make, workshop, line, actor, now):
    cases = [(line[0], " ", "reason_needed"), (make.registration(workshop), "x", "not_allowed")]
    for row, reason, code in cases:
        with pytest.raises(Refused) as refused:
            rerank(registration=row, place=1, reason=reason, by=actor, now=now)
        assert refused.value.code == code


def test_move_page_asks_for_a_reason_and_keeps_what_was_typed(staff, workshop, line, url):
    page = staff.post(url("move", line[2].pk), {"place": "1", "reason": ""})
    assert (page.status_code, page.context["form"]["place"].value()) == (200, "1")
    assert list(page.context["form"].errors) == ["reason"]
    response = staff.post(url("move", line[2].pk), {"place": "1", "reason": "Speaks Tamazight"}, follow=True)
    assert "Now number 1 on the waitlist." in text(response)
    assert order(workshop)[0] == ("Chadi", 1)


@pytest.mark.parametrize("place", ["0", "-1", "x", "99999999999999999999"])
def test_move_page_refuses_a_place_that_is_none(staff, line, url, place):
    page = staff.post(url("move", line[0].pk), {"place": place, "reason": "x"})
    assert list(page.context["form"].errors) == ["place"]


def test_seats_page_shows_quotas_offers_and_the_line(staff, make, workshop, line, url):
    theirs = make.institution(name="Police")
    Quota.objects.create(workshop=workshop, institution=theirs, seats=1)
    make.registration(workshop, institution=theirs)
    Registration.objects.filter(pk=line[1].pk).update(institution=theirs)
    make.registration(workshop, status="offered", offered_until=timezone.now(), email="")
    page = staff.get(url("seats"))
    assert [(row.given_name, row.place, row.held_back) for row in page.context["page_obj"]] == [
        ("Adil", 1, False), ("Basma", 2, True), ("Chadi", 3, False), ("Dina", 4, False),
    ]  # fmt: skip
    room = page.context["room"]
    assert (room.counting, room.kept, room.left, page.context["may_offer"]) == (2, 0, 0, 0)
    for words in ("1 of 1", "used up", "No e-mail: tell this person yourself", "free seats go past this person"):
        assert words in text(page)


@pytest.mark.parametrize(
    ("query", "found"), [({"q": "basma"}, ["Basma"]), ({"q": "nobody"}, []), ({"institution": "999"}, 4), ({"page": "9"}, 4)]
)
def test_waitlist_is_searched_and_keeps_places(staff, line, url, query, found):
    page = staff.get(url("seats"), query)
    names = [row.given_name for row in page.context["page_obj"]]
    assert (len(names) if found == 4 else names) == found
    if found == ["Basma"]:
        assert page.context["page_obj"][0].place == 2


def test_empty_page_says_what_to_do(staff, url):
    page = text(staff.get(url("seats")))
    assert ("No seats are kept" in page, "Nobody waits" in page, "Export XLSX" in page) == (True, True, False)


def test_page_reads_as_much_for_few_and_many(staff, make, workshop, line, url, django_assert_num_queries):
    type(workshop).objects.update(capacity=100)

    def more(count):
        for _ in range(count):
            institution = make.institution()
            Quota.objects.create(workshop=workshop, institution=institution, seats=1)
            rank = 1000 + institution.pk
            make.registration(workshop, status="waitlisted", rank=rank, institution=institution)
            make.registration(workshop, status="offered", offered_until=timezone.now(), institution=institution)

    more(1)
    staff.get(url("seats"))
    for count in (0, 15):
        more(count)
        with django_assert_num_queries(18):
            staff.get(url("seats"))


def test_export_holds_the_line_in_order_and_is_noted(staff, workshop, line, url):
    response = staff.get(url("waitlist_export"), {"q": "t"})
    sheet = load_workbook(BytesIO(response.content)).active
    rows = [[cell.value for cell in row[:2]] for row in sheet.iter_rows(min_row=2)]
    assert rows == [[1, "Adil"], [2, "Basma"], [3, "Chadi"], [4, "Dina"]]
    assert entries_for(workshop)[0].verb == "export_names"


def test_free_seats_are_offered_by_a_button(staff, workshop, line, url):
    assert staff.get(url("seats")).context["may_offer"] == 2
    page = text(staff.post(url("offer_free"), follow=True))
    assert "2 seats are offered; letters tell it." in page
    assert Registration.objects.filter(status="offered").count() == 2
    assert "No free seat can be offered" in text(staff.post(url("offer_free"), follow=True))


def test_quota_is_added_changed_released_and_removed_on_pages(staff, make, workshop, url):
    institution = make.institution("DGSN", name="Police")
    staff.post(url("quota_add"), {"institution_name": "dgsn", "seats": "2", "release_on": workshop.start.isoformat()})
    quota = Quota.objects.get()
    assert (quota.institution, quota.seats, quota.release_on) == (institution, 2, workshop.start)
    staff.post(url("quota_edit", quota.pk), {"seats": "1", "release_on": ""})
    quota.refresh_from_db()
    assert (quota.institution, quota.seats, quota.release_on) == (institution, 1, None)
    assert "The quota was released." in text(staff.post(url("quota_release", quota.pk), follow=True))
    assert "This quota was released already." in text(staff.post(url("quota_release", quota.pk), follow=True))
    staff.post(url("quota_remove", quota.pk))
    assert Quota.objects.count() == 0


@pytest.mark.parametrize(
    ("answers", "faults"),
    [
        ({"institution_name": "Nowhere"}, ["institution_name"]),
        ({"institution": "999"}, ["institution_name"]),
        ({"institution": "x" * 40}, ["institution_name"]),
        ({"seats": "0"}, ["seats"]),
        ({"seats": "3"}, ["seats"]),
        ({"release_on": "2020-01-01"}, ["release_on"]),
        ({"release_on": "2090-01-01"}, ["release_on"]),
        ({"release_on": "tomorrow"}, ["release_on"]),
    ],
)
def test_faults_of_a_quota_are_told_beside_the_field(staff, make, url, answers, faults):
    make.institution("DGSN")
    page = staff.post(url("quota_add"), {"institution_name": "DGSN", "seats": "1"} | answers)
    assert (page.status_code, list(page.context["form"].errors), Quota.objects.count()) == (200, faults, 0)


def test_detail_leads_to_the_substitute_and_back(staff, make, workshop, url, person):
    row = make.registration(workshop)
    assert url("substitute", row.pk) in staff.get(url("detail", row.pk)).content.decode()
    form = {name: value for name, value in person().items() if value not in (None, False)}
    page = staff.post(url("substitute", row.pk), form | {"institution_name": "DIDH"}, follow=True)
    assert "The seat has passed on; both are told by letter." in text(page)
    new = Registration.objects.get(replaces=row)
    assert (new.origin, new.institution_proposal) == ("invited", "DIDH")
    old = text(staff.get(url("detail", row.pk)))
    assert ("Replaced by:" in old, url("substitute", row.pk) in old) == (True, False)


def test_substitute_on_the_day_is_a_walk_in(staff, make, workshop, url, person):
    type(workshop).objects.update(start=timezone.localdate())
    row = make.registration(workshop)
    staff.post(url("substitute", row.pk), {"arabic_name": "إلهام زرهوناج", "name_order": "given_first"})
    assert Registration.objects.get(replaces=row).origin == "walk_in"


def test_somebody_who_waits_is_chosen_without_typing_a_name(staff, make, workshop, line, url):
    row = make.registration(workshop)
    staff.post(url("substitute", row.pk), {"newcomer": line[1].pk, "name_order": "given_first"})
    assert Registration.objects.get(replaces=row).given_name == "Basma"


def test_substitute_page_keeps_what_was_typed(staff, make, workshop, url):
    row, known = make.registration(workshop), make.registration(workshop)
    page = staff.post(
        url("substitute", row.pk), {"given_name": "A", "family_name": "B", "email": known.email, "name_order": "given_first"}
    )
    assert "This person is registered for the workshop already." in text(page)
    assert page.context["form"]["given_name"].value() == "A"
    assert "given_name" in staff.post(url("substitute", row.pk), {"email": ""}).context["form"].errors


def test_capacity_below_the_seats_taken_is_told_beside_the_field(staff, make, workshop):
    for _ in range(2):
        make.registration(workshop)
    url = reverse("workshops:edit", args=[workshop.code])
    answers = staff.get(url).context
    fields = {field.html_name: field.value() for form in (answers["form"], answers["rule_form"]) for field in form}
    fields = {name: "" if value is None else value for name, value in fields.items()}
    page = staff.post(url, fields | {"capacity": "1"})
    assert list(page.context["form"].errors) == ["capacity"]
