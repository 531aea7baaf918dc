"""Addresses of this app's pages, inside an organization."""

from django.urls import URLPattern

app_name = "audit"
urlpatterns: list[URLPattern] = []
