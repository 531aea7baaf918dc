"""Addresses of the pages that combine apps."""

from django.urls import path

from peerlearn.home import dashboard, gallery, program_page

app_name = "home"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("programs/templates/", gallery.gallery, name="gallery"),
    path("programs/templates/<slug:key>/", gallery.template_preview, name="template"),
    path("programs/templates/<slug:key>/use/", gallery.template_use, name="template_use"),
    path("programs/<uuid:program_id>/", program_page.program_page, name="program"),
]
