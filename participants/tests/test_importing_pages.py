"""The pages of a list that comes in, as the office meets them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.tables import Column, Sheet, workbook
from participants.models import ImportBatch, ImportRow, Registration
from participants.tasks import compare_list, enter_list


def _url(name, batch=None):
    return reverse(f"participants:import_{name}", args=["LIST", batch.pk] if batch else ["LIST"])


def test_a_file_goes_from_its_columns_to_the_register_and_back(staff, listed):
    sheet = Sheet("S", [Column("Nom"), Column("Prénom"), Column("Note")], [["ALAMI", "Amina", "=1+1"], ["TAZI", "Karim", 5]])
    answer = staff.post(_url("start"), {"file": SimpleUploadedFile("people.xlsx", workbook([sheet]))}, follow=True)
    batch = ImportBatch.objects.get()
    assert (batch.mapping, batch.total) == ({"0": "family_name", "1": "given_name"}, 2)
    assert "2 rows were read." in answer.content.decode()
    staff.post(_url("columns", batch), {"column_0": "family_name", "column_1": "given_name", "column_2": "function"})
    assert "rows compared" in staff.get(_url("batch", batch)).content.decode()
    compare_list.func(batch.pk)
    assert staff.get(_url("batch", batch), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "Every row is settled" in staff.get(_url("batch", batch)).content.decode()
    staff.post(_url("enter", batch), {"status": "confirmed"})
    assert "All or nothing" in staff.get(_url("batch", batch), headers={"HX-Request": "true"}).content.decode()
    enter_list.func(batch.pk)
    assert "2 persons were entered" in staff.get(_url("batch", batch)).content.decode()
    assert list(Registration.objects.order_by("position").values_list("family_name", "function", "status")) == [
        ("ALAMI", "=1+1", "confirmed"),
        ("TAZI", "5", "confirmed"),
    ]
    answer = staff.post(_url("undo", batch), follow=True)
    assert ("2 persons of the list were removed." in answer.content.decode(), Registration.objects.count()) == (True, 0)


def test_decisions_are_taken_page_by_page_and_by_kind(staff, listed, bring, make, office):
    person = make.registration(make.workshop(office=office), given_name="Amina", family_name="ALAMI").participant
    batch = bring(listed, "Name,E-mail\nAlami Amina,\nKarim TAZI,none\n")
    page = staff.get(_url("batch", batch) + "?verdict=review").content.decode()
    assert (f'value="{person.pk}"' in page, "This is" in page, "disabled" in page) == (True, True, True)
    row = batch.rows.get(number=1)
    answer = staff.post(
        _url("decide", batch), {f"row_{row.pk}": str(person.pk), "verdict": "review", "page": "1", "row_x": "new"}
    )
    assert answer["Location"].endswith("?verdict=review&page=1")
    staff.post(_url("decide", batch), {"all": "error", "decision": "skip"})
    assert list(ImportRow.objects.order_by("number").values_list("decision", flat=True)) == [str(person.pk), "skip"]
    staff.post(_url("enter", batch), {"status": "submitted"})
    enter_list.func(batch.pk)
    assert list(Registration.objects.filter(workshop=listed).values_list("participant", flat=True)) == [person.pk]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose a file, or paste the rows."),
        ({"text": "Name\n"}, "The list is empty."),
        ({"file": SimpleUploadedFile("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99)}, "old or protected Excel file"),
        ({"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04 not really")}, "cannot be read as a list"),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_field(staff, listed, data, words):
    answer = staff.post(_url("start"), data)
    assert (answer.status_code, words in answer.content.decode(), ImportBatch.objects.count()) == (200, True, 0)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (["", ""], "No column holds the names."),
        (["name", "name"], "Two columns are read as the same thing."),
        (["name", "family_name"], "not from both"),
    ],
)
def test_columns_that_make_no_sense_are_told(staff, listed, columns, words):
    staff.post(_url("start"), {"text": "A,B\nAmina,ALAMI\n"})
    answer = staff.post(_url("columns", ImportBatch.objects.get()), {f"column_{n}": field for n, field in enumerate(columns)})
    assert words in answer.content.decode()


def test_refusals_are_sentences(staff, listed, bring):
    batch = bring(listed, "Name,E-mail\nKarim TAZI,none\n")
    answer = staff.post(_url("enter", batch), {"status": "submitted"}, follow=True)
    assert "Some rows are in error" in answer.content.decode()
    answer = staff.post(_url("undo", batch), follow=True)
    assert "The list is being worked on." in answer.content.decode()
    staff.post(_url("discard", batch))
    assert ImportBatch.objects.count() == 0


def test_the_rows_are_exported_with_their_verdicts(staff, listed, bring):
    batch = bring(listed, "Name,E-mail\nKarim TAZI,none\n")
    answer = staff.get(_url("rows", batch) + "?verdict=error")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")


@pytest.mark.parametrize("people", [1, 8])
def test_the_review_takes_the_same_queries_for_few_rows_and_many(
    staff, listed, bring, make, office, django_assert_num_queries, people
):
    earlier = make.workshop(office=office)
    names = [f"Amina {chr(65 + n)}ALAMI" for n in range(people)]
    for name in names:
        make.registration(earlier, given_name="Amina", family_name=name.split()[1], institution=make.institution())
    batch = bring(listed, "\n".join(["Name", *names]) + "\n")
    with django_assert_num_queries(15):
        staff.get(_url("batch", batch))


@pytest.mark.parametrize("lists", [1, 5])
def test_the_start_takes_the_same_queries_for_few_lists_and_many(staff, listed, bring, django_assert_num_queries, lists):
    for _number in range(lists):
        bring(listed, "Name\nAmina ALAMI\n")
    with django_assert_num_queries(6):
        staff.get(_url("start"))
