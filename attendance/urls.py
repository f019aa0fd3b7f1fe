"""The addresses of attendance."""

from django.http import Http404
from django.urls import path


def _missing(request, **kwargs):
    raise Http404


app_name = "attendance"
urlpatterns = [
    path("workshops/<str:code>/attendance/", _missing, name="grid"),
    path("workshops/<str:code>/attendance/<int:register>/marks", _missing, name="marks"),
    path("workshops/<str:code>/attendance/<int:register>/validate/", _missing, name="validate"),
    path("workshops/<str:code>/attendance/<int:register>/reopen/", _missing, name="reopen"),
    path("workshops/<str:code>/transition/<str:verb>/", _missing, name="transition"),
]
