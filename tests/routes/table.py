"""Who may open which address. A row is a decision that somebody has read."""

from dataclasses import dataclass, field

EVERYBODY = frozenset({"member", "facilitator", "hr_admin"})
NOBODY: frozenset[str] = frozenset()
HR = frozenset({"hr_admin"})


@dataclass(frozen=True)
class Row:
    """What GET answers to whom, and who may write.

    `writers` get something else than a refusal when they write, `where` names other values than
    usual for arguments: see World.ids. `public` addresses carry a signed token or a code in place
    of a login: what GET answers to a stranger and to an outsider.
    """

    member: int
    facilitator: int
    hr_admin: int
    writers: frozenset[str] = NOBODY
    where: dict[str, str] = field(default_factory=dict)
    public: int | None = None


def page(**where: str) -> Row:
    """For everybody in the organization."""
    return Row(200, 200, 200, where=where)


def form(**where: str) -> Row:
    """A page with a form, for everybody."""
    return Row(200, 200, 200, EVERYBODY, where)


def button(writers: frozenset[str], **where: str) -> Row:
    """Only POST: whoever else asks hears that by 405, or 404 where the door comes first."""
    return Row(405, 405, 405, writers, where)


def hr_page(**where: str) -> Row:
    return Row(404, 404, 200, where=where)


def hr_form(**where: str) -> Row:
    return Row(404, 404, 200, HR, where)


def hr_button(**where: str) -> Row:
    """A button whose method is looked at before the reader: 405 for all."""
    return button(HR, **where)


def hidden_button(**where: str) -> Row:
    """A button whose reader is looked at first: 404 for others."""
    return Row(404, 404, 405, HR, where)


def led(status: int = 200, *, writes: bool = False, **where: str) -> Row:
    """For who runs the session. HR admins run those without a facilitator, and ours has one."""
    return Row(404, status, 404, RUNS if writes else NOBODY, where)


RUNS = frozenset({"facilitator"})
MEMBER = frozenset({"member"})
FINISHED = {"session_id": "finished_session"}
CLOSED = {"session_id": "closed_session"}
COMING = {"session_id": "coming_session"}
MATCH = {"match_id": "published_match"}

