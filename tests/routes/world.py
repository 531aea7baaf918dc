"""Acme in the middle of everything: for each kind of row that an address can name, a row.

Made by the product's actions. What each row is to the walking roles:
member is the employee, enrolled and in the room; facilitator is accepted, and runs the sessions.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from feedback.actions.closing import close_round_early
from feedback.models import FeedbackRound
from matching.actions.goals import add_goal
from matching.actions.meetings import record_meeting
from matching.actions.not_with import say_not_with
from matching.actions.publishing import publish_run
from matching.actions.wishes import set_modes
from matching.models import (
    Circle,
    CircleExit,
    CircleMember,
    CirclePlan,
    CircleWish,
    CoffeeGroup,
    CoffeePlan,
    CoffeeRound,
    CoffeeSeat,
    Match,
    MatchBlock,
    MatchRequest,
    MatchRun,
)
from peerlearn.home.own_templates.reading import read_program
from peerlearn.notifications.models import Notification
from peerlearn.people.actions.invitations import invite_people
from peerlearn.people.actions.tokens import make_token
from peerlearn.people.models import Invitation, Membership, Person, Topic
from peerlearn.people.queries.invitations import PURPOSE as INVITATION
from peerlearn.web.tokens import make_lasting_token
from peerlearn.web.tokens import make_token as sign
from programs.actions.conduct import accept_conduct, publish_conduct
from programs.actions.enrollment import enroll_people
from programs.actions.nominations import accept_nomination, nominate_facilitator
from programs.actions.own_templates import save_template
from programs.actions.programs import create_program, open_program
from programs.actions.suggestions import suggest_conduct
from programs.catalogue.shapes import SessionOutline
from programs.models import (
    ConductSuggestion,
    Enrollment,
    EnrollmentBatch,
    FacilitatorNomination,
    Program,
    ReaderConsent,
)
from programs.nomination_mails import PURPOSE as NOMINATION
from programs.rules.enrollment import EnrollmentRule
from sessions.actions.attendance import check_in, come_in
from sessions.actions.booking import book_seat
from sessions.actions.feeds import address_of, note_reading, open_feed
from sessions.actions.line_messages import OFFER_PURPOSE
from sessions.actions.messages import BOOK_PURPOSE
from sessions.actions.proposals import propose_topic
from sessions.actions.reminders import CANCEL_PURPOSE
from sessions.actions.rooms import finish_session, open_room
from sessions.actions.scheduling import create_session, plan_of
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking, LearningSession, LiveQuestion, WaitlistEntry
from tests.cast import Cast, make_cast
from tests.feedback.making import answer, make_attendees, make_check
from tests.matching.builders import run_now
from tests.people.actions.importing import imported, previewed
from tests.programs.reporting import name_fay_and_mina, send
from tests.routes.ways_in import ways_in
from tests.sessions.making import make_poll, make_session

Role = Enrollment.Role
ROLES = ("member", "facilitator", "hr_admin")
ANSWERS = 6


@dataclass(frozen=True)
class World:
    """The cast, and values for the arguments of addresses.

    `ids` are by the name of the argument; what a row of the table wants instead is under another
    name, as in `session_id="finished_session"`.
    """

    cast: Cast
    ids: dict[str, Any]

    @property
    def slug(self) -> str:
        return self.cast.organization.slug

    def client(self, role: str) -> Client:
        """A browser of one of ROLES, which answers 500 where it would raise."""
        player = self.cast.employee if role == "member" else getattr(self.cast, role)
        client = player.client()
        client.raise_request_exception = False
        return client

    def outsider(self) -> Client:
        """HR admin of the other organization."""
        client = self.cast.outsider.client()
        client.raise_request_exception = False
        return client


def make_world() -> World:
    """Call it outside of all organizations."""
    cast = make_cast()
    done = imported(cast, "Name;E-mail", "Dina Done;dina@acme.example")
    job = previewed(cast, "Name;E-mail", "Ina Import;ina@acme.example", "Nobody;no address")
    with cast.inside():
        program, batch = _make_program(cast)
        ids = {
            "job_id": job.id,
            "finished_job": done.id,
            "program_id": program.id,
            "batch_id": batch.id,
            "number": 1,
            "role": Role.MENTOR.value,
            "key": "peer-circles",
            "step": "pairs",
            "to": "answered",
            "suggestion_id": ConductSuggestion.objects.get(program=program).id,
            "report_id": _quiet_report(cast, program),
            "consent_id": ReaderConsent.objects.get(person=cast.facilitator.person).id,
            **_own_template(cast, program),
            **_people(cast),
            **ways_in(cast, program),
            **_nominations(cast, program),
            **_matching(cast, program),
            "group_id": _coffee(cast, program),
            **_circles(cast, program),
            **_room(cast, program),
            **_seats(cast, program),
        }
        open_round = _finished(cast, program, there=ANSWERS)
        closed = _finished(cast, program, there=ANSWERS)
    for person in _attendees(cast):
        answer(closed, person)
    with cast.inside():
        close_round_early(closed, by=cast.facilitator.person)  # nobody took the knowledge check
        closed.refresh_from_db()
        assert closed.is_closed
        ids["round_id"] = open_round.id
        ids["finished_session"] = open_round.learning_session_id
        ids["closed_session"] = closed.learning_session_id
    return World(cast, ids)


def _make_program(cast: Cast) -> tuple[Program, EnrollmentBatch]:
    """Running, with one mentor and, besides the member, three who wait for a mentor."""
    today, admin = timezone.localdate(), cast.hr_admin.person
    program = create_program(
        name="Onboarding spring",
        goal="Arrive well",
        starts_on=today - timedelta(days=8),
        ends_on=today + timedelta(days=90),
        by=admin,
    )

    def enroll(*people: Person, role: str, capacity: int | None = None) -> EnrollmentBatch:
        rule = EnrollmentRule(person_ids=frozenset(person.id for person in people))
        made = enroll_people(program, rule, role=role, by=admin, today=today, capacity=capacity)
        assert made is not None
        return made

    batch = enroll(cast.employee.person, role=Role.MENTEE)
    enroll(cast.mentor.person, role=Role.MENTOR, capacity=4)
    enroll(cast.manager.person, cast.director.person, role=Role.PARTICIPANT)
    name_fay_and_mina(cast, program)  # before Fay facilitates: then she could not be named
    now, asked = timezone.now(), cast.facilitator.person
    accept_nomination(nominate_facilitator(program, asked, by=admin, now=now), now=now)
    conduct = publish_conduct(program, text="We ask.", by=admin)
    for player in (cast.mentor, cast.employee):
        accept_conduct(conduct, by=player.person)
    suggest_conduct(program, text="We ask and listen.", why="Both.", by=cast.employee.person)
    open_program(program, by=admin, today=today)
    program.refresh_from_db()
    assert program.state == Program.State.RUNNING
    return program, batch


def _own_template(cast: Cast, program: Program) -> dict[str, Any]:
    """The organization's own, with one session in it."""
    one = SessionOutline("workshop", "Kick-off", "", week=0, ref="kick-off")
    read = read_program(program, name="Ours", purpose="", for_whom="")
    row = save_template(replace(read, sessions=(one,)), by=cast.hr_admin.person)
    return {"template_id": row.id, "ref": one.ref}


