"""Runs, pairs, coffees and circles of the walked world."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from matching.actions.goals import add_goal
from matching.actions.meeting_mails import MET_PURPOSE
from matching.actions.meetings import record_meeting
from matching.actions.not_with import say_not_with
from matching.actions.publishing import publish_run
from matching.actions.wishes import set_modes
from matching.models import (
    Circle,
    CircleExit,
    CircleFacilitator,
    CircleMember,
    CirclePlan,
    CircleWish,
    CoffeeGroup,
    CoffeePlan,
    CoffeeRound,
    CoffeeSeat,
    FixedPair,
    Match,
    MatchBlock,
    MatchRequest,
    MatchRun,
    PairMeeting,
    ProposedTimes,
)
from peerlearn.people.models import Person
from peerlearn.web.tokens import make_token as sign
from programs.models import (
    Enrollment,
    Program,
)
from tests.cast import Cast
from tests.matching.builders import run_now

Role = Enrollment.Role


def make_matching(cast: Cast, program: Program) -> dict[str, Any]:
    """The member has a published match; a later run's proposals are under review."""
    admin = cast.hr_admin.person
    first = _run(program, admin)
    publish_run(first, by=admin)
    for name in ("Ana New", "Bo New"):
        person = Person.objects.create(name=name, email=f"{name[:2]}@acme.example")
        Enrollment.objects.create(program=program, person=person, role=Role.MENTEE)
    run = _run(program, admin)
    one, other = Match.objects.filter(run=run, state=Match.State.PROPOSED).order_by("id")[:2]
    set_modes(program, by=admin, choosing="rank")
    question = MatchRequest.objects.create(
        program=program,
        mentee_id=one.mentee_id,
        mentor=cast.employee.person,
        origin=MatchRequest.Origin.CHOICE,
        state=MatchRequest.State.ASKED,
        asked_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=3),
    )
    choice = MatchRequest.objects.create(
        program=program,
        mentee=cast.employee.person,
        mentor=cast.mentor.person,
        origin=MatchRequest.Origin.CHOICE,
    )
    block = MatchBlock.objects.create(
        program=program, mentor=cast.director.person, mentee_id=one.mentee_id
    )
    fixed = FixedPair.objects.create(
        program=program,
        mentor_id=one.mentor_id,
        mentee_id=one.mentee_id,
        fixed_by=admin,
        fixed_at=timezone.now(),
    )
    return {
        "fixed_id": fixed.id,
        "block_id": block.id,
        "request_id": question.id,
        "own_choice": choice.id,
        "said_id": say_not_with(cast.employee.person, admin).id,
        "run_id": run.id,
        "match_id": one.id,
        "mentee_id": one.mentee_id,
        "mentor_id": one.mentor_id,
        "other_id": other.mentee_id,
        **_own_pair(cast),
    }


def _own_pair(cast: Cast) -> dict[str, Any]:
    """The member's, with a goal, a meeting, and times that they are asked about."""
    match, member = Match.objects.get(mentee=cast.employee.person), cast.employee.person
    goal = add_goal(match, text="Run a payroll alone", by=member)
    now = timezone.now()
    ahead = now + timedelta(days=4)
    times = ProposedTimes.objects.create(
        match=match, proposed_by=match.mentor, starts=[ahead], last_at=ahead
    )
    PairMeeting.objects.create(match=match, starts_at=now + timedelta(days=3))
    meeting = record_meeting(match, at=now, by=member, now=now)
    return {
        "times_id": times.id,
        "published_match": match.id,
        "goal_id": goal.id,
        "meeting_id": meeting.id,
        "met_token": sign(MET_PURPOSE, meeting=str(meeting.id), person=str(member.id)),
    }


def make_coffee(cast: Cast, program: Program) -> UUID:
    """The member has one with the mentor."""
    today = timezone.localdate()
    CoffeePlan.objects.create(program=program, starts_on=today)
    made = CoffeeRound.objects.create(program=program, held_on=today, state="done")
    group = CoffeeGroup.objects.create(round=made)
    for player in (cast.employee, cast.mentor):
        CoffeeSeat.objects.create(round=made, group=group, person=player.person)
    return group.id


def make_circles(cast: Cast, program: Program) -> dict[str, Any]:
    """The member is in one with the mentor; there is another one."""
    now = timezone.now()
    CirclePlan.objects.create(program=program)
    one, other = (
        Circle.objects.create(program=program, number=number, state="active", published_at=now)
        for number in (1, 2)
    )

    def member(circle: Circle, person: Person) -> CircleMember:
        return CircleMember.objects.create(circle=circle, program=program, person=person)

    mine, _mentors = (member(one, p.person) for p in (cast.employee, cast.mentor))
    theirs, _directors = (member(other, p.person) for p in (cast.manager, cast.director))
    former = member(other, cast.facilitator.person)
    CircleMember.objects.filter(id=former.id).update(left_at=now)
    left = CircleExit.objects.create(
        program=program, person=cast.employee.person, circle=one, left_at=now
    )
    pair = sorted((cast.employee.person, cast.mentor.person), key=lambda person: person.id)
    question = CircleFacilitator.objects.create(
        circle=other, person=cast.employee.person, state="accepted", asked_at=now
    )
    wish = CircleWish.objects.create(program=program, one=pair[0], other=pair[1], kind="together")
    return {
        "circle_id": one.id,
        "into_id": other.id,
        "member_id": mine.id,
        "former_place": former.id,
        "exit_id": left.id,
        "other_member": theirs.id,
        "wish_id": wish.id,
        "circle_question": question.id,
    }


def _run(program: Program, admin: Person) -> MatchRun:
    run = run_now(program, admin)
    run.refresh_from_db()
    assert run.state == MatchRun.State.DONE
    return run
