"""The addresses of participants."""

app_name = "participants"
urlpatterns = []
