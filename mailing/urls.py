"""The addresses of mailing."""

from django.urls import path

from mailing import views

app_name = "mailing"
urlpatterns = [
    path("letters/", views.outbox, name="outbox"),
    path("letters/export.xlsx", views.export, name="export"),
    path("letters/act/", views.act, name="act"),
    path("letters/retry/", views.retry_failed, name="retry_failed"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("letters/messages/<int:pk>/act/", views.batch_act, name="batch_act"),
]
