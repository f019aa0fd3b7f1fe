"""The addresses of evaluations."""

from django.urls import path

from evaluations.models import SpentPass
from evaluations.views import (
    answering,
    disability,
    feedback,
    feedback_acts,
    follow_up,
    paper,
    questions,
    results,
    scores,
    sheets,
    taking,
)

app_name = "evaluations"
urlpatterns = [
    path("workshops/<str:code>/scores/", scores.scores, name="scores"),
    path("workshops/<str:code>/scores/sheet.xlsx", sheets.template, name="sheet"),
    path("workshops/<str:code>/scores/import/", sheets.take_in, name="import"),
    path("workshops/<str:code>/tests/", paper.paper, name="paper"),
    path("workshops/<str:code>/tests/paper.pdf", paper.paper_pdf, name="paper_pdf"),
    path("workshops/<str:code>/tests/copy/", paper.copy, name="copy"),
    path("workshops/<str:code>/tests/maximum/", paper.adopt, name="adopt"),
    path("workshops/<str:code>/tests/questions/add/", questions.add, name="question_add"),
    path("workshops/<str:code>/tests/questions/<int:pk>/", questions.edit, name="question"),
    path("workshops/<str:code>/tests/questions/<int:pk>/remove/", questions.remove, name="question_remove"),
    path("workshops/<str:code>/tests/questions/<int:pk>/key/", questions.key, name="question_key"),
    path("workshops/<str:code>/tests/questions/<int:pk>/<str:step>/", questions.move, name="question_move"),
    path("workshops/<str:code>/tests/results/", results.results, name="results"),
    path("workshops/<str:code>/tests/results.xlsx", results.export, name="results_export"),
    path("workshops/<str:code>/tests/<str:test>/wall/", paper.wall, name="wall"),
    path("workshops/<str:code>/tests/<str:test>/<str:verb>/", paper.set_open, name="set_open"),
    path("my/<str:token>/test/<str:test>/", taking.own_test, name="own_test"),
    path("test/<str:token>/", taking.wall_test, name="wall_test"),
    path("workshops/<str:code>/feedback/", feedback.feedback, name="feedback"),
    path("workshops/<str:code>/feedback/results.xlsx", feedback.feedback_xlsx, name="feedback_xlsx"),
    path("workshops/<str:code>/feedback/wall/", feedback.feedback_wall, name="feedback_wall"),
    path("workshops/<str:code>/feedback/questions/", feedback_acts.feedback_questions, name="feedback_questions"),
    path("workshops/<str:code>/feedback/open/", feedback_acts.feedback_open, name="feedback_open"),
    path("workshops/<str:code>/feedback/letters/", feedback_acts.feedback_letters, name="feedback_letters"),
    path("workshops/<str:code>/feedback/close/", feedback_acts.feedback_close, name="feedback_close"),
    path("workshops/<str:code>/follow-up/", follow_up.follow_up_page, name="follow_up"),
    path("workshops/<str:code>/follow-up/totals/", follow_up.follow_up_totals, name="follow_up_totals"),
    path("my/<str:token>/feedback/", answering.own, {"purpose": SpentPass.Purpose.FEEDBACK}, name="own_feedback"),
    path("my/<str:token>/follow-up/", answering.own, {"purpose": SpentPass.Purpose.FOLLOW_UP}, name="own_follow_up"),
    path("my/<str:token>/difficulties/", disability.own_difficulties, name="own_difficulties"),
    path("feedback/<str:code>/", answering.feedback_code, name="feedback_code"),
    path("feedback/<str:code>/thanks/", answering.thanks, name="thanks"),
    path("feedback/<str:code>/<str:token>/", answering.feedback_form, name="give_feedback"),
    path("follow-up/<str:code>/<str:token>/", answering.follow_up_form, name="answer_follow_up"),
]
