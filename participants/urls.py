"""The addresses of participants."""

from django.http import Http404
from django.urls import path


def _missing(request, **kwargs):
    raise Http404


app_name = "participants"
urlpatterns = [
    path("", _missing, name="catalogue"),
    path("w/<str:code>/", _missing, name="public_workshop"),
    path("w/<str:code>/register/", _missing, name="register"),
    path("w/<str:code>/register/done/", _missing, name="register_done"),
    path("prove/<str:token>/", _missing, name="prove"),
    path("privacy/", _missing, name="privacy"),
    path("institutions.json", _missing, name="institution_options"),
    path("people/", _missing, name="people"),
    path("people/<int:pk>/", _missing, name="person"),
    path("workshops/<str:code>/participants/", _missing, name="list"),
    path("workshops/<str:code>/participants/add/", _missing, name="add"),
    path("workshops/<str:code>/participants/export.xlsx", _missing, name="export"),
    path("workshops/<str:code>/participants/<int:pk>/", _missing, name="detail"),
    path("workshops/<str:code>/participants/decide/", _missing, name="decide"),
    path("workshops/<str:code>/letters/", _missing, name="letters"),
    path("workshops/<str:code>/postpone/", _missing, name="postpone"),
    path("workshops/<str:code>/cancel/", _missing, name="cancel"),
]
