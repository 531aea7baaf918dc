"""A program with everything that a template takes of it, and with what it never takes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from feedback.actions.checks import write_check
from feedback.rules.knowledge import Question
from matching.actions.rules import set_weights
from peerlearn.home.own_templates.reading import read_program
from programs.actions.conduct import publish_conduct
from programs.actions.own_templates import save_template
from programs.actions.programs import create_program
from programs.actions.roles import set_role
from programs.models import Enrollment
from sessions.actions.scheduling import create_session
from sessions.models import LearningSession

BERLIN = ZoneInfo("Europe/Berlin")
FIRST_DAY = date(2027, 3, 1)  # a Monday
WEIGHTS = {"wanted_topics": 0.7, "shared_hours": 0.3}
QUESTION = Question("Who chooses?", ("The mentee", "The mentor"), 0)


def make_full_program(cast, *, name="Spring"):
    """Inside the organization: ten weeks, one session with a check, one that was called off."""
    admin = cast.hr_admin.person
    program = create_program(
        name=name,
        goal="Arrive well",
        starts_on=FIRST_DAY,
        ends_on=FIRST_DAY + timedelta(weeks=10) - timedelta(days=1),
        by=admin,
    )
    publish_conduct(program, text="We ask.\n\nWe listen.", by=admin)
    set_role(
        program,
        "mentor",
        by=admin,
        label_one="Buddy",
        label_many="Buddies",
        asked="Has lunch with one",
        hours_a_month=3,
        seats=12,
        way_in="application",
    )
    Enrollment.objects.create(program=program, person=cast.employee.person, role="mentee")
    set_weights(program, WEIGHTS, by=admin)
    kick_off = plan(cast, program, "Kick-off", datetime(2027, 3, 10, 9, 30, tzinfo=BERLIN))
    write_check(kick_off, [QUESTION], by=admin)
    plan(cast, program, "Called off", datetime(2027, 3, 17, 9, 30, tzinfo=BERLIN), is_on=False)
    return program


def plan(cast, program, title, start, *, is_on=True):
    state = LearningSession.State.DRAFT if is_on else LearningSession.State.CANCELLED
    return create_session(
        program,
        by=cast.hr_admin.person,
        state=state,
        kind="workshop",
        title=title,
        description="What it is about",
        presenter=cast.mentor.person,
        starts_at=start,
        ends_at=start + timedelta(minutes=45),
        time_zone="Europe/Berlin",
        room="Blue",
        capacity=15,
    )


def saved(cast, program, *, name="Ours"):
    read = read_program(program, name=name, purpose="Buddies arrive", for_whom="New people")
    return save_template(read, by=cast.hr_admin.person)
