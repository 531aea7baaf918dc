"""Addresses of pages for a login, outside of all organizations."""

from django.urls import path

from peerlearn.people.views import organizations

urlpatterns = [
    path("", organizations.choose, name="organizations"),
    path("new/", organizations.found, name="found_organization"),
]
