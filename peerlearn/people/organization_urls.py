"""Addresses about an organization itself and one's place in it, right below /o/<slug>/."""

from django.urls import path

from peerlearn.people.views import joining, organizations

app_name = "organization"
urlpatterns = [
    path("settings/", organizations.settings, name="settings"),
    path("join/<str:token>/", joining.join, name="join"),
]
