"""Addresses of this app's pages, inside an organization."""

from django.urls import include, path

from sessions.views import booking, browsing, calendar, drafts, feeds, scheduling, topics

app_name = "sessions"
urlpatterns = [
    path("", browsing.list_sessions, name="list"),
    path("calendar/", calendar.show_calendar, name="calendar"),
    path("calendar/subscriptions/", feeds.subscriptions, name="subscriptions"),
    path("calendar/subscriptions/new/", feeds.subscribe, name="subscribe"),
    path("calendar/subscriptions/<uuid:feed_id>/renew/", feeds.renew, name="renew_feed"),
    path("calendar/subscriptions/<uuid:feed_id>/stop/", feeds.stop, name="stop_feed"),
    path("calendar/<str:secret>.ics", feeds.feed, name="feed"),
    path("topics/", topics.topics, name="topics"),
    path("topics/new/", topics.propose, name="propose_topic"),
    path("topics/<uuid:proposal_id>/vote/", topics.vote, name="vote_topic"),
    path("topics/<uuid:proposal_id>/vote/undo/", topics.vote_undo, name="unvote_topic"),
    path("topics/<uuid:proposal_id>/offer/", topics.offer, name="offer_topic"),
    path("topics/<uuid:proposal_id>/offer/undo/", topics.offer_undo, name="unoffer_topic"),
    path("topics/<uuid:proposal_id>/withdraw/", topics.withdraw, name="withdraw_topic"),
    path("topics/<uuid:proposal_id>/reopen/", topics.reopen, name="reopen_topic"),
    path("topics/<uuid:proposal_id>/decline/", topics.decline, name="decline_topic"),
    path("topics/<uuid:proposal_id>/session/", topics.plan, name="plan_topic"),
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
    path("<uuid:session_id>/seat/mode/", booking.switch, name="switch_mode"),
    path("<uuid:session_id>/waitlist/", booking.join_line, name="join_waitlist"),
    path("<uuid:session_id>/waitlist/leave/", booking.leave_line, name="leave_waitlist"),
    path("<uuid:session_id>/session.ics", booking.calendar_file, name="calendar_file"),
    path("", include("sessions.live_urls")),
]
