"""A neutral person for a circle: asked, answering, and gone again."""

from datetime import timedelta

import pytest

from matching.actions.circle_facilitating import (
    accept_circle,
    ask_facilitator,
    decline_circle,
    take_back_facilitator,
)
from matching.actions.circle_meetings import call_off_circle_meeting, plan_circle_meeting
from matching.actions.circle_moves import merge_circles
from matching.actions.circle_places import change_places
from matching.actions.circle_publishing import take_back_circles
from matching.actions.circle_undoing import undo_change
from matching.errors import CirclesError
from matching.models import CircleFacilitator, CircleMember, CirclePlan
from matching.queries.circle_facilitators import (
    candidates_for_circle,
    facilitator_of,
    questions_of_circles,
    unanswered_of_circles,
)
from matching.queries.circle_page import circles_page
from matching.queries.own_calendar import meeting_entries
from peerlearn.audit.models import AuditEvent
from peerlearn.notifications.models import Notification
from peerlearn.people.signals import people_left
from programs.actions.moves import lock_program, must_not_be_over
from programs.errors import ProgramOverError
from programs.models import Program
from programs.queries.load import load_of_person
from tests.locks import while_uncommitted
from tests.matching.builders import enroll, make_person, make_program
from tests.matching.circles.making import (
    MORNING,
    PARTICIPANT,
    by_hand,
    circle,
    member,
    people,
    plan,
    publish,
    told,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def here(cast, program):
    """Two circles of three; Nia is neutral, Lea leads somebody of the first."""
    with cast.inside():
        people(program, 6)
        plan(cast, program)
        program.nia = make_person("Nia Neutral", department="Legal")
        program.lea = make_person("Lea Lead")
        program.lou = make_person("Lou Above")
        program.lea.manager = program.lou
        program.lea.save()
        one = member_of("Peer 00", program)
        one.manager = program.lea
        one.save()
        by_hand(program, "Peer 00, Peer 01, Peer 02", "Peer 03, Peer 04, Peer 05")
        publish(cast, program)
    return program


def member_of(name, program):
    return program.enrollments.get(person__name=name).person


def ask(cast, person, number=1, now=MORNING + HOUR):
    return ask_facilitator(circle(number), person, by=cast.hr_admin.person, now=now)


def fresh(row):
    return CircleFacilitator.objects.select_related(
        "circle__program", "circle__organization", "person", "asked_by"
    ).get(id=row.id)


def test_neutral_person_is_asked_accepts_and_gets_the_meetings(cast, here):
    with cast.inside():
        planned = plan_circle_meeting(
            circle(1), at=MORNING + DAY, by=member("Peer 01").person, now=MORNING
        )
        asked = ask(cast, here.nia)
        assert ask(cast, here.nia).id == asked.id
        assert told("circle_facilitator_asked") == ["Nia Neutral"]
        assert list(unanswered_of_circles(here.nia)) == [asked]
        assert facilitator_of(circle(1)) is None
        accept_circle(fresh(asked), now=MORNING + 2 * HOUR)
        accept_circle(fresh(asked), now=MORNING + 2 * HOUR)
        assert facilitator_of(circle(1)) == here.nia
        assert told("circle_facilitator_answered") == ["Hanna Admin"]
        assert told("circle_meeting").count("Nia Neutral") == 1
        span = {"since": MORNING, "until": MORNING + 30 * DAY}
        assert [one.uid for one in meeting_entries(here.nia, **span)] == [
            f"circle-meeting-{planned.id}"
        ]
        assert load_of_person(here.nia, now=MORNING).givings[0].kind == "facilitating"
        call_off_circle_meeting(circle(1), by=here.nia, now=MORNING + 3 * HOUR)
        assert "Nia Neutral" in told("circle_meeting_off")
        at = MORNING + 2 * DAY
        plan_circle_meeting(circle(1), at=at, by=here.nia, now=MORNING + 3 * HOUR)


@pytest.mark.parametrize("who", ["lea", "lou", "report", "reviewer", "owner", "member"])
def test_who_is_not_neutral_to_the_members_is_not_asked(cast, here, who):
    with cast.inside():
        if who == "report":
            person = make_person("Rex Report", manager=member_of("Peer 02", here))
        elif who == "reviewer":
            person = make_person("Rea Reviews")
            reviewed = member_of("Peer 02", here)
            reviewed.reviewer = person
            reviewed.save()
        elif who == "owner":
            person = cast.hr_admin.person
            Program.objects.filter(id=here.id).update(owner=person)
        elif who == "member":
            person = member_of("Peer 01", here)
        else:
            person = getattr(here, who)
        with pytest.raises(CirclesError):
            ask(cast, person)
        assert not CircleFacilitator.objects.exists()
        assert told("circle_facilitator_asked") == []
        proposed = [one.person for one in candidates_for_circle(circle(1))]
        assert person not in proposed
        assert here.nia in proposed
        # of the other circle they may be
        if who in ("lea", "lou"):
            assert ask(cast, person, number=2).state == "asked"


def test_search_finds_who_is_not_neutral_and_says_why(cast, here):
    with cast.inside():
        [found] = candidates_for_circle(circle(1), "lea")
        assert found.doubts == ["Lea Lead manages 1 person here: Peer 00 (direct report)."]
        assert candidates_for_circle(circle(1), "Peer 01") == []


def test_one_is_asked_at_a_time_and_who_declined_not_twice_a_day(cast, here):
    with cast.inside():
        asked = ask(cast, here.nia)
        with pytest.raises(CirclesError, match="Nia Neutral is asked already"):
            ask(cast, make_person("Noa Other"))
        later = MORNING + 3 * HOUR
        decline_circle(fresh(asked), reason="Too much to do", now=later)
        decline_circle(fresh(asked), reason="Again", now=later)
        mail = Notification.objects.get(kind="matching.circle_facilitator_answered")
        assert "Too much to do" in mail.body
        with pytest.raises(CirclesError, match="asked today already"):
            ask(cast, here.nia, now=later)
        assert ask(cast, here.nia, now=later + DAY).state == "asked"
        event = AuditEvent.objects.filter(table="circle_facilitator").latest("id")
        assert "Too much to do" not in str(event.changes)


def test_question_is_taken_back_unread_and_who_had_accepted_is_told(cast, here):
    with cast.inside():
        asked = ask(cast, here.nia, now=MORNING)
        for _twice in range(2):
            take_back_facilitator(fresh(asked), by=cast.hr_admin.person, now=MORNING)
        assert told("circle_facilitator_over") == []
        state = Notification.objects.get(kind="matching.circle_facilitator_asked").state
        assert state == "cancelled"
        with pytest.raises(CirclesError, match="settled"):
            accept_circle(fresh(asked), now=MORNING)
        again = ask(cast, here.nia, now=MORNING + HOUR)
        Notification.objects.filter(kind="matching.circle_facilitator_asked").update(state="sent")
        accept_circle(fresh(again), now=MORNING + HOUR)
        take_back_facilitator(fresh(again), by=cast.hr_admin.person, now=MORNING + 2 * HOUR)
        assert told("circle_facilitator_over") == ["Nia Neutral"]
        assert facilitator_of(circle(1)) is None
        assert not questions_of_circles(here.nia).exists()


def test_yes_of_who_is_neutral_no_more_is_taken_back_and_hr_reads_why(cast, here):
    with cast.inside():
        asked = ask(cast, here.lea, number=2)
        reports = member_of("Peer 04", here)
        reports.manager = here.lea
        reports.save()
        assert accept_circle(fresh(asked), now=MORNING + HOUR).state == "revoked"
        mail = Notification.objects.get(kind="matching.circle_facilitator_answered")
        assert "Lea Lead manages 1 person here: Peer 04" in mail.body


def test_who_joins_the_circle_meanwhile_does_not_facilitate_it(cast, here):
    with cast.inside():
        asked = ask(cast, here.nia, number=2)
        enroll(here, here.nia, PARTICIPANT)
        CircleMember.objects.create(circle=circle(2), program=here, person=here.nia)
        assert accept_circle(fresh(asked), now=MORNING + HOUR).state == "revoked"
        mail = Notification.objects.get(kind="matching.circle_facilitator_answered")
        assert "Nia Neutral is in this circle" in mail.body


def test_hr_is_told_when_who_facilitates_joins_the_circle(cast, here):
    with cast.inside():
        accept_circle(fresh(ask(cast, here.nia, number=2)), now=MORNING + HOUR)
        enroll(here, here.nia, PARTICIPANT)
        change_places([], [(circle(2), here.nia)], now=MORNING + DAY)
        mail = Notification.objects.get(kind="matching.circle_facilitator_doubted")
        assert "Nia Neutral is in this circle" in mail.body
        active = circles_page(here, now=MORNING + DAY).active
        assert [line.circle.number for line in active.without_facilitator] == [1, 2]


def test_yes_waits_for_who_joins_at_the_same_moment(committed_cast):
    cast = committed_cast
    with cast.inside():
        program = make_program(name="Circles at once")
        people(program, 6)
        plan(cast, program)
        nia = make_person("Nia Neutral", department="Legal")
        by_hand(program, "Peer 00, Peer 01, Peer 02", "Peer 03, Peer 04, Peer 05")
        publish(cast, program)
        asked = ask(cast, nia, number=2)
        late = enroll(program, make_person("Joi Joiner", manager=nia), PARTICIPANT)

    def join():
        lock_program(program)
        change_places([], [(circle(2), late)], now=MORNING + DAY)

    def accept():
        with cast.inside():
            return accept_circle(fresh(asked), now=MORNING + DAY)

    assert while_uncommitted(cast, join, accept).state == "revoked"


def test_hr_sees_which_circle_has_none_and_whose_is_neutral_no_more(cast, here):
    with cast.inside():
        accept_circle(fresh(ask(cast, here.nia, number=2)), now=MORNING + HOUR)
        active = circles_page(here, now=MORNING + DAY).active
        assert [line.circle.number for line in active.without_facilitator] == [1]
        late = enroll(here, make_person("Joi Joiner", manager=here.nia), PARTICIPANT)
        CircleMember.objects.create(circle=circle(2), program=here, person=late)
        active = circles_page(here, now=MORNING + DAY).active
        assert [line.circle.number for line in active.without_facilitator] == [1, 2]
        assert active.lines[1].facilitation.doubts


def test_leaver_facilitates_nothing_and_hr_is_told(cast, here):
    with cast.inside():
        accept_circle(fresh(ask(cast, here.nia)), now=MORNING + HOUR)
        for _twice in range(2):
            people_left.send(None, person_ids={here.nia.id})
        assert facilitator_of(circle(1)) is None
        assert told("circle_facilitator_answered") == ["Hanna Admin", "Hanna Admin"]


def test_drafts_have_no_facilitator_and_a_publication_that_is_taken_back_asks_nobody(cast, here):
    with cast.inside():
        asked = ask(cast, here.nia, now=MORNING)
        due = Notification.objects.get(kind="matching.circle_facilitator_asked").due_at
        assert due == MORNING + timedelta(minutes=10)
        take_back_circles(here, by=cast.hr_admin.person)
        assert fresh(asked).state == "revoked"
        with pytest.raises(CirclesError, match="Publish the circle first"):
            ask(cast, here.nia, now=MORNING)


def test_two_circles_that_become_one_part_with_a_facilitator_unless_undone(cast, here):
    with cast.inside():
        CirclePlan.objects.update(apart_line=False, apart_team=False)
        asked = ask(cast, here.nia, number=2)
        accept_circle(fresh(asked), now=MORNING + HOUR)
        now = MORNING + DAY
        place = member("Peer 03")
        merge_circles(circle(2), circle(1), by=cast.hr_admin.person, now=now)
        assert not questions_of_circles(here.nia).exists()
        over = Notification.objects.get(kind="matching.circle_facilitator_over")
        assert over.due_at == now + timedelta(minutes=10)
        undo_change(CircleMember.objects.get(id=place.id), by=cast.hr_admin.person, now=now)
        assert facilitator_of(circle(2)) == here.nia


def test_over_is_over(cast, here):
    with cast.inside():
        asked = ask(cast, here.nia)
        Program.objects.filter(id=here.id).update(state="finished")
        for act in (
            lambda: accept_circle(fresh(asked), now=MORNING),
            lambda: ask(cast, make_person("Noa Other"), number=2),
            lambda: must_not_be_over(circle(1).program),
        ):
            with pytest.raises(ProgramOverError):
                act()


def test_pages_of_asking_answering_and_stopping(cast, here):
    admin, asked = cast.hr_admin.client(), cast.facilitator.client()
    with cast.inside():
        one = circle(1)
        insider = enroll(here, cast.employee.person, PARTICIPANT)
        CircleMember.objects.create(circle=one, program=here, person=insider)
    of_program = cast.hr_admin.url(f"matching/programs/{here.id}/circles/")
    address = cast.hr_admin.url(f"matching/circles/{one.id}/facilitator/")
    mine = cast.hr_admin.url("matching/circles/")

    def seen(client, path, **data):
        answer = client.post(path, data, follow=True) if data else client.get(path, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    overview = seen(admin, of_program)
    assert "2 circles have no neutral facilitator" in overview
    assert address in overview
    assert f"{address}{cast.facilitator.person.id}/" in seen(admin, f"{address}?q=facilitator")
    assert "not neutral" in seen(admin, f"{address}?q=Lea")
    asking = f"{address}{cast.facilitator.person.id}/"
    assert "is asked to facilitate circle 1" in seen(admin, asking, now="yes")
    assert "You are in no circle" not in seen(asked, mine)
    with cast.inside():
        row = CircleFacilitator.objects.get()
    question = cast.hr_admin.url(f"matching/circles/questions/{row.id}/")
    assert asked.get(cast.hr_admin.url(f"matching/circles/{one.id}/")).status_code == 404
    assert "Yes, gladly" in seen(asked, question)
    assert cast.manager.client().get(question).status_code == 404
    assert "Will you facilitate a circle" in seen(asked, cast.hr_admin.url())
    assert "The circle sees that you facilitate it" in seen(asked, question, answer="accept")
    page = seen(asked, cast.hr_admin.url(f"matching/circles/{one.id}/"))
    assert "Circle 1, which you facilitate" in page
    assert "Leave this circle" not in page
    theirs = seen(cast.employee.client(), cast.hr_admin.url(f"matching/circles/{one.id}/"))
    assert "Who facilitates" in theirs
    assert cast.facilitator.person.name in theirs
    assert "1 circle has no neutral facilitator" in seen(admin, of_program)
    assert "Noted." in seen(asked, question, answer="decline", reason="Too much")
    assert asked.get(question).status_code == 404
    assert "2 circles have no neutral facilitator" in seen(admin, of_program)
