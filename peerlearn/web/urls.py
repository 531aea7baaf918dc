"""The style page; only where DEBUG is on."""

from django.urls import path

from peerlearn.web import style_page

app_name = "web"
urlpatterns = [
    path("", style_page.style_page, name="style_page"),
    path("form/", style_page.example, name="example"),
    path("job/<int:step>/", style_page.job, name="job"),
]
