"""The addresses of certificates."""

from django.http import Http404
from django.urls import path


def _missing(request, **kwargs):
    raise Http404


app_name = "certificates"
urlpatterns = [
    path("workshops/<str:code>/certificates/", _missing, name="list"),
    path("workshops/<str:code>/certificates/issue/", _missing, name="issue"),
    path("certificates/batches/<int:pk>/", _missing, name="batch"),
    path("workshops/<str:code>/certificates/all.zip", _missing, name="zip"),
    path("certificates/<int:pk>/file.pdf", _missing, name="file"),
    path("verify/", _missing, name="verify_form"),
    path("verify/<str:token>", _missing, name="verify"),
    path("my/<str:token>/", _missing, name="own_page"),
]
