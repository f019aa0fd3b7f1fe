"""The addresses of workshops."""

app_name = "workshops"
urlpatterns = []
