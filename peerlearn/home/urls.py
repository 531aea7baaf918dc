"""Addresses of the pages that combine apps."""

from django.urls import path

from peerlearn.home import program_page, views

app_name = "home"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("programs/<uuid:program_id>/", program_page.program_page, name="program"),
]
