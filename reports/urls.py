"""The addresses of reports."""

from django.http import Http404
from django.urls import path

from reports.views.home import home


def _missing(request, **kwargs):
    raise Http404


app_name = "reports"
urlpatterns = [
    path("home/", home, name="home"),
    path("workshops/<str:code>/", _missing, name="workshop"),
    path("reports/", _missing, name="donor_report"),
    path("search/", _missing, name="search"),
]
