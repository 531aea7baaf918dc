from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.wishes import choose_mentor_oneself, set_modes
from matching.models import MatchRequest
from peerlearn.people.models import Person, PersonTopic, Topic
from programs.actions.conduct import publish_conduct
from programs.actions.programs import create_program
from programs.actions.report_desks import name_readers
from programs.models import Enrollment, FacilitatorNomination, Program
from sessions.models import Booking, LearningSession
from tests.cast import make_organization
from tests.programs.reporting import agree


def make_program(cast, name="Onboarding"):
    today = timezone.localdate()
    program = create_program(
        name=name,
        goal="",
        starts_on=today,
        ends_on=today + timedelta(days=30),
        by=cast.hr_admin.person,
    )
    Program.objects.filter(id=program.id).update(state=Program.State.RUNNING)
    return program


def enroll(cast, player, program):
    return Enrollment.objects.create(
        program=program, person=player.person, role=Enrollment.Role.MENTEE
    )


def make_session(cast, program, number=0, **given):
    starts_at = timezone.now() + timedelta(days=2)
    return LearningSession.objects.create(
        program=program,
        title=f"Session {number}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        time_zone="UTC",
        room="Ada",
        capacity=5,
        join_code=f"CODE{number}",
        **given,
    )


def home(player):
    return player.client().get(player.url()).content.decode()


def test_home_of_an_empty_company_asks_for_its_people(db):
    page = home(make_organization("Lonely", "Ada First"))
    assert "Bring in your people" in page
    assert "Create your first program" not in page


def test_home_of_hr_admin_asks_for_a_program_next(cast):
    assert "Create your first program" in home(cast.hr_admin)


def test_home_of_hr_admin_leads_to_the_next_step_of_a_program(cast):
    with cast.inside():
        program = make_program(cast)
        FacilitatorNomination.objects.create(
            program=program, person=cast.facilitator.person, state="accepted"
        )
        publish_conduct(program, text="Be kind", by=cast.hr_admin.person)
        desk = name_readers(
            program,
            trusted_person=cast.mentor.person,
            stand_in=None,
            external_contact="",
            by=cast.hr_admin.person,
        )
        agree(desk)
        make_session(cast, program, kind="networking")
    page = home(cast.hr_admin)
    assert "Next for “Onboarding”: enroll people" in page
    assert "1 of 7 steps done" in page
    assert f'href="{cast.hr_admin.url(f"programs/{program.id}/enrollment/")}"' in page
    assert "Nothing waits for you" not in page
    assert "Next for" not in home(cast.employee)


def test_home_of_hr_admin_asks_nothing_of_a_program_that_is_over(cast):
    with cast.inside():
        make_program(cast)
        Program.objects.update(state=Program.State.FINISHED)
    assert "Next for" not in home(cast.hr_admin)


@pytest.mark.parametrize("programs", [2, 4])
def test_home_of_hr_admin_takes_the_same_number_of_queries(
    cast, programs, django_assert_num_queries
):
    with cast.inside():
        for number in range(programs):
            program = make_program(cast, f"Program {number}")
            enroll(cast, cast.employee, program)
    client = cast.hr_admin.client()
    with django_assert_num_queries(32):
        client.get(cast.hr_admin.url())


def test_home_of_employee_shows_sessions_of_their_programs(cast):
    with cast.inside():
        program = make_program(cast)
        enroll(cast, cast.employee, program)
        make_session(cast, program)
    assert "Session 0" in home(cast.employee)
    assert "Session 0" not in home(cast.mentor)


def test_home_without_sessions_lets_hr_plan_one(cast):
    with cast.inside():
        enroll(cast, cast.employee, make_program(cast))
    page = home(cast.hr_admin)
    assert "No session is planned" in page
    assert f'href="{cast.hr_admin.url("sessions/new/")}"' in page
    page = home(cast.employee)
    assert "No session is planned" in page
    assert "Plan a session" not in page


@pytest.mark.parametrize(
    ("state", "path"), [("draft", "programs/{id}/opening/"), ("running", "sessions/?program={id}")]
)
def test_home_of_hr_admin_names_the_drafts_and_leads_to_them(cast, state, path):
    with cast.inside():
        program = make_program(cast)
        enroll(cast, cast.employee, program)
        for number in (1, 2):
            make_session(cast, program, number, state="draft")
        Program.objects.update(state=state)
    page = home(cast.hr_admin)
    assert "Publish your drafts: 2 sessions of “Onboarding”" in page
    assert f'href="{cast.hr_admin.url(path.format(id=program.id))}"' in page
    assert "0 held · 2 drafts" in page
    assert "No session is published yet" in page
    assert "No session is planned" not in page
    assert "draft" not in home(cast.employee)


