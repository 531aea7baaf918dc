"""Addresses of pages for a login, outside of all organizations."""

from django.urls import path

from peerlearn.people.views import confirming, organizations

urlpatterns = [
    path("", organizations.choose, name="organizations"),
    path("confirmation/", confirming.send_again, name="confirm_again"),
    path("new/", organizations.found, name="found_organization"),
]
