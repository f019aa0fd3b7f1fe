"""The addresses of reports."""

from django.urls import path

from reports.views import donor_report, missing, rules, search, workshop
from reports.views.home import home

app_name = "reports"
urlpatterns = [
    path("home/", home, name="home"),
    path("workshops/<str:code>/", workshop.workshop, name="workshop"),
    path("reports/", donor_report.donor_report, name="donor_report"),
    path("reports/donor.pdf", donor_report.donor_report_pdf, name="donor_report_pdf"),
    path("reports/donor.xlsx", donor_report.donor_report_xlsx, name="donor_report_xlsx"),
    path("reports/donor.json", donor_report.donor_report_json, name="donor_report_json"),
    path("reports/missing/", missing.missing, name="missing"),
    path("reports/missing.xlsx", missing.missing_xlsx, name="missing_xlsx"),
    path("reports/rules/<path:code>/new/", rules.rule_add, name="rule_add"),  # a code from a case file may hold a slash
    path("search/", search.search, name="search"),
]
