"""The addresses of certificates."""

from django.urls import path

from certificates.views import (
    changes,
    design,
    files,
    one,
    own,
    own_acts,
    papers,
    public,
    signatories,
    staff,
    teachers,
    wordings,
)

app_name = "certificates"
urlpatterns = [
    path("workshops/<str:code>/certificates/", staff.certificate_list, name="list"),
    path("workshops/<str:code>/certificates/issue/", staff.issue_all, name="issue"),
    path("workshops/<str:code>/certificates/issue/<int:registration>/", staff.issue_one, name="issue_one"),
    path("workshops/<str:code>/certificates/preview/<int:registration>/", papers.preview, name="preview"),
    path("workshops/<str:code>/certificates/beforehand/", papers.beforehand, name="beforehand"),
    path("workshops/<str:code>/certificates/facilitators/", teachers.teacher_list, name="teachers"),
    path("workshops/<str:code>/certificates/facilitators/issue/", teachers.issue_teachers, name="issue_teachers"),
    path("workshops/<str:code>/certificates/letters/", one.write_all, name="write_all"),
    path("workshops/<str:code>/certificates/list.xlsx", staff.export, name="export"),
    path("workshops/<str:code>/certificates/all.zip", files.all_files, name="zip"),
    path("workshops/<str:code>/certificates/all.pdf", files.print_all, name="print"),
    path("workshops/<str:code>/certificates/design/", design.design, name="design"),
    path("workshops/<str:code>/certificates/design/preview/", design.design_preview, name="design_preview"),
    path("certificates/signatories/", signatories.signatories, name="signatories"),
    path("certificates/signatories/new/", signatories.signatory_add, name="signatory_add"),
    path("certificates/signatories/<int:pk>/", signatories.signatory_edit, name="signatory_edit"),
    path("certificates/wording/", wordings.wordings, name="wordings"),
    path("certificates/wording/<int:office>/<str:kind>/<str:language>/", wordings.wording, name="wording"),
    path(
        "certificates/wording/<int:office>/<str:kind>/<str:language>/preview/", wordings.wording_preview, name="wording_preview"
    ),
    path("certificates/wording/<int:office>/<str:kind>/<str:language>/reset/", wordings.wording_reset, name="wording_reset"),
    path("certificates/batches/<int:pk>/all.pdf", files.print_batch, name="print_batch"),
    path("certificates/batches/<int:pk>/", staff.batch, name="batch"),
    path("certificates/batches/<int:pk>/retry/", staff.retry, name="retry"),
    path("certificates/<int:pk>/", one.certificate, name="one"),
    path("certificates/<int:pk>/file.pdf", files.certificate_file, name="file"),
    path("certificates/<int:pk>/revoke/", changes.revoke_certificate, name="revoke"),
    path("certificates/<int:pk>/reissue/", changes.reissue_certificate, name="reissue"),
    path("verify/", public.verify_form, name="verify_form"),
    path("verify/file/", public.find_file, name="find_file"),
    path("verify/<str:token>", public.verify, name="verify"),
    path("verify/<str:token>/file/", public.compare, name="compare"),
    path("taught/<str:token>/", teachers.teacher_page, name="teacher"),
    path("taught/<str:token>/certificate.pdf", teachers.teacher_file, name="teacher_file"),
    path("my/<str:token>/", own.own_page, name="own_page"),
    path("my/<str:token>/correct/", own_acts.own_correct, name="own_correct"),
    path("my/<str:token>/accept/", own_acts.own_accept, name="own_accept"),
    path("my/<str:token>/withdraw/", own_acts.own_withdraw, name="own_withdraw"),
    path("my/<str:token>/code.png", own.own_code, name="own_code"),
    path("my/<str:token>/my-data.json", own.own_everything, name="own_data"),
    path("my/<str:token>/certificate.pdf", own.own_file, name="own_file"),
]
