"""Addresses of this app's pages, inside an organization."""

from django.urls import path

from peerlearn.notifications.views import choices, log, mine

app_name = "notifications"
urlpatterns = [
    path("", log.log, name="log"),
    path("retry/", log.retry_all, name="retry_all"),
    path("mine/", mine.mine, name="mine"),
    path("choices/", choices.choices, name="choices"),
    path("unsubscribe/<str:token>/", choices.unsubscribe, name="unsubscribe"),
    path("mine/read/", mine.read_all, name="read_all"),
    path("mine/<uuid:notification_id>/", mine.message, name="message"),
    path("mine/<uuid:notification_id>/read/", mine.read, name="read"),
    path("mine/<uuid:notification_id>/unread/", mine.unread, name="unread"),
    path("mine/<uuid:notification_id>/invite.ics", mine.calendar, name="calendar"),
    path("<uuid:notification_id>/", log.entry, name="entry"),
    path("<uuid:notification_id>/retry/", log.retry_one, name="retry"),
]
