"""The addresses of evaluations."""

from django.urls import path

from evaluations.views import paper, questions, results, scores, sheets, taking

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
]
