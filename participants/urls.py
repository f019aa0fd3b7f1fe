"""The addresses of participants."""

from django.urls import path

from participants.views import interruptions, inviting, letters, people, public, quotas, seats, staff, substituting

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
    path("workshops/<str:code>/participants/<int:pk>/substitute/", substituting.substitute_page, name="substitute"),
    path("workshops/<str:code>/seats/", seats.seats_page, name="seats"),
    path("workshops/<str:code>/seats/waitlist.xlsx", seats.waitlist_export, name="waitlist_export"),
    path("workshops/<str:code>/seats/offer/", seats.offer_free, name="offer_free"),
    path("workshops/<str:code>/seats/move/<int:pk>/", seats.move, name="move"),
    path("workshops/<str:code>/seats/quotas/add/", quotas.quota_form, name="quota_add"),
    path("workshops/<str:code>/seats/quotas/<int:pk>/", quotas.quota_form, name="quota_edit"),
    path("workshops/<str:code>/seats/quotas/<int:pk>/remove/", quotas.quota_end, {"verb": "remove"}, name="quota_remove"),
    path("workshops/<str:code>/seats/quotas/<int:pk>/release/", quotas.quota_end, {"verb": "release"}, name="quota_release"),
    path("workshops/<str:code>/participants/decide/", staff.decide, name="decide"),
    path("workshops/<str:code>/letters/", letters.letter_list, name="letters"),
    path("workshops/<str:code>/letters/<int:pk>/retry/", letters.letter_retry, name="letter_retry"),
    path("workshops/<str:code>/postpone/", interruptions.interrupt, {"verb": "postpone"}, name="postpone"),
    path("workshops/<str:code>/reschedule/", interruptions.reschedule, name="reschedule"),
    path("workshops/<str:code>/cancel/", interruptions.interrupt, {"verb": "cancel"}, name="cancel"),
]
