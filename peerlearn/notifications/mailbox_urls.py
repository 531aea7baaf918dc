"""The development mailbox: what the local mail sink has taken."""

from django.urls import URLPattern

app_name = "mailbox"
urlpatterns: list[URLPattern] = []
