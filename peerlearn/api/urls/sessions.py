"""Addresses of sessions, their seats, topics, votes and chat channels, and of feedback."""

from django.urls import include, path

from peerlearn.api.views import (
    bookings,
    cadence,
    chat,
    contents,
    feedback,
    lunch,
    meeting_rooms,
    proposals,
    seat_requests,
    series,
    session_seats,
    sessions,
)

session = [
    path("", sessions.OneSession.as_view(), name="session"),
    path("cancellation/", sessions.Cancellation.as_view(), name="session_cancellation"),
    path("series-change/", series.SeriesSessionChange.as_view(), name="series_session_change"),
    path(
        "series-cancellation/",
        series.SeriesSessionCancellation.as_view(),
        name="series_session_cancellation",
    ),
    path("publication/", sessions.Publication.as_view(), name="session_publication"),
    path("bookings/", session_seats.SeatsOfSession.as_view(), name="session_bookings"),
    path("seats/", session_seats.AddedSeats.as_view(), name="session_seats"),
    path("waitlist/", session_seats.LineOfSession.as_view(), name="session_waitlist"),
    path(
        "waitlist/<uuid:entry_id>/offer/",
        session_seats.OfferOutOfTurn.as_view(),
        name="session_offer",
    ),
    path("agenda/", contents.SessionAgenda.as_view(), name="session_agenda"),
    path("materials/", contents.SessionMaterials.as_view(), name="session_materials"),
    path("lunch/", lunch.SessionLunch.as_view(), name="session_lunch"),
    path("requests/", seat_requests.RequestsOfSession.as_view(), name="session_requests"),
    path(
        "requests/approval/",
        seat_requests.ApprovalOfRequests.as_view(),
        name="session_requests_approval",
    ),
    path(
        "requests/refusal/",
        seat_requests.RefusalOfRequests.as_view(),
        name="session_requests_refusal",
    ),
    path(
        "requests/<uuid:entry_id>/reopening/",
        seat_requests.ReopenedRequest.as_view(),
        name="session_request_reopening",
    ),
    path("questions/", sessions.Questions.as_view(), name="session_questions"),
]

chat_channel = [
    path("", chat.OneChatChannel.as_view(), name="chat_channel"),
    path("posts/", chat.ChatPosts.as_view(), name="chat_posts"),
    path("pause/", chat.ChatPause.as_view(), name="chat_pause"),
]

urlpatterns = [
    path("chat-channels/<uuid:channel_id>/", include(chat_channel)),
    path("sessions/", sessions.Sessions.as_view(), name="sessions"),
    path("sessions/<uuid:session_id>/", include(session)),
    path("series/", series.AllSeries.as_view(), name="all_series"),
    path("series/dates/", series.SeriesDates.as_view(), name="series_dates"),
    path("series/<uuid:series_id>/", series.OneSeries.as_view(), name="series"),
    path(
        "series-changes/<uuid:change_id>/undo/",
        series.SeriesChangeUndo.as_view(),
        name="series_change_undo",
    ),
    path(
        "contents-changes/<uuid:change_id>/undo/",
        contents.ContentsUndo.as_view(),
        name="contents_undo",
    ),
    path("lunches/", lunch.Lunches.as_view(), name="lunches"),
    path("rooms/", meeting_rooms.MeetingRooms.as_view(), name="rooms"),
    path("rooms/<uuid:room_id>/", meeting_rooms.OneMeetingRoom.as_view(), name="room"),
    path("topic-proposals/", proposals.TopicProposals.as_view(), name="topic_proposals"),
    path(
        "topic-proposals/<uuid:proposal_id>/",
        proposals.OneTopicProposal.as_view(),
        name="topic_proposal",
    ),
    path(
        "topic-proposals/<uuid:proposal_id>/refusal/",
        proposals.TopicRefusal.as_view(),
        name="topic_refusal",
    ),
    path(
        "topic-proposals/<uuid:proposal_id>/reopening/",
        proposals.TopicReopening.as_view(),
        name="topic_reopening",
    ),
    path(
        "topic-proposals/<uuid:proposal_id>/session/",
        proposals.TopicSession.as_view(),
        name="topic_session",
    ),
    path("cadence-polls/", cadence.CadencePolls.as_view(), name="cadence_polls"),
    path("cadence-polls/<uuid:poll_id>/", cadence.OneCadencePoll.as_view(), name="cadence_poll"),
    path(
        "cadence-polls/<uuid:poll_id>/ballot/",
        cadence.CadenceBallots.as_view(),
        name="cadence_ballot",
    ),
    path("cadence-polls/<uuid:poll_id>/end/", cadence.CadenceEnd.as_view(), name="cadence_end"),
    path(
        "cadence-polls/<uuid:poll_id>/sessions/",
        cadence.CadenceSessions.as_view(),
        name="cadence_sessions",
    ),
    path("bookings/", bookings.Bookings.as_view(), name="bookings"),
    path("bookings/<uuid:booking_id>/", bookings.OneBooking.as_view(), name="booking"),
    path("bookings/<uuid:booking_id>/excuse/", bookings.Excuse.as_view(), name="booking_excuse"),
    path(
        "bookings/<uuid:booking_id>/no-lunch/", bookings.NoLunch.as_view(), name="booking_no_lunch"
    ),
    path("seat-requests/", seat_requests.SeatRequests.as_view(), name="seat_requests"),
    path("waitlist/", bookings.Waitlist.as_view(), name="waitlist"),
    path("waitlist/<uuid:entry_id>/", bookings.OneWaitlistEntry.as_view(), name="waitlist_entry"),
    path(
        "waitlist/<uuid:entry_id>/acceptance/",
        bookings.OfferAcceptance.as_view(),
        name="offer_acceptance",
    ),
    path("feedback/", feedback.Rounds.as_view(), name="feedback_rounds"),
    path("feedback/<uuid:round_id>/", feedback.OneRound.as_view(), name="feedback_round"),
]
