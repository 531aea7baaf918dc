"""Addresses of the pages that combine apps."""

from django.urls import path

from peerlearn.home import dashboard, program_page

app_name = "home"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("programs/<uuid:program_id>/", program_page.program_page, name="program"),
]
