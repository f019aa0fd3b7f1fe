"""The addresses of attendance."""

app_name = "attendance"
urlpatterns = []
