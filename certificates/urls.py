"""The addresses of certificates."""

app_name = "certificates"
urlpatterns = []
