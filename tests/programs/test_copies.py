"""A new run of an earlier program."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from feedback.models import KnowledgeCheck, KnowledgeQuestion
from matching.actions.rules import set_weights
from matching.queries.rules import weights_of
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrganizationSettings
from programs.actions.conduct import publish_conduct
from programs.actions.copies import copy_program
from programs.actions.roles import set_role
from programs.errors import ProgramNameTakenError
from programs.models import Enrollment, FacilitatorNomination, Program
from programs.queries.conduct import conduct_in_force
from programs.queries.roles import roles_of_program
from programs.rules.names import next_name
from sessions.actions.scheduling import create_session
from sessions.models import Booking, LearningSession
from sessions.rules.drafting import moved
from tests.feedback.making import make_check

BERLIN = ZoneInfo("Europe/Berlin")
# Monday to Monday over the end of summer time, 25 October 2026.
OLD, NEW = date(2026, 10, 12), date(2026, 11, 2)


@pytest.fixture
def original(cast, program):
    admin = cast.hr_admin.person
    with cast.inside():
        Program.objects.filter(id=program.id).update(
            starts_on=OLD, ends_on=OLD + timedelta(days=60)
        )
        program.refresh_from_db()
        publish_conduct(program, text="Be kind.", by=admin)
        set_role(program, "mentor", by=admin, label_one="Guide", hours_a_month=3, seats=9)
        set_weights(program, {"same_site": 1.0}, by=admin)
        start = datetime(2026, 10, 14, 12, 0, tzinfo=BERLIN)
        lunch = create_session(
            program,
            by=admin,
            title="Lunch",
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            time_zone="Europe/Berlin",
            room="Canteen",
            capacity=12,
            presenter=cast.mentor.person,
            facilitator=cast.facilitator.person,
        )
        make_check(cast, lunch)
        Booking.objects.create(learning_session=lunch, person=cast.employee.person)
        FacilitatorNomination.objects.create(
            program=program,
            person=cast.facilitator.person,
            state=FacilitatorNomination.State.ACCEPTED,
        )
    return program


def copy(cast, original, **changes):
    told = {
        "name": "Onboarding autumn",
        "starts_on": NEW,
        "with_people": False,
        "by": cast.hr_admin.person,
    }
    return copy_program(original, **(told | changes))


def test_copy_without_people_takes_texts_and_nobody(cast, original):
    with cast.inside():
        program = copy(cast, original).program
        assert program.state == Program.State.DRAFT
        assert (program.starts_on, program.ends_on) == (NEW, NEW + timedelta(days=60))
        assert program.goal == original.goal
        assert conduct_in_force(program).text == "Be kind."
        assert weights_of(program) == {"same_site": 1.0}
        mentor = roles_of_program(program)["mentor"]
        assert (mentor.label, mentor.hours, mentor.seats) == ("Guide", 3, 9)
        assert not Enrollment.objects.filter(program=program).exists()
        assert not FacilitatorNomination.objects.filter(program=program).exists()


def test_copied_session_is_a_draft_at_the_same_time_of_day_across_summer_time(cast, original):
    with cast.inside():
        program = copy(cast, original).program
        copied = LearningSession.objects.get(program=program)
        assert copied.state == LearningSession.State.DRAFT
        assert copied.starts_at == datetime(2026, 11, 4, 12, 0, tzinfo=BERLIN)
        assert copied.ends_at - copied.starts_at == timedelta(hours=1)
        assert (copied.title, copied.room, copied.capacity) == ("Lunch", "Canteen", 12)
        assert (copied.presenter, copied.facilitator) == (None, None)
        assert (copied.booked, copied.bookings.count()) == (0, 0)


@pytest.mark.parametrize(
    ("days", "last_day", "comes_to"),
    [
        (7, None, date(2026, 10, 21)),  # Wednesday to Wednesday
        (3, None, date(2026, 10, 19)),  # Saturday: the Monday after
        (4, None, date(2026, 10, 19)),  # Sunday
        (3, date(2026, 10, 18), date(2026, 10, 16)),  # no Monday is left: the Friday before
    ],
)
def test_copied_session_comes_from_a_working_day_to_no_weekend(days, last_day, comes_to):
    wednesday = datetime(2026, 10, 14, 12, 0, tzinfo=BERLIN)
    start = moved(wednesday, BERLIN, days=days, last_day=last_day).astimezone(BERLIN)
    assert (start.date(), start.hour) == (comes_to, 12)


def test_session_that_was_meant_for_a_weekend_stays_on_one():
    saturday = datetime(2026, 10, 17, 12, 0, tzinfo=BERLIN)
    assert moved(saturday, BERLIN, days=8).date() == date(2026, 10, 25)


def test_copy_that_begins_on_another_weekday_has_no_session_on_a_weekend(cast, original):
    with cast.inside():
        program = copy(cast, original, starts_on=NEW + timedelta(days=3)).program
        copied = LearningSession.objects.get(program=program)
        assert copied.starts_at == datetime(2026, 11, 9, 12, 0, tzinfo=BERLIN)


def test_first_day_of_a_copy_that_has_passed_is_warned_of(cast, original):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{original.id}/duplicate/")
    yesterday = timezone.localdate() - timedelta(days=1)
    told = {"name": "Again", "starts_on": yesterday.isoformat()}
    html = client.post(url, told, follow=True).content.decode()
    assert "has passed: with the launch the program is running at once" in html
    assert "Drafts of sessions on days that have passed need another day" in html


def test_copied_session_has_the_questions_and_no_answers(cast, original):
    with cast.inside():
        old = KnowledgeCheck.objects.get()
        program = copy(cast, original).program
        check = KnowledgeCheck.objects.get(learning_session__program=program)

        def texts(of):
            return list(KnowledgeQuestion.objects.filter(check_of=of).values_list("text"))

        assert texts(check) == texts(old) != []
        assert not check.attempts.exists()


def test_copy_with_people_enrolls_them_again_and_leaves_leavers_out(cast, original):
    with cast.inside():
        gone = Person.objects.create(name="Gone", state=Person.State.LEFT)
        out = Person.objects.create(name="Out")
        Enrollment.objects.create(program=original, person=gone, role="mentee")
        Enrollment.objects.create(
            program=original, person=out, role="mentee", state=Enrollment.State.WITHDRAWN
        )
        copied = copy(cast, original, with_people=True)
        rows = Enrollment.objects.filter(program=copied.program).order_by("role")
        assert [(one.person, one.role, one.capacity) for one in rows] == [
            (cast.employee.person, "mentee", 1),
            (cast.mentor.person, "mentor", 2),
        ]
        assert (copied.enrolled, copied.left_out) == (2, 1)
        assert {one.joined_on for one in rows} == {max(NEW, timezone.localdate())}
        presenter = LearningSession.objects.get(program=copied.program).presenter
        assert presenter == cast.mentor.person


def test_cancelled_session_is_not_copied(cast, original):
    with cast.inside():
        LearningSession.objects.update(state=LearningSession.State.CANCELLED)
        program = copy(cast, original).program
        assert not LearningSession.objects.filter(program=program).exists()


def test_copy_of_an_evergreen_program_is_evergreen(cast, original):
    with cast.inside():
        Program.objects.filter(id=original.id).update(ends_on=None)
        original.refresh_from_db()
        assert copy(cast, original).program.is_evergreen


def test_copy_whose_name_is_taken_writes_nothing(cast, original):
    with cast.inside():
        with pytest.raises(ProgramNameTakenError):
            copy(cast, original, name=original.name)
        assert Program.objects.count() == 1
        assert LearningSession.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "taken", "suggested"),
    [
        ("Buddies", [], "Buddies 2"),
        ("Buddies 2", [], "Buddies 3"),
        ("Buddies", ["buddies 2"], "Buddies 3"),
        ("Onboarding 2026", [], "Onboarding 2026 2"),
        ("x" * 120, [], "x" * 118 + " 2"),
    ],
)
def test_next_name_counts_on(name, taken, suggested):
    assert next_name(name, taken) == suggested


def test_page_suggests_a_name_and_the_same_weekday_and_makes_the_draft(cast, original):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{original.id}/duplicate/")
    page = client.get(url)
    suggested = page.context["form"].initial
    assert suggested["name"] == "Onboarding spring 2"
    assert suggested["starts_on"].weekday() == OLD.weekday()
    assert suggested["starts_on"] > original.ends_on
    told = {"name": "Again", "starts_on": suggested["starts_on"].isoformat(), "with_people": "on"}
    answer = client.post(url, told)
    with cast.inside():
        made = Program.objects.get(name="Again")
    assert answer.url == cast.hr_admin.url(f"programs/{made.id}/")
    assert "2 people are enrolled again." in client.get(answer.url).content.decode()


def test_page_refuses_a_first_day_with_which_the_copy_would_be_over(cast, original):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{original.id}/duplicate/")
    answer = client.post(url, {"name": "Again", "starts_on": "2020-01-06"})
    assert answer.status_code == 422
    assert "over already" in answer.content.decode()


def test_session_that_would_come_to_a_public_holiday_is_copied_to_the_next_working_day(
    cast, original
):
    with cast.inside():
        usual = date(2026, 11, 4)
        OrganizationSettings.objects.update(holidays=f"{usual} Fair\n2026-11-05 [Oslo] Other")
        made = copy(cast, original).program
        (lunch,) = LearningSession.objects.filter(program=made)
        assert lunch.starts_at == datetime(2026, 11, 5, 12, tzinfo=BERLIN)


def test_last_session_before_a_holiday_at_the_end_comes_earlier():
    closed = {date(2026, 11, 4), date(2026, 11, 3)}
    start = datetime(2026, 10, 14, 12, tzinfo=BERLIN)
    late = moved(start, BERLIN, days=21, last_day=date(2026, 11, 4), closed=closed)
    assert late == datetime(2026, 11, 2, 12, tzinfo=BERLIN)
