"""The address that people type in a room: /o/<slug>/join/."""

from django.urls import path

from sessions.views import join

app_name = "join"
urlpatterns = [path("", join.enter, name="enter")]
