from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.history import entries_for
from mailing.models import Letter
from participants.actions.registrations import confirm
from participants.models import Registration
from workshops.models import FundingShare, Workshop


@pytest.fixture
def workshop(make, office):
    return make.workshop("WS-S", office=office, capacity=2)


@pytest.fixture
def url(workshop):
    return lambda name, *more: reverse(f"participants:{name}", args=[workshop.code, *more])


def names(response):
    return [row.given_name for row in response.context["page_obj"]]


READ = ["list", "export", "letters"]
EDIT = ["add", "postpone", "cancel"]


@pytest.mark.parametrize("name", READ + EDIT)
def test_workshop_pages_exist_for_the_coordinator_alone_of_all_strangers(client, make, coordinator, url, name):
    assert client.get(url(name)).status_code == 302
    for stranger in (
        make.user(office=make.office()),
        make.user(office=coordinator.memberships.get().office, role="donor_viewer"),
    ):
        client.force_login(stranger)
        assert client.get(url(name)).status_code == 404
    client.force_login(coordinator)
    assert client.get(url(name)).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("list", 200), ("export", 200), ("letters", 404), ("add", 404), ("cancel", 404)])
def test_me_officer_reads_people_and_changes_nothing(client, make, office, url, name, status):
    client.force_login(make.user(office=office, role="me_officer"))
    assert client.get(url(name)).status_code == status


@pytest.mark.parametrize("name", ["decide", "add", "postpone", "cancel"])
def test_me_officer_cannot_post(client, make, office, workshop, url, name):
    row = make.registration(workshop, status="submitted")
    client.force_login(make.user(office=office, role="me_officer"))
    assert client.post(url(name), {"verb": "confirm", "ids": row.pk, "reason": "x"}).status_code == 404
    row.refresh_from_db()
    assert row.status == "submitted"


def test_list_counts_heads_and_warns_of_homonyms(staff, make, workshop, url):
    for status in ("confirmed", "submitted", "submitted"):
        make.registration(workshop, status=status, given_name="Mohamed", family_name="TAZROUTI")
    page = staff.get(url("list")).content.decode()
    assert "1 of 2 taken" in page
    assert "2 names wait for a decision" in page
    assert page.count("Another person has this name") == 3


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Adil", "Zineb"]),
        ({"q": "ZINÉB"}, ["Zineb"]),
        ({"q": "زَينب"}, ["Zineb"]),
        ({"q": "adil@example"}, ["Adil"]),
        ({"q": "test zineb"}, ["Zineb"]),
        ({"status": "submitted"}, ["Adil"]),
        ({"status": "nonsense"}, ["Adil", "Zineb"]),
        ({"origin": "nominated"}, ["Zineb"]),
        ({"sex": "none"}, ["Adil"]),
        ({"sex": "F"}, ["Zineb"]),
        ({"language": "ar"}, ["Zineb"]),
        ({"institution": "9" * 40}, ["Adil", "Zineb"]),
        ({"q": "\x00"}, ["Adil", "Zineb"]),
        ({"page": "99999999999999999999"}, ["Adil", "Zineb"]),
        ({"sort": "pk; drop"}, ["Adil", "Zineb"]),
        ({"q": "nobody"}, []),
    ],
)
def test_list_is_filtered_by_the_address(staff, make, workshop, url, query, found):
    make.registration(workshop, given_name="Adil", family_name="A", email="adil@example.org", sex="", status="submitted")
    make.registration(workshop, given_name="Zineb", arabic_name="زينب", language="ar", origin="nominated")
    assert names(staff.get(url("list"), query)) == found


def test_list_filters_by_institution(staff, make, workshop, url):
    institution = make.institution("DGSN")
    make.registration(workshop, institution=institution, given_name="Adil")
    make.registration(workshop)
    assert names(staff.get(url("list"), {"institution": institution.pk})) == ["Adil"]


@pytest.mark.parametrize("name", ["list", "letters", "export"])
def test_lists_take_as_many_statements_for_one_as_for_three(
    staff, make, workshop, url, name, actor, now, django_assert_num_queries, django_assert_max_num_queries
):
    def add():
        row = make.registration(workshop, status="submitted", institution=make.institution())
        confirm(registration=row, by=actor, now=now)

    workshop.capacity = None
    workshop.save()
    add()
    with django_assert_max_num_queries(40) as one:
        staff.get(url(name))
    add()
    add()
    with django_assert_num_queries(len(one)):
        staff.get(url(name))


