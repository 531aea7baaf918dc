"""Addresses of the pages that combine apps."""

from django.urls import path

from peerlearn.home import views

app_name = "home"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
]