HOME = {
    "home:dashboard": page(),
    "home:program": page(),
    "audit:log": hr_page(),
    "notifications:log": hr_page(),
    "notifications:entry": hr_page(),
    "notifications:retry": hr_button(),
    "notifications:retry_all": hr_button(),
    "notifications:mine": page(),
    "notifications:read_all": button(EVERYBODY),
    "notifications:message": Row(200, 404, 404),
    "notifications:calendar": Row(200, 404, 404),
    "organization:me": form(),
    "organization:settings": hr_form(),
    "organization:join": Row(200, 200, 200, EVERYBODY, {"token": "invitation_token"}, public=200),
    "organization:tokens": form(),
    "organization:revoke_token": button(MEMBER),
    "organization:restore_token": button(MEMBER),
}
PEOPLE = {
    "people:list": hr_page(),
    "people:export": hr_page(),
    "people:detail": hr_page(),
    "people:new": hr_form(),
    "people:edit": hr_form(),
    "people:import": hr_form(),
    "people:import_template": hr_page(),
    "people:import_job": hr_page(),
    "people:import_columns": hr_form(),
    "people:import_reading": hidden_button(),
    "people:import_run": hidden_button(),
    "people:import_again": hidden_button(),
    "people:import_discard": hidden_button(),
    "people:import_bad_rows": hr_page(),
    "people:members": hr_page(),
    "people:invite_members": hr_form(),
    "people:make_admin": hr_button(),
    "people:unmake_admin": hr_button(),
}
PROGRAMS = {
    "programs:list": page(),
    "programs:create": hr_form(),
    "programs:edit": hr_form(),
    "programs:opening": hr_form(),
    "programs:start": hr_button(),
    "programs:finish": hr_button(),
    "programs:archive": hr_button(),
    "programs:restore": hr_button(),
    "programs:conduct": page(),
    "programs:conduct_edit": hr_form(),
    "programs:conduct_acceptance": button(EVERYBODY),
    "programs:import_programs": hr_page(job_id="finished_job"),
    "programs:people": Row(404, 200, 200),
    "programs:people_csv": Row(404, 200, 200),
    "programs:withdrawal": hr_button(),
    "programs:capacity": hr_button(),
    "programs:enroll": hr_form(),
    "programs:pick": hr_form(),
    "programs:batch_undo": hr_button(),
    "programs:facilitator": hr_page(),
    "programs:nominate": hr_form(),
    "programs:nomination_revoke": hr_button(),
    "programs:nomination_restore": hr_button(),
    # One's own: this is the facilitator's.
    "programs:nomination": Row(404, 200, 404, RUNS, {"nomination_id": "accepted_nomination"}),
    "programs:nomination_by_mail": Row(
        200, 200, 200, EVERYBODY, {"token": "nomination_token"}, public=200
    ),
}
MATCHING = {
    "matching:index": hr_page(),
    "matching:overview": hr_page(),
    "matching:start": hidden_button(),
    "matching:run": hr_page(),
    "matching:progress": Row(404, 404, 302),
    "matching:pairs_csv": hr_page(),
    "matching:publication": hr_form(),
    "matching:candidates": hr_page(),
    "matching:choose": hidden_button(),
    "matching:swap": hidden_button(),
    "matching:exclude": hidden_button(),
    "matching:include": hidden_button(),
    "matching:set_aside": hidden_button(),
    "matching:keep": hidden_button(),
    "matching:release": hidden_button(),
    "matching:mine": page(),
    # All of it for its two people, names alone for HR.
    "matching:match": Row(200, 404, 200, where=MATCH),
    "matching:first_meeting": button(MEMBER, **MATCH),
    "matching:first_meeting_undo": button(MEMBER, **MATCH),
}
SESSIONS = {
    "sessions:list": page(),
    "sessions:detail": page(),
    "sessions:create": hr_form(),
    "sessions:presenters": hr_page(),
    "sessions:edit": hr_form(**COMING),
    "sessions:cancel": hr_form(**COMING),
    "sessions:cancel_by_mail": Row(200, 200, 200, EVERYBODY, {"token": "seat_token"}, public=200),
    "sessions:book": button(EVERYBODY, **COMING),
    "sessions:cancel_booking": button(EVERYBODY),
    "sessions:join_waitlist": button(EVERYBODY, **COMING),
    "sessions:leave_waitlist": button(EVERYBODY, **COMING),
    "sessions:calendar_file": Row(200, 200, 404),
    "join:enter": form(),
}
ROOM = {
    "sessions:facilitate": page(),
    "sessions:run": led(),
    "sessions:run_people": led(302),
    "sessions:run_questions": led(302),
    "sessions:open_room": button(RUNS),
    "sessions:finish": led(writes=True),
    "sessions:hold_questions": button(RUNS),
    "sessions:show_questions": button(RUNS),
    "sessions:check_in": button(RUNS),
    "sessions:undo_check_in": button(RUNS),
    "sessions:walk_in": button(RUNS),
    "sessions:walk_in_extra_seat": button(RUNS),
    "sessions:move_question": button(RUNS),
    "sessions:vote": button(MEMBER),
    "sessions:undo_vote": button(MEMBER),
    # Who leads goes to their own page, who isn't in it to the door.
    "sessions:live": Row(200, 302, 302),
    "sessions:live_questions": Row(302, 404, 404),
    "sessions:ask": button(MEMBER),
    "sessions:present": led(),
    "sessions:present_screen": led(302),
    "sessions:poster": led(),
    # Nothing to send yet to a server that waits: the channel is in a header.
    "sessions:stream": Row(204, 204, 404),
}
FEEDBACK = {
    "feedback:index": page(),
    "feedback:give": Row(200, 404, 404, MEMBER, FINISHED),
    "feedback:check_take": Row(200, 404, 404, MEMBER, FINISHED),
    "feedback:check_edit": Row(404, 200, 200, frozenset({"facilitator", "hr_admin"}), FINISHED),
    "feedback:results": Row(404, 200, 200, where=FINISHED),
    "feedback:results_csv": Row(404, 200, 200, where=CLOSED),
    "feedback:close": Row(404, 200, 200, frozenset({"facilitator", "hr_admin"}), FINISHED),
}
API = {
    "api:me": form(),
    "api:own_topics": form(),
    "api:own_nominations": page(),
    "api:nomination_answer": button(RUNS, nomination_id="accepted_nomination"),
    "api:people": hr_form(),
    "api:person": hr_form(),
    "api:programs": Row(200, 200, 200, HR),
    "api:program": Row(200, 200, 200, HR),
    "api:program_state": hr_button(),
    "api:enrollments": Row(404, 200, 200, HR),
    "api:withdrawals": hr_button(),
    "api:batch_undo": hr_button(),
    "api:nominations": hr_form(),
    "api:nomination_revocation": hr_button(),
    "api:neutrality": hr_page(),
    "api:match_runs": hr_form(),
    "api:match_run": hr_page(),
    "api:match_run_pairs": hr_page(),
    "api:match_run_left_out": hr_page(),
    "api:match_run_publication": hr_button(),
    "api:proposal_exclusion": hr_button(),
    "api:proposal_lock": hr_button(),
    "api:matches": page(),
    "api:own_matches": page(),
    "api:match": Row(200, 404, 200, where=MATCH),
    "api:first_meeting": button(MEMBER, **MATCH),
    "api:feedback_rounds": page(),
    "api:feedback_round": Row(404, 200, 200),
    "api:sessions": Row(200, 200, 200, HR),
    "api:session": Row(200, 200, 200, HR),
    "api:session_cancellation": hr_button(),
    "api:session_bookings": Row(404, 200, 200),
    "api:session_waitlist": Row(404, 200, 200),
    "api:session_questions": Row(200, 200, 404),
    "api:bookings": form(),
    "api:booking": Row(200, 404, 404, MEMBER, {"booking_id": "own_booking"}),
    "api:waitlist": form(),
    "api:waitlist_entry": button(MEMBER),
}
INSIDE: dict[str, Row] = {
    **HOME,
    **PEOPLE,
    **PROGRAMS,
    **MATCHING,
    **SESSIONS,
    **ROOM,
    **FEEDBACK,
    **API,
}


