"""The addresses of evaluations."""

from django.urls import path

from evaluations import views

app_name = "evaluations"
urlpatterns = [
    path("workshops/<str:code>/scores/", views.scores, name="scores"),
]
