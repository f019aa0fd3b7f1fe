"""The addresses of reports."""

from django.urls import path

from reports.exports.formats import FORMATS
from reports.views import (
    behind,
    dashboard,
    donor_report,
    exports,
    kept,
    missing,
    narratives,
    photos,
    rules,
    search,
    targets,
    workshop,
)
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
    path("reports/year/", dashboard.dashboard, name="dashboard"),
    path("reports/behind/", behind.behind, name="behind"),
    path("reports/behind.xlsx", behind.behind_xlsx, name="behind_xlsx"),
    path("reports/missing/", missing.missing, name="missing"),
    path("reports/missing.xlsx", missing.missing_xlsx, name="missing_xlsx"),
    path("reports/rules/<path:code>/new/", rules.rule_add, name="rule_add"),  # a code from a case file may hold a slash
    path("reports/targets/<path:code>/", targets.targets, name="targets"),
    path("search/", search.search, name="search"),
]
