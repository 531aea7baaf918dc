"""Addresses of a session's room: before, during and after. Included by urls.py."""

from django.urls import path

from sessions.views import attendance, entrance, facilitate, live, moderation, rooms, screen

ROOM = "<uuid:session_id>"
SEAT = f"{ROOM}/check-ins/<uuid:booking_id>"
GUEST = f"{ROOM}/walk-ins/<uuid:person_id>"
QUESTION = f"{ROOM}/questions/<uuid:question_id>"

urlpatterns = [
    path("facilitate/", facilitate.facilitate, name="facilitate"),
    path(f"{ROOM}/run/", rooms.run, name="run"),
    path(f"{ROOM}/run/people/", attendance.people, name="run_people"),
    path(f"{ROOM}/run/questions/", moderation.questions, name="run_questions"),
    path(f"{ROOM}/room/", rooms.open_session, name="open_room"),
    path(f"{ROOM}/finish/", rooms.finish, name="finish"),
    path(f"{ROOM}/approval/", rooms.hold, name="hold_questions"),
    path(f"{ROOM}/approval/undo/", rooms.show, name="show_questions"),
    path(f"{SEAT}/", attendance.check_in_person, name="check_in"),
    path(f"{SEAT}/undo/", attendance.undo_person, name="undo_check_in"),
    path(f"{SEAT}/absent/", attendance.note_absent, name="note_absent"),
    path(f"{GUEST}/", attendance.walk_in, name="walk_in"),
    path(f"{GUEST}/extra-seat/", attendance.walk_in_extra_seat, name="walk_in_extra_seat"),
    path(f"{QUESTION}/to/<slug:to>/", moderation.move, name="move_question"),
    path(f"{QUESTION}/vote/", live.vote, name="vote"),
    path(f"{QUESTION}/vote/undo/", live.undo_vote, name="undo_vote"),
    path(f"{ROOM}/live/", live.live, name="live"),
    path(f"{ROOM}/live/questions/", live.questions, name="live_questions"),
    path(f"{ROOM}/live/ask/", live.ask_box, name="live_ask"),
    path(f"{ROOM}/questions/", live.ask, name="ask"),
    path(f"{ROOM}/present/", screen.present, name="present"),
    path(f"{ROOM}/present/screen/", screen.screen, name="present_screen"),
    path(f"{ROOM}/poster/", screen.poster, name="poster"),
    path(f"{ROOM}/attendance-list/", screen.attendance_list, name="attendance_list"),
    path(f"{ROOM}/stream/", entrance.stream, name="stream"),
]