def _quiet_report(cast: Cast, program: Program) -> UUID:
    """To the facilitator, who is the trusted person; the mentor stands in."""
    report, _code = send(program, cast.facilitator.person)
    return report.id


def _people(cast: Cast) -> dict[str, Any]:
    """A colleague, an invitation that is open, the member's own token."""
    excel = Topic.objects.create(name="Excel")
    invited = Person.objects.create(name="Ivo Invited", email="ivo@acme.example")
    invite_people([invited], by=cast.hr_admin.person)
    invitation = Invitation.objects.get(person=invited)
    membership = Membership.objects.get(user=cast.employee.user)
    token, _text = make_token(membership, name="Mine", scopes=["read"], expires_at=None)
    return {
        "person_id": cast.director.person.id,
        "topic_id": excel.id,
        "word_id": Topic.objects.create(name="MS Excel", synonym_of=excel).id,
        "stance": "knows",
        "token_id": token.id,
        "plan_kind": "all",
        "mails_token": make_lasting_token("unsubscribe", f"{cast.employee.person.id}.pairs"),
        "invitation_token": sign(INVITATION, id=str(invitation.id), email=str(invited.email)),
    }


def _nominations(cast: Cast, program: Program) -> dict[str, Any]:
    """The facilitator's, accepted, and one that waits for an answer."""
    accepted = FacilitatorNomination.objects.get(person=cast.facilitator.person)
    asked = Person.objects.create(name="Nora Neutral", email="nora@acme.example")
    proposed = nominate_facilitator(program, asked, by=cast.hr_admin.person, now=timezone.now())
    signed = sign(NOMINATION, nomination=str(proposed.id), asked=proposed.asked_at.isoformat())
    return {
        "nomination_id": proposed.id,
        "accepted_nomination": accepted.id,
        "nomination_token": signed,
    }


