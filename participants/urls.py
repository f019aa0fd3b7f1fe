"""The addresses of participants."""

from django.urls import path

from participants.views import interruptions, inviting, letters, people, public, staff, wordings, writing

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
    path("workshops/<str:code>/participants/invite/", inviting.invite_people, name="invite"),
    path("workshops/<str:code>/participants/export.xlsx", staff.export, name="export"),
    path("workshops/<str:code>/participants/<int:pk>/", staff.detail, name="detail"),
    path("workshops/<str:code>/participants/decide/", staff.decide, name="decide"),
    path("workshops/<str:code>/letters/", letters.letter_list, name="letters"),
    path("workshops/<str:code>/letters/export.xlsx", letters.export, name="letters_export"),
    path("workshops/<str:code>/letters/retry/", letters.retry_failed, name="letters_retry"),
    path("workshops/<str:code>/letters/write/", writing.write, name="write"),
    path("workshops/<str:code>/letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/wording/", wordings.wordings, name="wordings"),
    path("letters/wording/<int:office>/<str:kind>/<str:language>/", wordings.wording, name="wording"),
    path("letters/wording/<int:office>/<str:kind>/<str:language>/preview/", wordings.preview, name="wording_preview"),
    path("letters/wording/<int:office>/<str:kind>/<str:language>/reset/", wordings.reset, name="wording_reset"),
    path("workshops/<str:code>/postpone/", interruptions.interrupt, {"verb": "postpone"}, name="postpone"),
    path("workshops/<str:code>/reschedule/", interruptions.reschedule, name="reschedule"),
    path("workshops/<str:code>/cancel/", interruptions.interrupt, {"verb": "cancel"}, name="cancel"),
]
