"""All addresses. What belongs to an organization is below /o/<slug>/."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from peerlearn.home import health, metrics
from peerlearn.home import views as home
from programs.views.report_following import follow as follow_report
from sessions.views.join import join_anywhere

inside = [
    path("", include("peerlearn.home.urls")),
    path("", include("peerlearn.people.organization_urls")),
    path("people/", include("peerlearn.people.urls")),
    path("messages/", include("peerlearn.notifications.urls")),
    path("audit/", include("peerlearn.audit.urls")),
    path("programs/", include("programs.urls")),
    path("matching/", include("matching.urls")),
    path("sessions/", include("sessions.urls")),
    path("join/", include("sessions.join_urls")),
    path("feedback/", include("feedback.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.start, name="start"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("join/", join_anywhere, name="join"),
    path("quiet-report/", follow_report, name="quiet_report"),
    path("accounts/", include("allauth.urls")),
    path("organizations/", include("peerlearn.people.global_urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("api/v1/", include("peerlearn.api.urls")),
    path("o/<slug:organization_slug>/", include(inside)),
]

if settings.DEV_MAILBOX:
    urlpatterns.append(path("mailbox/", include("peerlearn.notifications.mailbox_urls")))

if settings.LOCAL_RUN:
    urlpatterns.append(path("kit/", include("peerlearn.web.urls")))

handler400 = "peerlearn.web.errors.bad_request"
handler403 = "peerlearn.web.errors.permission_denied"
handler404 = "peerlearn.web.errors.page_not_found"