def _matching(cast: Cast, program: Program) -> dict[str, Any]:
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
    return {
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
    """The member's, with a goal and a meeting."""
    match, member = Match.objects.get(mentee=cast.employee.person), cast.employee.person
    goal = add_goal(match, text="Run a payroll alone", by=member)
    now = timezone.now()
    return {
        "published_match": match.id,
        "goal_id": goal.id,
        "meeting_id": record_meeting(match, at=now, by=member, now=now).id,
    }


def _coffee(cast: Cast, program: Program) -> UUID:
    """The member has one with the mentor."""
    today = timezone.localdate()
    CoffeePlan.objects.create(program=program, starts_on=today)
    made = CoffeeRound.objects.create(program=program, held_on=today, state="done")
    group = CoffeeGroup.objects.create(round=made)
    for player in (cast.employee, cast.mentor):
        CoffeeSeat.objects.create(round=made, group=group, person=player.person)
    return group.id


def _circles(cast: Cast, program: Program) -> dict[str, Any]:
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
    wish = CircleWish.objects.create(program=program, one=pair[0], other=pair[1], kind="together")
    return {
        "circle_id": one.id,
        "into_id": other.id,
        "member_id": mine.id,
        "former_place": former.id,
        "exit_id": left.id,
        "other_member": theirs.id,
        "wish_id": wish.id,
    }


def _run(program: Program, admin: Person) -> MatchRun:
    run = run_now(program, admin)
    run.refresh_from_db()
    assert run.state == MatchRun.State.DONE
    return run


def _room(cast: Cast, program: Program) -> dict[str, Any]:
    """On now, and full: the member has come in and asked; the manager's seat is still empty."""
    planned = _session(cast, program, presenter=cast.mentor.person, title="In the room")
    for player in (cast.employee, cast.manager):
        book_seat(planned, person=player.person, by=player.person)
    room = open_room(planned, by=cast.facilitator.person)
    come_in(room, person=cast.employee.person, by=cast.employee.person)
    booked = Notification.objects.filter(person=cast.employee.person).exclude(calendar="")
    return {
        "session_id": room.id,
        "booking_id": Booking.objects.get(learning_session=room, person=cast.manager.person).id,
        "question_id": LiveQuestion.objects.create(learning_session=room, text="Why so?").id,
        "notification_id": booked.order_by("id")[0].id,
    }


def _seats(cast: Cast, program: Program) -> dict[str, Any]:
    """A session to come: the manager has its only seat, the member waits; and the member's seat."""
    coming = _session(cast, program, title="Coming", capacity=1)
    seat = book_seat(coming, person=cast.manager.person, by=cast.manager.person)
    join_waitlist(coming, person=cast.employee.person, by=cast.employee.person)
    feed = open_feed(cast.employee.person)
    note_reading(feed, today=timezone.localdate())
    draft = create_session(
        program,
        by=cast.hr_admin.person,
        state=LearningSession.State.DRAFT,
        **plan_of(coming).fields() | {"title": "Draft"},
    )
    proposal = propose_topic(
        program, title="Reading a lease", would_present=True, by=cast.employee.person
    )
    entry = WaitlistEntry.objects.get(person=cast.employee.person)
    return {
        "proposal_id": proposal.id,
        "poll_id": make_poll(program, by=cast.hr_admin.person).id,
        "coming_session": coming.id,
        "draft_session": draft.id,
        "planned_mail": f"sessions.booking_confirmed.{coming.id}",
        "own_booking": _own_seat(cast),
        "feed_id": feed.id,
        "secret": address_of(feed).rsplit("/", 1)[1].removesuffix(".ics"),
        "entry_id": entry.id,
        "book_token": sign(BOOK_PURPOSE, booking=str(seat.id), revision=str(seat.revision)),
        "offer_token": sign(OFFER_PURPOSE, entry=str(entry.id), offer=str(entry.offers)),
        "seat_token": sign(CANCEL_PURPOSE, booking=str(seat.id), revision=str(seat.revision)),
    }


def _own_seat(cast: Cast) -> UUID:
    return Booking.objects.get(person=cast.employee.person).id


def _finished(cast: Cast, program: Program, *, there: int) -> FeedbackRound:
    """Over, with a knowledge check that nobody has taken and a round that collects."""
    planned = _session(cast, program, title="Over", capacity=50)
    make_check(cast, planned)
    room = open_room(planned, by=cast.facilitator.person)
    for person in make_attendees(cast, there):
        if not Enrollment.objects.filter(program=program, person=person).exists():
            Enrollment.objects.create(program=program, person=person, role=Role.PARTICIPANT)
        check_in(book_seat(room, person=person, by=person), by=cast.facilitator.person)
    finish_session(room, by=cast.facilitator.person, before_start=True)
    return FeedbackRound.objects.get(learning_session=room)


def _attendees(cast: Cast) -> list[Person]:
    with cast.inside():
        return make_attendees(cast, ANSWERS)


def _session(cast: Cast, program: Program, **plan: Any) -> LearningSession:
    """Each at a time of its own, so that nobody has two at once."""
    plan["starts_at"] = timezone.now() + timedelta(days=1 + LearningSession.objects.count())
    return make_session(program, cast.hr_admin, facilitator=cast.facilitator.person, **plan)
