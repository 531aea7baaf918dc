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


def _own_form() -> Row:
    """A page of the two alone."""
    return Row(200, 404, 404, MEMBER, MATCH)


MATCHING: dict[str, Row] = {
    "matching:index": hr_page(),
    "matching:overview": hr_page(),
    "matching:preferences": hr_form(),
    "matching:rules_effect": hidden_button(),
    "matching:rules_preset": hidden_button(),
    "matching:rules_undo": hidden_button(),
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
    "matching:coffee": hr_page(),
    "matching:coffee_plan": hr_form(),
    "matching:coffees": page(),
    # The member has had a coffee; the facilitator and HR take no part in the program.
    "matching:coffee_met": button(MEMBER),
    "matching:coffee_met_undo": button(MEMBER),
    "matching:coffee_skip": button(MEMBER),
    "matching:coffee_snooze": button(MEMBER),
    "matching:coffee_leave": button(MEMBER),
    "matching:coffee_back": button(MEMBER),
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
    "matching:modes": hr_form(),
    "matching:questions": hr_page(),
    "matching:offer": hidden_button(),
    # The member has a mentor in it by now, and still looks at the others.
    "matching:mentors": Row(200, 404, 404),
    "matching:choose_oneself": button(MEMBER),
    # Mina ranks those who chose her.
    "matching:wishes": Row(404, 404, 404),
    "matching:wish": Row(404, 404, 404),
    "matching:choice_up": button(MEMBER, request_id="own_choice"),
    "matching:choice_down": button(MEMBER, request_id="own_choice"),
    "matching:health": hr_page(),
    "matching:terms": hr_form(),
    # For its two people alone; HR is told that the page isn't there.
    "matching:in_touch": button(MEMBER, **MATCH),
    "matching:pause": _own_form(),
    "matching:resume": button(MEMBER, **MATCH),
    "matching:pass_on": _own_form(),
    "matching:end": _own_form(),
    "matching:verdict": button(MEMBER, **MATCH),
    "matching:closing": _own_form(),
    "matching:met": button(MEMBER, **MATCH),
    "matching:plan_meeting": button(MEMBER, **MATCH),
    "matching:call_off_meeting": button(MEMBER, **MATCH),
    "matching:take_back_meeting": button(MEMBER, **MATCH),
    "matching:add_goal": button(MEMBER, **MATCH),
    "matching:tick_goal": button(MEMBER, **MATCH),
    "matching:untick_goal": button(MEMBER, **MATCH),
    "matching:remove_goal": button(MEMBER, **MATCH),
    "matching:restore_goal": button(MEMBER, **MATCH),
}
