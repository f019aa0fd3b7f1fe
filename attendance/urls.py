"""The addresses of attendance."""

from django.urls import path

from attendance.views import grid, marks, states

app_name = "attendance"
urlpatterns = [
    path("workshops/<str:code>/attendance/", grid.grid, name="grid"),
    path("workshops/<str:code>/attendance/<int:register>/", grid.register_list, name="register"),
    path("workshops/<str:code>/attendance/<int:register>/marks", marks.marks, name="marks"),
    path("workshops/<str:code>/attendance/<int:register>/unmarked/", grid.unmarked, name="unmarked"),
    path("workshops/<str:code>/attendance/<int:register>/validate/", states.validate, name="validate"),
    path("workshops/<str:code>/attendance/<int:register>/reopen/", states.reopen, name="reopen"),
    path("workshops/<str:code>/transition/<str:verb>/", states.transition, name="transition"),
]
