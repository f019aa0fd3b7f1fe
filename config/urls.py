"""Where every address begins. An app owns its pages; this file only says under which prefix."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("participants.urls")),
    path("", include("certificates.urls")),
    path("", include("workshops.urls")),
    path("", include("attendance.urls")),
    path("", include("evaluations.urls")),
    path("", include("mailing.urls")),
    path("", include("reports.urls")),  # last: /workshops/<code>/ would take /workshops/new/
]
