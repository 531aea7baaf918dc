"""Addresses of this app's pages, inside an organization."""

from django.urls import URLPattern

app_name = "feedback"
urlpatterns: list[URLPattern] = []
