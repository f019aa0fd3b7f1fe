"""Writing to chosen people of a workshop."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.history import Actor, entries_for
from mailing.models import Letter, LetterBatch
from participants.actions.writing import write_to
from participants.models import FocalPoint, Invitation, Nomination
from participants.queries.writing import audience, chosen
from participants.rules.writing import language_for
from participants.tests.test_seats_race import at_once, both, need

FRENCH = {"subject_fr": "Rappel : {title}", "text_fr": "Bonjour {name},\n\n{link}\n"}


@pytest.fixture
def workshop(make, office):
    return make.workshop("WS-W", office=office)


@pytest.fixture
def url(workshop):
    return reverse("participants:write", args=[workshop.code])


def posted(**values):
    return {"step": "send", "groups": ["confirmed"], "when": "now", "nonce": str(uuid4())} | FRENCH | values


def nominee(make, workshop, *, active=True, **fields):
    """Somebody named by a focal point, without an address."""
    institution = make.institution()
    focal_point = FocalPoint.objects.create(
        office=workshop.office, institution=institution, name="Focal", email="focal@example.org", email_key="focal@example.org",
        language="ar", is_active=active,
    )  # fmt: skip
    invitation = Invitation.objects.create(
        workshop=workshop, institution=institution, focal_point=focal_point, reference=str(uuid4()), deadline=workshop.start,
        language="fr", created_at=make.NOW,
    )  # fmt: skip
    row = make.registration(workshop, email="", origin="nominated", **fields)
    Nomination.objects.create(invitation=invitation, registration=row, rank=1, named_at=make.NOW)
    return row


@pytest.mark.parametrize(
    ("wanted", "written", "language"),
    [("fr", {"fr", "en"}, "fr"), ("ar", {"en", "fr"}, "fr"), ("ar", {"en"}, "en"), ("fr", {"ar"}, "ar"), ("xx", {"ar"}, "ar")],
)
def test_language_is_the_persons_or_the_next_best(wanted, written, language):
    assert language_for(wanted, written) == language


def test_message_goes_to_each_in_their_language(staff, make, workshop, url):
    make.registration(workshop, language="fr", given_name="Adil", family_name="A")
    make.registration(workshop, language="ar", arabic_name="زينب")
    make.registration(workshop, status="declined")
    response = staff.post(url, posted(subject_ar="تذكير", text_ar="أهلا {name}"))
    batch = LetterBatch.objects.get()
    assert response.url == reverse("participants:letters", args=["WS-W"]) + f"?batch={batch.pk}"
    french, arabic = Letter.objects.order_by("pk")
    assert (french.language, french.subject) == ("fr", "Rappel : Atelier WS-W")
    assert french.text.startswith("Bonjour Adil A,\n\nhttp://testserver/my/")
    assert (arabic.language, arabic.subject, arabic.text) == ("ar", "تذكير", "أهلا زينب\n")
    assert {letter.batch for letter in (french, arabic)} == {batch}
    assert [entry.verb for entry in entries_for(workshop)] == ["write"]


def test_people_picked_in_the_list_are_asked_what_to_write(staff, make, workshop, url):
    rows = [make.registration(workshop) for _ in range(3)]
    other = make.registration(make.workshop())
    page = staff.post(url, {"ids": [rows[0].pk, rows[2].pk, other.pk, "x"]})
    assert [row.pk for row in page.context["picked"]] == [rows[0].pk, rows[2].pk]
    staff.post(url, posted(ids=[rows[0].pk, rows[2].pk], groups=[]))
    assert list(Letter.objects.order_by("pk").values_list("object_id", flat=True)) == [str(rows[0].pk), str(rows[2].pk)]


def test_everybody_the_filters_of_the_list_found_is_asked_about(staff, make, workshop, url):
    row = make.registration(workshop, sex="M")
    make.registration(workshop, sex="F")
    assert [each.pk for each in staff.post(f"{url}?sex=M", {"everybody": "1"}).context["picked"]] == [row.pk]
    listed = staff.get(reverse("participants:list", args=["WS-W"]), {"sex": "M"}).content.decode()
    assert f'formaction="{url}?sex=M"' in listed


def test_form_sent_twice_writes_once(staff, make, workshop, url):
    """With its control: another form of the same words is another message."""
    make.registration(workshop)
    data = posted()
    assert staff.post(url, data).url == staff.post(url, data).url
    assert Letter.objects.count() == 1
    staff.post(url, posted())
    assert Letter.objects.count() == 2


@both
@pytest.mark.parametrize(("same", "written"), [(True, 2), (False, 8)])
@pytest.mark.django_db(transaction=True)
def test_form_sent_four_times_at_once_writes_once(make, database, same, written):
    """The control: without the nonce each of them writes."""
    need(database)
    workshop = make.workshop()
    for _ in range(2):
        make.registration(workshop)
    people = audience(chosen(workshop, statuses=["confirmed"]), {"fr"}).recipients
    nonce = uuid4()

    def send():
        write_to(
            workshop=workshop, recipients=people, wordings={"fr": ("S", "{link}")}, nonce=nonce if same else uuid4(),
            by=Actor.system("test"), now=make.NOW,
        )  # fmt: skip

    assert at_once([send] * 4) == []
    assert Letter.objects.count() == written


@pytest.mark.parametrize(
    ("when", "state"), [({"when": "hold"}, "held"), ({"when": "at", "send_at": "2999-01-01T09:00"}, None), ({"when": "at"}, None)]
)
def test_message_is_held_back_or_asks_for_a_sensible_time(staff, make, workshop, url, when, state):
    make.registration(workshop)
    response = staff.post(url, posted(**when))
    assert list(Letter.objects.values_list("state", flat=True)) == ([state] if state else [])
    assert state or response.context["form"].errors.keys() == {"send_at"}


def test_message_leaves_at_its_time_on_the_clock_of_the_office(staff, make, office, workshop, url):
    make.registration(workshop)
    office.timezone = "Asia/Tokyo"
    office.save()
    day = (timezone.now() + timedelta(days=3)).date()
    staff.post(url, posted(when="at", send_at=f"{day}T09:00"))
    assert f"{Letter.objects.get().send_at:%Y-%m-%d %H:%M}" == f"{day} 00:00"


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"text_fr": "Bonjour {nom}"}, {"text_fr"}),
        ({"subject_fr": "{reason}"}, {"subject_fr"}),
        ({"text_fr": ""}, {"text_fr"}),
        ({"subject_fr": ""}, {"subject_fr"}),
        ({"text_fr": "", "subject_fr": ""}, {"text_en"}),
        ({"groups": []}, {"groups"}),
        ({"groups": ["unconfirmed"]}, {"groups"}),
        ({"nonce": "x"}, {"nonce"}),
        ({"when": "later"}, {"when"}),
    ],
)
def test_what_cannot_be_sent_is_said_beside_its_field(staff, make, workshop, url, wrong, fields):
    make.registration(workshop)
    page = staff.post(url, posted(**wrong))
    assert page.context["form"].errors.keys() == fields
    assert Letter.objects.count() == 0


def test_unknown_placeholder_is_named(staff, make, workshop, url):
    make.registration(workshop)
    page = staff.post(url, posted(text_fr="{nom} {0.__class__}")).content.decode()
    assert "This placeholder is not known here: {nom}." in page
    assert "{nom} {0.__class__}" in page


def test_preview_goes_from_one_person_to_the_next_and_sends_nothing(staff, make, workshop, url):
    for name in ("Adil", "Badr", "Chadi"):
        make.registration(workshop, given_name=name, family_name="X")
    make.registration(workshop, email="", given_name="Nobody")
    make.registration(workshop, language="ar")
    seen = {}
    for show in ("", "1", "99", "x"):
        page = staff.post(url, posted(step="preview", show=show))
        seen[show] = (page.context["preview"]["number"], page.context["preview"]["total"])
    assert seen == {"": (1, 4), "1": (2, 4), "99": (4, 4), "x": (1, 4)}
    html = page.content.decode()
    assert "Bonjour Adil X," in html
    assert "/my/…/" in html
    assert "1 person gets no letter" in html
    assert "العربية (1)" in html
    assert Letter.objects.count() == 0


def test_nominee_without_an_address_is_written_to_through_the_focal_point(staff, make, workshop, url):
    nominee(make, workshop, language="fr", given_name="Ali", family_name="B")
    nominee(make, workshop, active=False)
    staff.post(url, posted())
    letter = Letter.objects.get()
    assert (letter.to, letter.language) == ("focal@example.org", "fr")
    assert "Ali B" in letter.text.splitlines()[0]


def test_who_never_proved_the_address_is_not_written_to(staff, make, workshop, url):
    row = make.registration(workshop, status="unconfirmed")
    page = staff.post(url, posted(ids=[row.pk], groups=[]))
    assert [each.pk for each in page.context["people"].unreached] == [row.pk]
    assert Letter.objects.count() == 0


def test_message_takes_as_many_readings_for_one_as_for_three(
    staff, make, workshop, url, django_assert_num_queries, django_assert_max_num_queries
):
    make.registration(workshop)
    with django_assert_max_num_queries(40) as one:
        staff.post(url, posted(step="preview"))
    nominee(make, workshop)
    nominee(make, workshop)
    with django_assert_num_queries(len(one)):
        staff.post(url, posted(step="preview"))
