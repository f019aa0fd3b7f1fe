"""The addresses of workshops."""

from django.urls import path

from workshops.views import funding, programme, projects, states, workshops

app_name = "workshops"
urlpatterns = [
    path("workshops/", workshops.workshop_list, name="list"),
    path("workshops/new/", workshops.workshop_create, name="create"),
    path("workshops/<str:code>/edit/", workshops.workshop_edit, name="edit"),
    path("workshops/<str:code>/programme/", programme.programme, name="programme"),
    path("workshops/<str:code>/programme/new/", programme.session_add, name="session_add"),
    path("workshops/<str:code>/programme/copy/", programme.day_copy, name="day_copy"),
    path("workshops/<str:code>/programme/<int:pk>/", programme.session_edit, name="session_edit"),
    path("workshops/<str:code>/programme/<int:pk>/delete/", programme.session_delete, name="session_delete"),
    path("workshops/<str:code>/facilitators/new/", programme.facilitator_add, name="facilitator_add"),
    path("workshops/<str:code>/facilitators/<int:pk>/remove/", programme.facilitator_remove, name="facilitator_remove"),
    path("workshops/<str:code>/funding/", funding.funding, name="funding"),
    path("workshops/<str:code>/funding/edit/", funding.funding_edit, name="funding_edit"),
    path("workshops/<str:code>/state/<str:verb>/", states.transition, name="transition"),
    path("workshops/<str:code>/history/", workshops.workshop_history, name="history"),
    path("projects/", projects.project_list, name="project_list"),
    path("projects/new/", projects.project_create, name="project_create"),
    path("projects/<path:code>/edit/", projects.project_edit, name="project_edit"),
    path("projects/<path:code>/iati/", projects.project_publication, name="project_publication"),
    path("projects/<path:code>/", projects.project, name="project"),  # a code from a case file may hold a slash
    path("donors/new/", projects.donor_create, name="donor_create"),
]
