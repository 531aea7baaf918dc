"""Addresses of this app's pages, inside an organization."""

from django.urls import include, path

from sessions.views import booking, browsing, drafts, scheduling

app_name = "sessions"
urlpatterns = [
    path("", browsing.list_sessions, name="list"),
    path("new/", scheduling.create_session, name="create"),
    path("presenters/", scheduling.find_presenters, name="presenters"),
    path("seat/<str:token>/", booking.cancel_by_mail, name="cancel_by_mail"),
    path("<uuid:session_id>/", browsing.show_session, name="detail"),
    path("<uuid:session_id>/edit/", scheduling.edit_session, name="edit"),
    path("<uuid:session_id>/publication/", drafts.publication, name="publish"),
    path("<uuid:session_id>/discard/", drafts.discard, name="discard"),
    path("<uuid:session_id>/cancel/", scheduling.cancel, name="cancel"),
    path("<uuid:session_id>/seat/", booking.book, name="book"),
    path("<uuid:session_id>/seat/cancel/", booking.cancel_own, name="cancel_booking"),
    path("<uuid:session_id>/waitlist/", booking.join_line, name="join_waitlist"),
    path("<uuid:session_id>/waitlist/leave/", booking.leave_line, name="leave_waitlist"),
    path("<uuid:session_id>/session.ics", booking.calendar_file, name="calendar_file"),
    path("", include("sessions.live_urls")),
]
