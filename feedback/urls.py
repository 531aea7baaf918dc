"""Addresses of this app's pages, inside an organization."""

from django.urls import path

from feedback.views import checks, giving, overview, results

app_name = "feedback"
SESSION = "<uuid:session_id>"
urlpatterns = [
    path("", overview.index, name="index"),
    path(f"{SESSION}/", giving.give, name="give"),
    path(f"{SESSION}/results/", results.show_results, name="results"),
    path(f"{SESSION}/results.csv", results.download_results, name="results_csv"),
    path(f"{SESSION}/close/", results.close, name="close"),
    path(f"{SESSION}/check/", checks.take, name="check_take"),
    path(f"{SESSION}/check/edit/", checks.edit, name="check_edit"),
]
