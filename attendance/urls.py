"""The addresses of attendance."""

from django.urls import path

from attendance.views import checkin, desk, door, grid, marks, papers, phone, printing, review, states

app_name = "attendance"
urlpatterns = [
    path("checkin/", checkin.checkin, name="checkin"),
    path("checkin/sw.js", phone.checkin_worker, name="checkin_worker"),
    path("checkin/manifest.webmanifest", phone.checkin_manifest, name="checkin_manifest"),
    path("checkin/<int:register>/", checkin.checkin_register, name="checkin_register"),
    path("checkin/d/<str:token>/", checkin.checkin_device, name="checkin_device"),
    path("api/v1/registers/<int:register>/people", door.people, name="api_people"),
    path("api/v1/registers/<int:register>/records", door.records, name="api_records"),
    path("workshops/<str:code>/attendance/", grid.grid, name="grid"),
    path("workshops/<str:code>/attendance/<int:register>/", grid.register_list, name="register"),
    path("workshops/<str:code>/attendance/<int:register>/marks", marks.marks, name="marks"),
    path("workshops/<str:code>/attendance/<int:register>/unmarked/", grid.unmarked, name="unmarked"),
    path("workshops/<str:code>/attendance/<int:register>/validate/", states.validate, name="validate"),
    path("workshops/<str:code>/attendance/<int:register>/reopen/", states.reopen, name="reopen"),
    path("workshops/<str:code>/attendance/papers/", papers.papers, name="papers"),
    path("workshops/<str:code>/attendance/<int:register>/sheet.pdf", printing.one_sheet, name="one_sheet"),
    path("workshops/<str:code>/attendance/people/<int:pk>/badge.pdf", printing.badge, name="badge"),
    path("workshops/<str:code>/attendance/print/<str:kind>/", printing.print_papers, name="print"),
    path("workshops/<str:code>/attendance/printing/<int:pk>/", printing.print_batch, name="printing"),
    path("workshops/<str:code>/attendance/printing/<int:pk>/papers.pdf", printing.printed, name="printed"),
    path("workshops/<str:code>/attendance/<int:register>/signed/", papers.signed, name="signed"),
    path("workshops/<str:code>/attendance/scans/<int:pk>/", papers.scan_file, name="scan"),
    path("workshops/<str:code>/attendance/scans/<int:pk>/remove/", papers.scan_remove, name="scan_remove"),
    path("workshops/<str:code>/attendance/<int:register>/links/", desk.links, name="links"),
    path("workshops/<str:code>/attendance/links/<int:pk>/revoke/", desk.revoke, name="link_revoke"),
    path("workshops/<str:code>/attendance/door/", desk.desk, name="door"),
    path("workshops/<str:code>/attendance/door/<int:pk>/", desk.settle, name="door_scan"),
    path("workshops/<str:code>/attendance/door.xlsx", desk.export, name="door_export"),
    path("workshops/<str:code>/attendance/people/<int:pk>/", review.person, name="person"),
    path("workshops/<str:code>/attendance/questions/", review.questions, name="review"),
    path("workshops/<str:code>/attendance/export.xlsx", review.export_xlsx, name="export_xlsx"),
    path("workshops/<str:code>/transition/<str:verb>/", states.transition, name="transition"),
]
