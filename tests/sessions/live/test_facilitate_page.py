"""The facilitator's dashboard, and what the apps above put on it."""

from sessions.actions.booking import book_seat
from sessions.actions.rooms import finish_session
from sessions.models import LearningSession
from sessions.panels import Panel, Preparation, _panels, _preparations
from tests.sessions.live.visiting import address
from tests.sessions.making import in_days, make_session
from tests.sessions.test_pages import queries_of, text


def test_dashboard_sorts_by_when_and_says_what_to_prepare(cast, program, room):
    with cast.inside():
        coming = make_session(
            program,
            cast.hr_admin,
            starts_at=in_days(9),
            title="To come",
            facilitator=cast.facilitator.person,
        )
        old = make_session(
            program,
            cast.hr_admin,
            starts_at=in_days(10),
            title="Behind",
            facilitator=cast.facilitator.person,
        )
        LearningSession.objects.filter(pk=old.pk).update(state="finished")
    assert coming.title == "To come"
    shown = text(cast.facilitator.client().get(cast.facilitator.url("sessions/facilitate/")))
    assert shown.index("On now") < shown.index(room.title) < shown.index("Next")
    assert shown.index("Next") < shown.index("To come") < shown.index("Behind you")
    assert "Nobody who has booked is in your reporting line or reviewed by you." in shown


def test_dashboard_names_who_is_in_the_reporting_line(cast, room):
    with cast.inside():
        cast.employee.person.manager = cast.facilitator.person
        cast.employee.person.save()
    shown = text(cast.facilitator.client().get(cast.facilitator.url("sessions/facilitate/")))
    assert "Emil Employee is in your reporting line or reviewed by you. Ask HR" in shown


def test_dashboard_of_somebody_who_runs_nothing_says_so(cast, room):
    shown = text(cast.employee.client().get(cast.employee.url("sessions/facilitate/")))
    assert "You run no session yet" in shown


def test_apps_above_add_preparations_and_panels(cast, room):
    def prepare(sessions, person):
        return {session.id: [Preparation("Write a check", is_done=False)] for session in sessions}

    def panel(session, person):
        return Panel("components/notice.html", {})

    _preparations.append(prepare)
    _panels["run.finished"].append(panel)
    try:
        board = text(cast.facilitator.client().get(cast.facilitator.url("sessions/facilitate/")))
        assert "Write a check" in board
        with cast.inside():
            finish_session(room, by=cast.facilitator.person, before_start=True)
        page = cast.facilitator.client().get(address(cast.facilitator, room))
        assert "components/notice.html" in [template.name for template in page.templates]
    finally:
        _preparations.remove(prepare)
        _panels["run.finished"].remove(panel)


def test_dashboard_costs_the_same_with_one_and_three_sessions(cast, program, room):
    client, url = cast.facilitator.client(), cast.facilitator.url("sessions/facilitate/")
    one = queries_of(client, url)
    with cast.inside():
        for day in (8, 9):
            more = make_session(
                program,
                cast.hr_admin,
                starts_at=in_days(day),
                facilitator=cast.facilitator.person,
            )
            book_seat(more, person=cast.employee.person, by=cast.employee.person)
    assert queries_of(client, url) == one == 9
