"""The addresses of workshops."""

from django.http import Http404
from django.urls import path


def _missing(request, **kwargs):
    raise Http404


app_name = "workshops"
urlpatterns = [
    path("workshops/", _missing, name="list"),
    path("workshops/new/", _missing, name="create"),
    path("workshops/<str:code>/edit/", _missing, name="edit"),
    path("workshops/<str:code>/programme/", _missing, name="programme"),
    path("workshops/<str:code>/funding/", _missing, name="funding"),
    path("workshops/<str:code>/state/<str:verb>/", _missing, name="transition"),
    path("workshops/<str:code>/history/", _missing, name="history"),
    path("projects/", _missing, name="project_list"),
    path("projects/new/", _missing, name="project_create"),
    path("projects/<str:code>/", _missing, name="project"),
]