def test_people_take_as_many_statements_for_one_as_for_three(
    staff, make, workshop, django_assert_num_queries, django_assert_max_num_queries
):
    make.registration(workshop)
    with django_assert_max_num_queries(10) as one:
        staff.get(reverse("participants:people"))
    make.registration(workshop)
    make.registration(workshop)
    with django_assert_num_queries(len(one)):
        assert len(staff.get(reverse("participants:people")).context["page_obj"]) == 3


def test_bulk_decision_tells_each_person_apart(staff, make, workshop, url):
    rows = [make.registration(workshop, status="submitted") for _ in range(3)]
    other = make.registration(make.workshop(), status="submitted")
    response = staff.post(url("decide"), {"verb": "confirm", "ids": [row.pk for row in rows]})
    assert response.status_code == 409
    [(refused, why)] = response.context["refused"]
    assert (refused.pk, str(why)) == (rows[2].pk, "The room is full: raise the capacity, or free a seat first.")
    assert list(Registration.objects.order_by("pk").values_list("status", flat=True)) == [
        "confirmed", "confirmed", "submitted", "submitted",
    ]  # fmt: skip
    staff.post(url("decide"), {"verb": "decline", "reason": "x", "ids": [other.pk]})
    other.refresh_from_db()
    assert other.status == "submitted"


def test_bulk_decision_goes_back_to_the_list_it_came_from(staff, make, workshop, url):
    row = make.registration(workshop, status="submitted")
    data = {"verb": "decline", "reason": "Quota", "ids": [row.pk], "next": url("list") + "?sex=F"}
    assert staff.post(url("decide"), data).url == url("list") + "?sex=F"
    row.refresh_from_db()
    assert (row.status, row.status_reason) == ("declined", "Quota")
    for evil in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert staff.post(url("decide"), data | {"next": evil, "ids": []}).url == url("list")


@pytest.mark.parametrize("data", [{}, {"verb": "confirm"}, {"verb": "hack", "ids": "1"}, {"verb": "confirm", "ids": ["x\x00"]}])
def test_bulk_decision_without_sense_changes_nothing(staff, url, data):
    assert staff.post(url("decide"), data).url == url("list")
    assert staff.get(url("decide")).status_code == 405


def test_detail_shows_what_was_given_and_logs_the_me_officer(client, staff, make, office, workshop, url):
    row = make.registration(workshop, function='<b>"Judge', accessibility="Wheelchair")
    page = staff.get(url("detail", row.pk)).content.decode()
    assert "&lt;b&gt;&quot;Judge" in page
    assert "Wheelchair" in page
    assert list(entries_for(row)) == []
    client.force_login(make.user(office=office, role="me_officer"))
    assert "Wheelchair" not in client.get(url("detail", row.pk)).content.decode()
    assert [entry.verb for entry in entries_for(row)] == ["viewed"]


def test_detail_of_another_workshop_does_not_exist(staff, make, url):
    assert staff.get(url("detail", make.registration(make.workshop()).pk)).status_code == 404


@pytest.mark.parametrize(("entry", "expected"), [("walk_in", ("walk_in", "confirmed")), ("submitted", ("invited", "submitted"))])
def test_staff_add_a_person(staff, url, entry, expected):
    data = {"arabic_name": "إلهام", "entry": entry, "name_order": "family_first", "nationality": "MA"}
    response = staff.post(url("add"), data)
    row = Registration.objects.get()
    assert response.url == url("detail", row.pk)
    assert (row.origin, row.status) == expected
    assert (row.name_order, row.participant.arabic_name) == ("family_first", "إلهام")


def test_adding_to_a_full_room_says_so_and_keeps_what_was_typed(staff, make, workshop, url):
    for _ in range(2):
        make.registration(workshop)
    response = staff.post(url("add"), {"arabic_name": "إلهام", "entry": "walk_in", "name_order": "given_first"})
    assert response.status_code == 200
    assert "The room is full" in response.content.decode()
    assert 'value="إلهام"' in response.content.decode()
    assert Registration.objects.count() == 2


def test_export_holds_every_row_as_text_and_is_logged(staff, make, workshop, url):
    make.registration(workshop, given_name="=1+1", family_name="AAA")
    make.registration(workshop, given_name="Zineb", family_name="ZZZ")
    response = staff.get(url("export"))
    sheet = load_workbook(BytesIO(response.content)).active
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["=1+1", "Zineb"]
    assert [row[1].data_type for row in sheet.iter_rows(min_row=2)] == ["s", "s"]
    assert [entry.verb for entry in entries_for(workshop)] == ["export_names"]


