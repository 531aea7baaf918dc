"""Addresses of this app's pages, inside an organization."""

from django.urls import path

from peerlearn.audit import views

app_name = "audit"
urlpatterns = [path("", views.log, name="log")]
