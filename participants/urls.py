"""The addresses of participants."""

from django.urls import path

from participants.views import importing, interruptions, letters, people, public, staff

app_name = "participants"
urlpatterns = [
    path("", public.catalogue, name="catalogue"),
    path("w/<str:code>/", public.public_workshop, name="public_workshop"),
    path("w/<str:code>/register/", public.register_page, name="register"),
    path("w/<str:code>/register/done/", public.register_done, name="register_done"),
    path("prove/<str:token>/", public.prove_page, name="prove"),
    path("privacy/", public.privacy, name="privacy"),
    path("institutions.json", public.institution_options, name="institution_options"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("workshops/<str:code>/participants/", staff.people_list, name="list"),
    path("workshops/<str:code>/participants/add/", staff.add, name="add"),
    path("workshops/<str:code>/participants/export.xlsx", staff.export, name="export"),
    path("workshops/<str:code>/participants/<int:pk>/", staff.detail, name="detail"),
    path("workshops/<str:code>/participants/import/", importing.start, name="import_start"),
    path("workshops/<str:code>/participants/import/<int:pk>/", importing.batch_page, name="import_batch"),
    path("workshops/<str:code>/participants/import/<int:pk>/columns/", importing.columns, name="import_columns"),
    path("workshops/<str:code>/participants/import/<int:pk>/rows.xlsx", importing.rows_file, name="import_rows"),
    path("workshops/<str:code>/participants/import/<int:pk>/decide/", importing.decide_rows, name="import_decide"),
    path("workshops/<str:code>/participants/import/<int:pk>/enter/", importing.enter_batch, name="import_enter"),
    path("workshops/<str:code>/participants/import/<int:pk>/undo/", importing.undo_batch, name="import_undo"),
    path("workshops/<str:code>/participants/import/<int:pk>/discard/", importing.discard_batch, name="import_discard"),
    path("workshops/<str:code>/participants/decide/", staff.decide, name="decide"),
    path("workshops/<str:code>/letters/", letters.letter_list, name="letters"),
    path("workshops/<str:code>/letters/<int:pk>/retry/", letters.letter_retry, name="letter_retry"),
    path("workshops/<str:code>/postpone/", interruptions.interrupt, {"verb": "postpone"}, name="postpone"),
    path("workshops/<str:code>/reschedule/", interruptions.reschedule, name="reschedule"),
    path("workshops/<str:code>/cancel/", interruptions.interrupt, {"verb": "cancel"}, name="cancel"),
]
