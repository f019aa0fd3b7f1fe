"""The pages of narrative reports: starting, writing without losing a word, photographs, files."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import HistoryEntry, Role
from reports.models import Narrative
from reports.narrating import TEXTS
from reports.narrative_forms import LONGEST


@pytest.fixture
def workshop(make, office):
    return make.workshop("W", office=office, state="held", project=make.project(donors=[make.donor("SDC")]))


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def sent(narrative, **texts):
    """A form as a browser posts it."""
    return {"revision": narrative.revision} | dict.fromkeys(("title", *TEXTS), "") | texts


def test_a_report_is_started_in_one_language_and_written(staff, workshop):
    assert "not started" in staff.get(address("workshop_report", "W")).content.decode()
    response = staff.post(address("workshop_report", "W"), {"language": "ar"})
    made = Narrative.objects.get()
    assert (response.status_code, response.url, made.language) == (302, address("narrative_edit", made.pk), "ar")
    assert 'dir="rtl"' in staff.get(response.url).content.decode()
    assert staff.post(address("workshop_report", "W"), {"language": "xx"}).url == address("workshop_report", "W")
    html = staff.post(response.url, sent(made, context="سياق <b>"), follow=True).content.decode()
    assert '<p dir="auto">سياق &lt;b&gt;</p>' in html


def test_a_save_by_itself_answers_with_the_new_revision(staff, make, workshop):
    narrative = make.narrative(workshop)
    answer = staff.post(address("narrative_edit", narrative.pk), sent(narrative, context="One"), headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()) == (200, {"revision": 1})
    stale = staff.post(address("narrative_edit", narrative.pk), sent(narrative, context="Two"), headers={"X-Autosave": "1"})
    assert (stale.status_code, stale.json()) == (409, {"code": "stale"})
    long = sent(narrative, context="x" * (LONGEST + 1))
    assert staff.post(address("narrative_edit", narrative.pk), long, headers={"X-Autosave": "1"}).status_code == 400


def test_two_who_write_at_once_see_both_texts_and_lose_none(staff, make, workshop):
    narrative = make.narrative(workshop)
    first = sent(narrative)
    staff.post(address("narrative_edit", narrative.pk), first | {"context": "Theirs", "lessons": "Same"})
    response = staff.post(address("narrative_edit", narrative.pk), first | {"context": "Mine", "lessons": "Same"})
    assert response.status_code == 409
    assert [(field.name, other) for field, _tables, other in response.context["rows"] if other is not None] == [
        ("context", "Theirs")
    ]
    html = response.content.decode()
    assert ">\nMine</textarea>" in html
    again = first | {"context": "Mine and theirs", "lessons": "Same", "revision": response.context["form"]["revision"].value()}
    staff.post(address("narrative_edit", narrative.pk), again)
    narrative.refresh_from_db()
    assert (narrative.context, narrative.lessons) == ("Mine and theirs", "Same")


def test_a_text_too_long_is_said_and_kept(staff, make, workshop):
    narrative = make.narrative(workshop)
    response = staff.post(address("narrative_edit", narrative.pk), sent(narrative, lessons="x" * (LONGEST + 1)))
    assert list(response.context["form"].errors) == ["lessons"]
    assert "x" * (LONGEST + 1) in response.content.decode()


def test_a_photograph_needs_its_consent(staff, make, workshop):
    narrative = make.narrative(workshop)
    url = address("photos", narrative.pk)

    def upload(data=None, **stated):
        return staff.post(url, {"photo": SimpleUploadedFile("a.png", data or make.png()), "caption": "Room"} | stated)

    assert list(upload().context["form"].errors) == ["consent"]
    assert list(upload(b"text", consent="on").context["form"].errors) == ["photo"]
    assert upload(consent="on").url == url
    photo = narrative.photos.get()
    assert photo.consent == "Chaque personne reconnaissable sur cette photographie a accepté son utilisation dans ce rapport."
    response = staff.get(address("photo_file", narrative.pk, photo.pk))
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8\xff")
    assert "Room" in staff.get(address("narrative", narrative.pk)).content.decode()
    staff.post(address("photo_remove", narrative.pk, photo.pk))
    assert narrative.photos.count() == 0


def test_a_project_report_is_started_for_a_period(staff, workshop):
    values = {
        "project": workshop.project.pk,
        "office": workshop.office.pk,
        "language": "en",
        "first": "2026-05-01",
        "last": "2026-04-01",
    }
    assert list(staff.post(address("narrative_start"), values).context["form"].errors) == ["last"]
    staff.post(address("narrative_start"), values | {"last": "2026-06-01"})
    made = Narrative.objects.get()
    assert (made.project, made.workshop, str(made.last)) == (workshop.project, None, "2026-06-01")
    html = staff.get(address("narratives"), {"q": workshop.project.code.lower()}).content.decode()
    assert address("narrative", made.pk) in html
    assert "No report fits these filters" in staff.get(address("narratives"), {"q": "none"}).content.decode()


def test_files_of_a_report(staff, make, workshop):
    narrative = make.narrative(workshop, language="en", context="Words")
    word = staff.get(address("narrative_file", narrative.pk, "docx"))
    assert BytesIO(word.content).read(2) == b"PK"
    assert word.headers["Content-Disposition"] == 'attachment; filename="report-w-en.docx"'
    assert staff.get(address("narrative_file", narrative.pk, "exe")).status_code == 404


def test_who_reads_the_annex_of_names_is_recorded(client, make, workshop):
    narrative = make.narrative(workshop, lists_names=True)
    client.force_login(make.user(office=workshop.office, role=Role.ME_OFFICER))
    client.get(address("narrative", narrative.pk))
    assert list(HistoryEntry.objects.filter(verb="viewed").values_list("object_id", flat=True)) == [str(narrative.pk)]


def test_queries_of_the_list_do_not_grow(staff, make, workshop, office, django_assert_num_queries):
    make.narrative(workshop)
    staff.get(address("narratives"))
    for number in range(3):
        with django_assert_num_queries(6):
            staff.get(address("narratives"))
        make.narrative(make.workshop(office=office), title=f"{number}")
