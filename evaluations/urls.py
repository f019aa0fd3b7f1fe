"""The addresses of evaluations."""

from django.urls import path

from evaluations.views import scores

app_name = "evaluations"
urlpatterns = [
    path("workshops/<str:code>/scores/", scores.scores, name="scores"),
]
