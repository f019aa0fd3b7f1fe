"""The addresses of mailing."""

app_name = "mailing"
urlpatterns = []
