"""Sessions, and the room while one runs."""

from tests.routes.table.row import (
    COMING,
    DRAFT,
    EVERYBODY,
    MEMBER,
    RUNS,
    Row,
    button,
    form,
    hr_button,
    hr_form,
    hr_page,
    led,
    page,
)

SESSIONS: dict[str, Row] = {
    "sessions:list": page(),
    "sessions:detail": page(),
    "sessions:create": hr_form(),
    "sessions:presenters": hr_page(),
    "sessions:edit": hr_form(**COMING),
    "sessions:cancel": hr_form(**COMING),
    "sessions:publish": hr_button(**DRAFT),
    "sessions:discard": hr_button(**DRAFT),
    "sessions:cancel_by_mail": Row(200, 200, 200, EVERYBODY, {"token": "seat_token"}, public=200),
    "sessions:book": button(EVERYBODY, **COMING),
    "sessions:cancel_booking": button(EVERYBODY),
    "sessions:join_waitlist": button(EVERYBODY, **COMING),
    "sessions:leave_waitlist": button(EVERYBODY, **COMING),
    "sessions:calendar_file": Row(200, 200, 404),
    "join:enter": form(),
}

ROOM: dict[str, Row] = {
    "sessions:facilitate": page(),
    # HR manages the session, whose facilitator runs the room: to its page.
    "sessions:run": Row(404, 200, 302),
    "sessions:run_people": led(302),
    "sessions:run_questions": led(302),
    "sessions:open_room": button(RUNS),
    "sessions:finish": led(writes=True),
    "sessions:hold_questions": button(RUNS),
    "sessions:show_questions": button(RUNS),
    "sessions:check_in": button(RUNS),
    "sessions:note_absent": button(RUNS),
    "sessions:undo_check_in": button(RUNS),
    "sessions:walk_in": button(RUNS),
    "sessions:walk_in_extra_seat": button(RUNS),
    "sessions:move_question": button(RUNS),
    "sessions:vote": button(MEMBER),
    "sessions:undo_vote": button(MEMBER),
    # Who leads goes to their own page, who isn't in it to the door.
    "sessions:live": Row(200, 302, 302),
    "sessions:live_questions": Row(302, 404, 404),
    "sessions:live_ask": Row(302, 404, 404),
    "sessions:ask": button(MEMBER),
    "sessions:present": led(),
    "sessions:present_screen": led(302),
    "sessions:poster": led(),
    # Nothing to send yet to a server that waits: the channel is in a header.
    "sessions:stream": Row(204, 204, 404),
}
