"""Addresses of the API: those inside an organization by noun, one module each."""

from django.urls import include, path

from peerlearn.api.urls import matching, own, people, programs, sessions
from peerlearn.api.views import documentation, me, reports

inside = [
    path("me/", me.Me.as_view(), name="me"),
    *own.urlpatterns,
    *people.urlpatterns,
    *programs.urlpatterns,
    *matching.urlpatterns,
    *sessions.urlpatterns,
]

app_name = "api"
urlpatterns = [
    path("", me.Organizations.as_view(), name="organizations"),
    path("schema/", documentation.Document.as_view(), name="schema"),
    path("docs/", documentation.Documentation.as_view(), name="docs"),
    path("quiet-report/", reports.FollowReport.as_view(), name="follow_report"),
    path("quiet-report/messages/", reports.FollowMessages.as_view(), name="follow_messages"),
    path("organizations/<slug:organization_slug>/", include(inside)),
]
