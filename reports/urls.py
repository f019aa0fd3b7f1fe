"""The addresses of reports."""

from django.urls import path

from reports.exports.formats import FORMATS
from reports.views import donor_report, exports, search, workshop
from reports.views.home import home

app_name = "reports"
urlpatterns = [
    path("home/", home, name="home"),
    path("workshops/<str:code>/", workshop.workshop, name="workshop"),
    path("reports/", donor_report.donor_report, name="donor_report"),
    *(
        path(f"reports/donor.{format.ending}", donor_report.donor_report_file, {"kind": kind}, name=f"donor_report_{kind}")
        for kind, format in FORMATS.items()
    ),
    path("reports/iati/", donor_report.iati, name="iati"),
    path("reports/exports/", exports.exports, name="exports"),
    path("reports/exports/new/", exports.export_start, name="export_start"),
    path("reports/exports/<int:pk>/file/", exports.export_file, name="export_file"),
    path("reports/exports/<int:pk>/drop/", exports.export_drop, name="export_drop"),
    path("search/", search.search, name="search"),
]