@dataclass(frozen=True)
class Outside:
    """What GET answers to a stranger and to somebody signed in, with these arguments."""

    stranger: int
    signed_in: int
    arguments: dict[str, str | int] = field(default_factory=dict)


MAIL = {"name": "no-such.eml"}
OUTSIDE: dict[str, Outside] = {
    "start": Outside(200, 302),
    "healthz": Outside(200, 200),
    "readyz": Outside(200, 200),
    "set_language": Outside(302, 302),
    "join": Outside(302, 200),
    "organizations": Outside(302, 200),
    "found_organization": Outside(302, 200),
    "account_login": Outside(200, 302),
    "account_logout": Outside(302, 200),
    "account_signup": Outside(200, 302),
    "account_inactive": Outside(200, 200),
    "account_email": Outside(302, 200),
    "account_email_verification_sent": Outside(200, 200),
    "account_confirm_email": Outside(200, 200, {"key": "unknown"}),
    "account_confirm_login_code": Outside(302, 302),
    "account_reauthenticate": Outside(302, 200),
    "account_change_password": Outside(302, 200),
    "account_set_password": Outside(302, 302),
    "account_reset_password": Outside(200, 200),
    "account_reset_password_done": Outside(200, 200),
    "account_reset_password_from_key": Outside(200, 200, {"uidb36": "1", "key": "unknown"}),
    "account_reset_password_from_key_done": Outside(200, 200),
    "api:organizations": Outside(401, 200),
    "api:schema": Outside(200, 200),
    "api:docs": Outside(200, 200),
    # Only where DEV_MAILBOX is set, and only on one's own machine.
    "mailbox:inbox": Outside(200, 200),
    "mailbox:message": Outside(404, 404, MAIL),
    "mailbox:html": Outside(404, 404, MAIL),
    "mailbox:attachment": Outside(404, 404, {**MAIL, "number": 0}),
    "web:style_page": Outside(200, 200),
    "web:example": Outside(422, 422),
    "web:job": Outside(200, 200, {"step": 1}),
}
