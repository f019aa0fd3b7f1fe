"""The addresses of evaluations."""

from django.http import Http404
from django.urls import path


def _missing(request, **kwargs):
    raise Http404


app_name = "evaluations"
urlpatterns = [
    path("workshops/<str:code>/scores/", _missing, name="scores"),
]
