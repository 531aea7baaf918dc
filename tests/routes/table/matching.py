"""The workspace of a match run, and one's own matches."""

from tests.routes.table.row import (
    EVERYBODY,
    HR,
    MATCH,
    MEMBER,
    Row,
    button,
    hidden_button,
    hr_form,
    hr_page,
    page,
)

MATCHING: dict[str, Row] = {
    "matching:index": hr_page(),
    "matching:overview": hr_page(),
    "matching:preferences": hr_form(),
    "matching:start": hidden_button(),
    "matching:run": hr_page(),
    "matching:progress": Row(404, 404, 302),
    "matching:cancel": hidden_button(),
    "matching:made": hr_page(),
    "matching:again": hidden_button(),
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
    # The member is asked to be somebody's mentor.
    "matching:requests": page(),
    "matching:break": button(EVERYBODY),
    "matching:break_undo": button(EVERYBODY),
    "matching:request": Row(200, 404, 404),
    "matching:request_accept": button(MEMBER),
    "matching:request_decline": button(MEMBER),
    "matching:request_withdraw": button(HR),
}
