"""The addresses of evaluations."""

app_name = "evaluations"
urlpatterns = []
