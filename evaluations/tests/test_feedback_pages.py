"""The pages of feedback: for whoever answers without an account, and for the office."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import HistoryEntry, Role
from evaluations.actions.feedback import close_feedback, give_feedback, send_feedback_letters
from evaluations.models import FeedbackAnswer, FeedbackForm, FeedbackText
from evaluations.tests.boxes import BY, held, opened
from mailing.models import Letter
from participants.actions.links import make_link
from participants.rules.door import in_groups

OWN = [{"kind": "text", "text_en": "What else?", "text_fr": "Autre chose ?", "text_ar": "شيء آخر؟"}]
QUERIES = 17
READY = ["overall_satisfaction", "interpretation_quality"]


@pytest.fixture
def today(now):
    """The pages read the clock: boxes are opened on the day of the test."""
    return timezone.now()


def path(name, workshop, *rest):
    return reverse(f"evaluations:{name}", args=[workshop.code, *rest])


def test_the_letter_leads_to_a_form_that_is_sent_once(make, client, today):
    workshop, people, _passes = opened(make, today, ready=READY, own=OWN, people=1)
    send_feedback_letters(workshop=workshop, by=BY, now=today)
    link = re.search(r"http://testserver(/my/\S+)", Letter.objects.get().text)[1]
    form = client.get(link)
    assert (form.status_code, link.rsplit("/", 2)[0] in form.url) == (302, False)
    page = client.get(form.url)
    assert [page.context["form"][name].label for name in page.context["form"].fields] == [
        "All in all, how satisfied are you with the workshop?",
        "How good was the interpretation? Leave it out if you did not use it.",
        "What else?",
    ]
    assert client.post(form.url, {"q0": "4", "q1": "", "q2": "More time"}).url == path("thanks", workshop)
    assert client.get(path("thanks", workshop)).status_code == 200
    assert list(FeedbackAnswer.objects.values_list("question", "answer")) == [("overall_satisfaction", 4)]
    assert list(FeedbackText.objects.values_list("text", flat=True)) == ["More time"]
    for forwarded in (Client().get(form.url), Client().post(form.url, {"q0": "1"})):
        assert (forwarded.status_code, "each person answers once" in forwarded.text) == (410, True)
    assert FeedbackForm.objects.get().forms == 1


def test_a_form_with_nothing_in_it_comes_back_and_spends_nothing(make, client, today):
    workshop, _people, passes = opened(make, today, ready=READY, own=OWN)
    page = client.post(path("give_feedback", workshop, passes[0]), {"q0": "", "q1": "7", "q2": "kept"})
    assert (page.status_code, "kept" in page.text, sorted(page.context["form"].errors)) == (200, True, ["q1"])
    page = client.post(path("give_feedback", workshop, passes[0]), {"q0": "", "q1": "", "q2": "  "})
    assert "Answer at least one question." in page.text
    assert client.post(path("give_feedback", workshop, passes[0]), {"q0": "5"}).status_code == 302


def test_changing_the_language_keeps_what_was_typed(make, client, today):
    workshop, _people, passes = opened(make, today, ready=READY, own=OWN)
    url = path("give_feedback", workshop, passes[0])
    page = client.post(url, {"q0": "4", "q1": "", "q2": "مفيد", "switch_language": "ar"})
    assert ("شيء آخر؟" in page.text, "مفيد" in page.text, 'lang="ar"' in page.text) == (True, True, True)
    assert re.search(r'name="q0" id="id_q0_3" value="4" checked', page.text)
    assert FeedbackForm.objects.get().forms == 0


def test_whoever_was_not_there_is_told_so(make, client, today):
    workshop, _people, _passes = opened(make, today)
    token = make_link(registration=make.registration(workshop), now=today)
    page = client.get(reverse("evaluations:own_feedback", args=[token]))
    assert (page.status_code, "not recorded yet" in page.text) == (404, True)
    assert client.get(reverse("evaluations:own_feedback", args=["unknown"])).status_code == 404


def test_a_closed_box_refuses_politely(make, client, today):
    workshop, people, passes = opened(make, today)
    close_feedback(workshop=workshop, by=BY, now=today)
    own = reverse("evaluations:own_feedback", args=[make_link(registration=people[0], now=today)])
    for url in (path("give_feedback", workshop, passes[0]), path("feedback_code", workshop), own):
        page = client.get(url)
        assert (page.status_code, "No answers are taken" in page.text) == (410, True)


def test_the_code_on_the_wall_asks_for_the_personal_code(make, client, today):
    workshop, people, passes = opened(make, today)
    stranger = make.registration(make.workshop())
    url = path("feedback_code", workshop)
    typed = f" {in_groups(people[1].door_code[:8]).lower()} "
    assert client.post(url, {"code": typed}).url == path("give_feedback", workshop, passes[1])
    assert client.post(url, {"code": f"W1:{people[1].door_code}"}).status_code == 302
    for code in (stranger.door_code, "", "x" * 60, people[1].door_code[:7]):
        assert client.post(url, {"code": code}).status_code == 200
    assert "Nobody on the list of this workshop has this code" in client.post(url, {"code": stranger.door_code}).text


def test_a_draft_has_no_form(make, client, today):
    assert client.get(path("feedback_code", make.workshop(state="draft"))).status_code == 404


def test_the_own_page_offers_the_form_while_it_is_open(make, client, today):
    workshop, people, _passes = opened(make, today)
    token = make_link(registration=people[0], now=today)
    own, link = reverse("certificates:own_page", args=[token]), reverse("evaluations:own_feedback", args=[token])
    assert link in client.get(own).text
    close_feedback(workshop=workshop, by=BY, now=today)
    assert link not in client.get(own).text


def test_the_office_chooses_opens_writes_and_closes(make, staff, office, today):
    workshop, _people = held(make, today, office=office)
    rows = {
        "own-TOTAL_FORMS": 2,
        "own-INITIAL_FORMS": 0,
        "own-0-kind": "scale",
        "own-0-text_fr": "Le rythme ?",
        "own-1-kind": "text",
    }
    assert staff.post(path("feedback_questions", workshop), {"ready": READY} | rows).url == path("feedback", workshop)
    assert staff.get(path("feedback_questions", workshop)).context["own"].initial[0]["text_fr"] == "Le rythme ?"
    page = staff.get(path("feedback", workshop))
    assert page.context["questions"][2] == "Le rythme ?"
    assert "This day has passed." in staff.post(path("feedback_open", workshop), {"closes_on": "2020-01-01"}).text
    last = today.date() + timedelta(days=5)
    assert staff.post(path("feedback_open", workshop), {"closes_on": last.isoformat()}).status_code == 302
    assert "3 letters are on their way." in staff.post(path("feedback_letters", workshop), follow=True).text
    assert "0 of 3 forms are in" in staff.get(path("feedback", workshop)).text
    assert "0 of 3 forms are in." in staff.get(path("feedback_close", workshop)).text
    assert "no form came back" in staff.post(path("feedback_close", workshop), follow=True).text
    verbs = HistoryEntry.objects.filter(verb__startswith="feedback").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["feedback_questions_set", "feedback_opened", "feedback_letters_sent", "feedback_closed"]


def test_questions_that_are_refused_keep_what_was_typed(make, staff, office, today):
    workshop, _people = held(make, today, office=office)
    rows = {"own-TOTAL_FORMS": 2, "own-INITIAL_FORMS": 0}
    rows |= {f"own-{n}-kind": "text" for n in range(2)} | {f"own-{n}-text_en": "Twice" for n in range(2)}
    page = staff.post(path("feedback_questions", workshop), rows)
    assert (page.text.count('value="Twice"'), "Two questions are the same." in page.text) == (2, True)


def test_the_wall_says_it_in_three_languages(make, staff, office, today):
    workshop, _people, _passes = opened(make, today, office=office)
    page = staff.get(path("feedback_wall", workshop))
    assert [word["title"] for word in page.context["words"]] == [
        "Your opinion, please",
        "Votre avis, s’il vous plaît",
        "رأيكم من فضلكم",
    ]
    assert page.context["url"] == f"http://testserver{path('feedback_code', workshop)}"


def answered(make, now, office, people=5):
    """A closed box with a mark of everybody for one question, two marks for another, and two remarks."""
    workshop, _people, passes = opened(make, now, ready=READY, own=OWN, people=people, office=office)
    for number, token in enumerate(passes):
        answers = {"overall_satisfaction": 4} | ({"interpretation_quality": 1} if number < 2 else {})
        give_feedback(workshop=workshop, token=token, answers=answers, texts={"What else?": "=1+1" if number < 2 else ""})
    close_feedback(workshop=workshop, by=BY, now=now)
    return workshop


@pytest.mark.parametrize(("role", "reads"), [(Role.COORDINATOR, True), (Role.ME_OFFICER, True), (Role.FACILITATOR, False)])
def test_words_are_read_by_the_office_alone(make, client, office, today, role, reads):
    workshop, user = answered(make, today, office), make.user(role=role, office=office)
    make.teaches(user, workshop)
    client.force_login(user)
    page = client.get(path("feedback", workshop))
    assert ("=1+1" in page.text, "too few answers" in page.text, "4.00" in page.text) == (reads, True, True)
    book = load_workbook(BytesIO(client.get(path("feedback_xlsx", workshop)).content))
    assert book.sheetnames == ["Feedback", "In their own words"] if reads else ["Feedback"]


def test_the_workbook_gives_the_number_alone_under_five_answers(make, staff, office, today):
    book = load_workbook(BytesIO(staff.get(path("feedback_xlsx", answered(make, today, office))).content))
    assert [[cell.value for cell in row] for row in book["Feedback"]] == [
        ["Question", "Answers", "Mean", "Share of answers 4 or 5", "1", "2", "3", "4", "5"],
        ["Overall satisfaction", 5, 4, 1, 0, 0, 0, 5, 0],
        ["Quality of interpretation", 2, None, None, None, None, None, None, None],
    ]
    assert [row[1].value for row in book["In their own words"]] == ["Text", "=1+1", "=1+1"]
    assert {row[1].data_type for row in book["In their own words"]} == {"s"}


def test_the_page_of_the_case_shows_its_figures(case, make, client):
    client.force_login(make.administrator())
    page = client.get(path("feedback", case))
    assert [(row.question, row.summary.n, row.mean) for row in page.context["results"]] == [
        ("overall_satisfaction", 22, "4.27"),
        ("relevance_to_my_work", 22, "4.45"),
        ("quality_of_facilitation", 22, "4.23"),
        ("interpretation_quality", 19, "3.47"),
        ("venue_and_logistics", 22, "3.95"),
        ("can_apply_what_i_learned", 22, "4.14"),
    ]
    assert page.context["follow_up_shares"] == {
        "answered": "59\N{NO-BREAK SPACE}% of those invited",
        "using": "69\N{NO-BREAK SPACE}% of those who answered",
    }


def test_the_page_costs_the_same_for_few_and_many(make, staff, office, today, django_assert_num_queries):
    pages = [path("feedback", answered(make, today, office, people)) for people in (5, 15)]
    staff.get(pages[0])
    for page in pages:
        with django_assert_num_queries(QUERIES):
            staff.get(page)