def test_people_are_found_across_workshops_and_offices_stay_apart(staff, make, office, workshop):
    row = make.registration(workshop, arabic_name="زينب")
    row.participant.search_key = row.search_key
    row.participant.save()
    make.registration(make.workshop(office=office), participant=row.participant, email=row.email)
    stranger = make.registration(make.workshop())
    page = staff.get(reverse("participants:people"), {"q": "زينب"})
    assert [(person.pk, person.workshops) for person in page.context["page_obj"]] == [(row.participant.pk, 2)]
    person = staff.get(reverse("participants:person", args=[row.participant.pk]))
    assert len(person.context["registrations"]) == 2
    assert staff.get(reverse("participants:person", args=[stranger.participant.pk])).status_code == 404


def test_people_page_does_not_exist_for_donor_viewers(client, make, office):
    client.force_login(make.user(office=office, role="donor_viewer"))
    assert client.get(reverse("participants:people")).status_code == 404


def test_letters_of_this_workshop_alone_are_listed_and_failed_ones_queued_again(staff, make, workshop, url, actor, now):
    confirm(registration=make.registration(workshop, status="submitted"), by=actor, now=now)
    other = make.workshop(office=workshop.office)
    confirm(registration=make.registration(other, status="submitted"), by=actor, now=now)
    [letter] = staff.get(url("letters")).context["page_obj"]
    Letter.objects.update(state="failed")
    assert staff.get(url("letters"), {"state": "failed"}).context["page_obj"].paginator.count == 1
    staff.post(url("letters_retry"))
    assert Letter.objects.filter(state="queued").get() == letter
    assert staff.get(url("letter", Letter.objects.exclude(pk=letter.pk).get().pk)).status_code == 404


def test_letters_page_holds_no_personal_link(staff, make, workshop, url, actor, now):
    confirm(registration=make.registration(workshop, status="submitted"), by=actor, now=now)
    assert "/my/" not in staff.get(url("letters")).content.decode()


@pytest.mark.parametrize(("name", "state"), [("postpone", "postponed"), ("cancel", "cancelled")])
def test_interrupting_asks_for_a_reason_and_says_who_is_told(staff, make, workshop, url, name, state):
    make.registration(workshop)
    assert "1 person registered will be told" in staff.get(url(name)).content.decode()
    response = staff.post(url(name), {"reason": " "})
    assert response.context["form"].errors.keys() == {"reason"}
    workshop.refresh_from_db()
    assert workshop.state == "published"
    assert staff.post(url(name), {"reason": "Strike"}).status_code == 302
    workshop.refresh_from_db()
    assert (workshop.state, workshop.state_reason) == (state, "Strike")
    assert staff.get(url("postpone")).status_code == 404


def test_a_closed_workshop_offers_neither_adding_nor_deciding(staff, make, office):
    for state, offered in [("published", True), ("held", True), ("closed", False), ("cancelled", False)]:
        workshop = make.workshop(office=office, state=state)
        make.registration(workshop)
        html = staff.get(reverse("participants:list", args=[workshop.code])).content.decode()
        add = reverse("participants:add", args=[workshop.code])
        assert (add in html, 'value="decline"' in html) == (offered, offered)


def test_new_dates_are_asked_for_and_told(staff, make, workshop, url):
    make.registration(workshop)
    make.register(workshop)
    assert staff.get(url("reschedule")).status_code == 404
    FundingShare.objects.create(workshop=workshop, donor=make.donor(), share=1)
    Workshop.objects.filter(pk=workshop.pk).update(state="postponed")
    assert "1 person registered will be told the new days" in staff.get(url("reschedule")).content.decode()
    for wrong, field in [
        ({"start": "2100-05-02", "end": "2100-05-01"}, "end"),
        ({"start": "2020-05-02", "end": "2020-05-02"}, "start"),
        ({"start": "2100-05-02"}, "end"),
    ]:
        assert staff.post(url("reschedule"), wrong).context["form"].errors.keys() == {field}
    assert staff.post(url("reschedule"), {"start": "2100-05-02", "end": "2100-05-02", "reason": "Salle"}).status_code == 302
    workshop.refresh_from_db()
    assert (workshop.state, f"{workshop.start}", workshop.registers.get().date) == ("published", "2100-05-02", workshop.start)
    assert "Salle" in Letter.objects.get().text


def test_get_changes_nothing(staff, make, workshop, url):
    row = make.registration(workshop, status="submitted")
    before = Registration.objects.values().get()
    for address in [url(name) for name in ("list", "add", "letters", "postpone", "cancel")] + [url("detail", row.pk)]:
        staff.get(address, {"verb": "confirm", "ids": row.pk, "reason": "x"})
    assert Registration.objects.values().get() == before
    assert Letter.objects.count() == 0