def test_home_of_hr_admin_names_no_drafts_of_the_past_or_of_closed_programs(cast):
    with cast.inside():
        program = make_program(cast)
        draft = make_session(cast, program, state="draft")
    assert "Publish your drafts" in home(cast.hr_admin)
    with cast.inside():
        Program.objects.update(state="archived")
    assert "Publish your drafts" not in home(cast.hr_admin)
    with cast.inside():
        Program.objects.update(state="running")
        LearningSession.objects.filter(pk=draft.pk).update(
            starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
        )
    assert "Publish your drafts" not in home(cast.hr_admin)


def test_card_of_a_session_is_for_managing_first_where_hr_looks(cast):
    with cast.inside():
        program = make_program(cast)
        enroll(cast, cast.employee, program)
        learning_session = make_session(cast, program)
    manage = (
        f'class="btn btn-primary" href="{cast.hr_admin.url(f"sessions/{learning_session.id}/")}"'
    )
    book = f'class="btn btn-primary" id="seat-{learning_session.id}-act"'
    page = home(cast.hr_admin)
    assert manage in page
    assert book not in page
    assert f'class="btn" id="seat-{learning_session.id}-act"' in page
    page = home(cast.employee)
    assert manage not in page
    assert book in page


def test_home_asks_for_topics_until_there_is_one(cast):
    with cast.inside():
        enroll(cast, cast.employee, make_program(cast))
    assert "What do you know" in home(cast.employee)
    with cast.inside():
        topic = Topic.objects.create(name="Python")
        PersonTopic.objects.create(person=cast.employee.person, topic=topic, stance="knows")
    assert "What do you know" not in home(cast.employee)


def test_home_says_when_nothing_waits(cast):
    assert "Nothing waits for you" in home(cast.employee)


def test_home_of_another_organization_is_not_there(cast):
    assert cast.outsider.client().get(cast.employee.url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_home_takes_the_same_number_of_queries(cast, rows, django_assert_num_queries):
    with cast.inside():
        for number in range(rows):
            program = make_program(cast, f"Program {number}")
            enroll(cast, cast.employee, program)
            make_session(cast, program, number)
            Person.objects.create(name=f"Colleague {number}")
    client = cast.employee.client()
    with django_assert_num_queries(22):
        client.get(cast.employee.url())


def test_home_names_everything_that_waits_for_a_person(cast):
    emil, mina, now = cast.employee.person, cast.mentor.person, timezone.now()
    with cast.inside():
        program = make_program(cast)
        enroll(cast, cast.employee, program)
        publish_conduct(program, text="Be kind", by=cast.hr_admin.person)
        FacilitatorNomination.objects.create(program=program, person=emil, asked_at=now)
        room = make_session(cast, program, 1, state="live")
        Booking.objects.create(learning_session=room, person=emil)
        led = make_session(cast, program, 2, facilitator=emil)
        LearningSession.objects.filter(id=led.id).update(
            starts_at=now + timedelta(hours=2), ends_at=now + timedelta(hours=3)
        )
        MatchRequest.objects.create(
            program=program,
            mentor=emil,
            mentee=mina,
            state=MatchRequest.State.ASKED,
            asked_at=now,
            expires_at=now + timedelta(days=3),
        )
    page = home(cast.employee)
    for said in (
        "“Session 1” is on now",
        "You facilitate “Session 2”",
        "Will you facilitate “Onboarding”?",
        "1 colleague would like to learn with you",
        "Code of conduct of “Onboarding”",
        "What do you know, and what do you want to learn?",
    ):
        assert said in page


def test_home_and_program_lead_to_the_mentors_whom_one_may_choose(cast):
    with cast.inside():
        program = make_program(cast)
        enroll(cast, cast.employee, program)
        Enrollment.objects.create(
            program=program, person=cast.mentor.person, role=Enrollment.Role.MENTOR
        )
        mentors = cast.employee.url(f"matching/programs/{program.id}/mentors/")
        assert mentors not in home(cast.employee)
        set_modes(program, by=cast.hr_admin.person, choosing="rank")
    page = home(cast.employee)
    assert "Choose your mentor" in page
    assert mentors in page
    address = f"programs/{program.id}/"
    page = cast.employee.client().get(cast.employee.url(address)).content.decode()
    assert mentors in page
    wishes = cast.mentor.url(f"matching/programs/{program.id}/wishes/")
    assert wishes in cast.mentor.client().get(cast.mentor.url(address)).content.decode()
    assert wishes not in home(cast.mentor)
    with cast.inside():
        choose_mentor_oneself(program, cast.mentor.person.id, by=cast.employee.person)
    assert wishes in home(cast.mentor)
    assert "Choose your mentor" not in home(cast.employee)
