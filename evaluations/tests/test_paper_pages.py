from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Role
from evaluations.models import Assessment, Question
from evaluations.paper import render_paper
from evaluations.queries.assessments import questions


@pytest.fixture
def workshop(make, office):
    return make.workshop("W", office=office)


def at(name, *arguments):
    return reverse(f"evaluations:{name}", args=["W", *arguments])


def texts(**values):
    return {"points": "2", "text_en": "Who?", "text_fr": "Qui ?", "text_ar": "من؟", **values}


def rows(*numbers):
    return {f"choice_{number}_fr": f"Réponse {number}" for number in numbers}


def test_a_single_choice_is_written(staff, workshop):
    staff.post(at("question_add") + "?kind=single", texts(right="3") | rows(1, 3))
    question = workshop.questions.get()
    found = [(choice.text_fr, choice.is_right) for choice in question.choices.all()]
    assert (question.kind, found) == ("single", [("Réponse 1", False), ("Réponse 3", True)])


def test_the_other_kinds_are_written(staff, workshop):
    staff.post(at("question_add") + "?kind=multiple", texts(right=["1", "2"]) | rows(1, 2, 3))
    staff.post(at("question_add") + "?kind=true_false", texts(right="2"))
    staff.post(at("question_add") + "?kind=number", texts(number="7,5", tolerance="0,25"))
    several, truth, number = questions(workshop)
    assert [choice.is_right for choice in several.choices.all()] == [True, True, False]
    assert [(str(choice), choice.is_right) for choice in truth.choices.all()] == [("True", False), ("False", True)]
    assert (number.number, number.tolerance) == (Decimal("7.5"), Decimal("0.25"))


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("single", texts() | rows(1, 2), "right"),
        ("single", texts(right="1") | rows(1), "right"),
        ("single", texts(right="5") | rows(1, 2), "choice_5_en"),
        ("single", texts(right="1", text_en="", text_fr="", text_ar="") | rows(1, 2), "text_en"),
        ("single", texts(right="1", points="0") | rows(1, 2), "points"),
        ("multiple", texts(right=["1", "2"]) | rows(1, 2), "right"),
        ("number", texts(number="many"), "number"),
        ("true_false", texts(), "right"),
    ],
)
def test_a_faulty_question_is_refused_beside_its_field(staff, workshop, kind, data, field):
    page = staff.post(at("question_add") + f"?kind={kind}", data)
    assert (list(page.context["form"].errors), Question.objects.count()) == ([field], 0)
    assert "Qui ?" in page.text or data["text_fr"] == ""


def test_a_question_is_edited_with_what_it_says(staff, make, workshop):
    question = make.question(workshop, right=(2,))
    page = staff.get(at("question", question.pk))
    assert ('value="A2 fr"' in page.text, page.context["form"].rows[1][2]) == (True, True)
    staff.post(at("question", question.pk), texts(right="1") | rows(1, 2))
    question.refresh_from_db()
    assert (question.text_fr, [choice.is_right for choice in question.choices.all()]) == ("Qui ?", [True, False])


def test_questions_are_moved_and_taken_out(staff, make, workshop):
    first, second = make.question(workshop), make.question(workshop)
    staff.post(at("question_move", second.pk, "up"))
    assert questions(workshop) == [second, first]
    staff.post(at("question_remove", second.pk))
    assert questions(workshop) == [first]


def test_the_page_tells_what_the_points_do_to_the_maximum(staff, make, office):
    workshop = make.workshop("W", office=office, test_max_score=Decimal(20))
    make.question(workshop, text_ar="")
    page = staff.get(at("paper"))
    assert "When a test is opened, the maximum becomes 1." in page.text
    assert "1 question is not written in all three languages" in page.text
    staff.post(at("adopt"))
    workshop.refresh_from_db()
    assert workshop.test_max_score == 1


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FACILITATOR])
def test_a_test_is_opened_and_closed_by_who_may(make, client, office, workshop, role):
    user = make.user(role=role, office=office)
    make.teaches(user, workshop)
    make.question(workshop)
    client.force_login(user)
    client.post(at("set_open", "pre", "open"))
    assert Assessment.objects.get().is_open
    assert ("Close the test" in client.get(at("paper")).text, client.get(at("wall", "pre")).status_code) == (True, 200)
    client.post(at("set_open", "pre", "close"))
    assert not Assessment.objects.get().is_open
    assert [client.post(at("set_open", *wrong)).status_code for wrong in (("mid", "open"), ("pre", "burn"))] == [404, 404]


def test_a_test_that_cannot_open_says_why(staff, workshop):
    page = staff.post(at("set_open", "pre", "open"), follow=True)
    assert "The paper has no questions yet." in page.text


def test_a_settled_paper_sends_its_forms_back(staff, make, workshop):
    question = make.question(workshop)
    make.assessment(workshop)
    for url in (at("question_add"), at("question", question.pk)):
        assert "can change no more" in staff.get(url, follow=True).text
    assert staff.post(at("question_add"), texts(right="1") | rows(1, 2)).context["form"].non_field_errors()


def test_a_paper_is_copied_from_what_one_may_read(staff, make, office, workshop):
    mine, foreign = make.workshop("MINE", office=office), make.workshop("FOREIGN")
    make.question(mine)
    make.question(foreign)
    page = staff.get(at("copy"))
    assert ("MINE" in page.text, "FOREIGN" in page.text) == (True, False)
    staff.post(at("copy"), {"source": "FOREIGN"})
    assert questions(workshop) == []
    staff.post(at("copy"), {"source": "MINE"})
    assert [str(row) for row in questions(workshop)] == ["Q1 en"]


def test_the_page_of_the_paper_costs_the_same_for_few_and_many(staff, make, workshop, django_assert_max_num_queries):
    counts = []
    for size in (1, 12):
        for _number in range(size):
            make.question(workshop)
        with django_assert_max_num_queries(40) as captured:
            staff.get(at("paper"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def read(data):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages)


def test_the_printed_test_and_its_key_are_one_template_in_three_languages(make, workshop):
    make.question(workshop, right=(2,), text_ar="ما الجواب؟")
    make.question(workshop, number=Decimal("7.5"))
    asked = questions(workshop)
    paper, key = read(render_paper(workshop, asked, "fr")), read(render_paper(workshop, asked, "ar", with_key=True))
    assert ("Q1 fr" in paper, "7.5" in paper, "Atelier W" in paper) == (True, False, True)
    assert ("ما الجواب؟" in key, "7.5" in key, "ورشة" in key, key.count("×")) == (True, True, True, 1)


def test_printing_nothing_is_no_file(staff, workshop):
    assert staff.get(at("paper_pdf")).status_code == 404
