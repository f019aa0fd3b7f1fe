"""The addresses of reports."""

from django.urls import path

from reports.views import donor_report, kept, narratives, photos, search, workshop
from reports.views.home import home

app_name = "reports"
urlpatterns = [
    path("home/", home, name="home"),
    path("workshops/<str:code>/", workshop.workshop, name="workshop"),
    path("reports/", donor_report.donor_report, name="donor_report"),
    path("reports/donor.pdf", donor_report.donor_report_pdf, name="donor_report_pdf"),
    path("reports/donor.xlsx", donor_report.donor_report_xlsx, name="donor_report_xlsx"),
    path("reports/donor.json", donor_report.donor_report_json, name="donor_report_json"),
    path("reports/kept/", kept.kept_list, name="kept_list"),
    path("reports/kept/list.xlsx", kept.kept_export, name="kept_export"),
    path("reports/kept/new/", kept.keep, name="keep"),
    path("reports/kept/<int:pk>/", kept.kept_report, name="kept_report"),
    path("reports/kept/<int:pk>/freeze/", kept.kept_freeze, name="kept_freeze"),
    path("reports/kept/<int:pk>/correct/", kept.kept_correct, name="kept_correct"),
    path("reports/kept/<int:pk>/discard/", kept.kept_discard, name="kept_discard"),
    path("reports/kept/<int:pk>/report.<slug:ending>", kept.kept_file, name="kept_file"),
    path("workshops/<str:code>/report/", narratives.workshop_report, name="workshop_report"),
    path("reports/narratives/", narratives.narratives, name="narratives"),
    path("reports/narratives/new/", narratives.narrative_start, name="narrative_start"),
    path("reports/narratives/<int:pk>/", narratives.narrative, name="narrative"),
    path("reports/narratives/<int:pk>/edit/", narratives.narrative_edit, name="narrative_edit"),
    path("reports/narratives/<int:pk>/report.<slug:ending>", narratives.narrative_file, name="narrative_file"),
    path("reports/narratives/<int:pk>/photos/", photos.photos, name="photos"),
    path("reports/narratives/<int:pk>/photos/<int:photo>.jpg", photos.photo_file, name="photo_file"),
    path("reports/narratives/<int:pk>/photos/<int:photo>/remove/", photos.photo_remove, name="photo_remove"),
    path("search/", search.search, name="search"),
]
