"""The addresses of reports."""

app_name = "reports"
urlpatterns = []
