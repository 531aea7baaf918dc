"""The sessions of the demo company: some held and answered, some ahead."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from feedback.actions.answers import give_feedback
from feedback.actions.checks import take_check, write_check
from feedback.actions.closing import close_round
from feedback.models import FeedbackRound, KnowledgeCheck
from feedback.rules.knowledge import Question
from feedback.seals import Answer
from peerlearn.demo.content import CHOSEN, COMING, HELD, NETWORKING, WANTED, Talk
from peerlearn.demo.people import Company
from peerlearn.demo.preparing import give_by_approval, prepare_lunch, tell_what_they_eat
from peerlearn.demo.programs import Programs
from peerlearn.demo.series import make_series
from peerlearn.people.models import Person
from peerlearn.tenancy.context import organization
from programs.models import Program
from programs.permissions import may_take_part_in_writing
from programs.queries import active_enrollments
from sessions.actions.attendance import check_in
from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.meeting_rooms import add_room
from sessions.actions.plans import Plan
from sessions.actions.questions import ask_question, vote_for
from sessions.actions.rooms import finish_session, open_room
from sessions.actions.scheduling import change_session, plan_of, schedule_session
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking, LearningSession, Mode

ZONE = "Europe/Berlin"
NOON = time(12, 0)
LENGTH = timedelta(minutes=45)
# Days may fall on one Monday: who meets then has a room of their own.
ADA, GRACE, KONRAD = (f"Berlin, room {name}" for name in ("Ada", "Grace", "Konrad"))
ROOMS = (
    (ADA, "Berlin", 24),
    (GRACE, "Berlin", 12),
    (KONRAD, "Berlin", 40),
    ("Oslo, room Abel", "Oslo", 10),
)


def make_sessions(company: Company, programs: Programs, *, now: datetime, seed: int = 7) -> None:
    """Held sessions with attendance, questions, feedback and checks; and those ahead."""
    chance = random.Random(seed)  # noqa: S311  a believable company, not a secret
    with organization(company.organization.id):
        _list_rooms(company)
        crowd = _people_of(programs.lunches)
    for weeks, talk in zip((12, 8, 4, 1), HELD, strict=True):
        day = now - timedelta(weeks=weeks)
        _hold(company, programs, talk, crowd, day=day, chance=chance)
    with organization(company.organization.id):
        for days, talk in zip((1, 6, 13), COMING, strict=True):
            lunch = _plan(company, programs.lunches, programs.facilitator, talk, days=days, now=now)
            prepare_lunch(lunch, by=company.admin)
        meeting = _plan(
            company,
            programs.onboarding,
            None,
            NETWORKING,
            days=4,
            now=now,
            kind=LearningSession.Kind.NETWORKING,
            room=KONRAD,
        )
        _fill_wanted(company, programs, crowd, now=now)
        tell_what_they_eat(crowd)
        chosen = _plan(
            company,
            programs.lunches,
            programs.facilitator,
            CHOSEN,
            days=15,
            now=now,
            kind=LearningSession.Kind.WORKSHOP,
            room=KONRAD,
        )
        give_by_approval(chosen, crowd, by=company.admin)
        talks = LearningSession.objects.filter(program=programs.lunches)
        first = talks.filter(needs_approval=False).latest("starts_at")
        _book(first, chance.sample(crowd, 9), by=company.admin)
        _book(meeting, chance.sample(_people_of(programs.onboarding), 14), by=company.admin)
        make_series(
            programs.lunches,
            facilitator=programs.facilitator,
            room=KONRAD,
            other_room=ADA,
            crowd=crowd[:5],
            zone=ZONE,
            by=company.admin,
            now=now,
        )


def _list_rooms(company: Company) -> None:
    for name, site, seats in ROOMS:
        add_room(name, site=site, seats=seats, by=company.admin)


def _fill_wanted(
    company: Company, programs: Programs, crowd: Sequence[Person], *, now: datetime
) -> None:
    """A hybrid session that more want than have seats: a line, and a seat offered to its first."""
    wanted = _plan(
        company, programs.lunches, programs.facilitator, WANTED, days=8, now=now, room=GRACE
    )
    people = [one for one in crowd if not wanted.is_led_by(one)]
    plan = replace(plan_of(wanted), capacity=8, remote_capacity=3)
    wanted = change_session(wanted, plan, by=company.admin)
    for number, person in enumerate(people[:8]):
        book_seat(wanted, person=person, by=person, mode=Mode.REMOTE if number > 4 else "")
    for person, mode in zip(people[8:12], ("", Mode.IN_PERSON, Mode.REMOTE, ""), strict=True):
        join_waitlist(wanted, person=person, by=person, mode=mode)
    cancel_booking(Booking.objects.get(learning_session=wanted, person=people[2]), by=people[2])


def _people_of(program: Program) -> list[Person]:
    people = {e.person for e in active_enrollments(program) if e.person.email}
    return sorted(people, key=lambda person: person.name)


def _at_noon(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(ZoneInfo(ZONE)).date(), NOON, ZoneInfo(ZONE))


def _weekday(moment: datetime) -> datetime:
    """The same day, or the Monday after a weekend."""
    return moment + timedelta(days=max(0, 7 - moment.weekday()) if moment.weekday() > 4 else 0)


def _plan(
    company: Company,
    program: Program,
    facilitator: Person | None,
    talk: Talk,
    *,
    days: int,
    now: datetime,
    kind: str = LearningSession.Kind.LUNCH_AND_LEARN,
    room: str = ADA,
) -> LearningSession:
    starts_at = _at_noon(_weekday(now + timedelta(days=days)))
    return _schedule(company, program, facilitator, talk, starts_at=starts_at, kind=kind, room=room)


def _schedule(
    company: Company,
    program: Program,
    facilitator: Person | None,
    talk: Talk,
    *,
    starts_at: datetime,
    kind: str = LearningSession.Kind.LUNCH_AND_LEARN,
    room: str = ADA,
) -> LearningSession:
    presenter = (
        Person.objects.filter(department=talk.department, email__isnull=False)
        .exclude(id__in=[company.admin.id, facilitator.id if facilitator else company.admin.id])
        .order_by("starts_on")[3]
    )
    plan = Plan(
        title=talk.title,
        description=talk.description,
        starts_at=starts_at,
        ends_at=starts_at + LENGTH,
        time_zone=ZONE,
        capacity=16,
        kind=kind,
        presenter=presenter,
        facilitator=facilitator,
        room=room,
        video_url="https://meet.fabrikam.example/lunch",
    )
    return schedule_session(program, plan, by=company.admin)


def _book(learning_session: LearningSession, people: Sequence[Person], *, by: Person) -> None:
    leaders = {learning_session.presenter_id, learning_session.facilitator_id}
    for person in people:
        if person.id not in leaders:
            book_seat(learning_session, person=person, by=by)


def _hold(
    company: Company,
    programs: Programs,
    talk: Talk,
    crowd: Sequence[Person],
    *,
    day: datetime,
    chance: random.Random,
) -> None:
    """Run a session from announcement to results, then date it back to its day."""
    facilitator = programs.facilitator
    with organization(company.organization.id):
        held = _schedule(
            company,
            programs.lunches,
            facilitator,
            talk,
            starts_at=timezone.now() + timedelta(hours=2),
        )
        _book(held, chance.sample(crowd, chance.randint(13, 15)), by=company.admin)
        questions = [Question(text=c.text, choices=c.choices, correct=0) for c in talk.checks]
        write_check(held, questions, by=facilitator)
        starts_at = _at_noon(_weekday(day))
        LearningSession.objects.filter(id=held.id).update(
            starts_at=starts_at, ends_at=starts_at + LENGTH
        )
        held.refresh_from_db()
        held = open_room(held, by=facilitator)
        attended = _fill_room(held, talk, chance=chance)
        finish_session(held, by=facilitator)
        feedback_round = FeedbackRound.objects.get(learning_session=held)
        check = KnowledgeCheck.objects.get(learning_session=held)
        # Most who were there give feedback, and most of those stay for the check.
        answering = attended[: max(11, len(attended) - 1)]
        for person in answering[: len(answering) - chance.randint(1, 3)]:
            choices = [0 if chance.random() < 0.75 else 1 for _question in talk.checks]
            take_check(check, person=person, answers=choices)
    _collect(company, feedback_round, talk, answering, chance=chance)
    _date_back(company, held, starts_at=starts_at)


def _fill_room(held: LearningSession, talk: Talk, *, chance: random.Random) -> list[Person]:
    """Most people come; some ask, more vote."""
    bookings = list(Booking.objects.filter(learning_session=held).select_related("person"))
    attended = [b for b in bookings if chance.random() < 0.92]
    for booking in attended:
        check_in(booking, by=booking.person)
    people = [booking.person for booking in attended]
    askers = [person for person in people if may_take_part_in_writing(person, held.program)]
    for text in talk.questions:
        question = ask_question(held, text=text, asker=chance.choice(askers))
        for voter in chance.sample(people, chance.randint(1, min(8, len(people)))):
            vote_for(question, voter=voter)
    return people


def _collect(
    company: Company,
    feedback_round: FeedbackRound,
    talk: Talk,
    answering: Sequence[Person],
    *,
    chance: random.Random,
) -> None:
    suggestions = [*talk.suggestions, *[""] * len(answering)]
    for person, suggestion in zip(answering, suggestions, strict=False):
        answer = Answer(
            useful=chance.choices((2, 3, 4, 5), (1, 2, 5, 4))[0],
            safe_to_ask=chance.choices((2, 3, 4, 5), (1, 1, 4, 6))[0],
            suggestion=suggestion,
        )
        give_feedback(feedback_round, person=person, answer=answer)
    with organization(company.organization.id):
        close_round(FeedbackRound.objects.get(id=feedback_round.id))


def _date_back(company: Company, held: LearningSession, *, starts_at: datetime) -> None:
    """The session was then. Its round stays dated today: its times are nobody's to change."""
    ended = starts_at + LENGTH
    with organization(company.organization.id):
        LearningSession.objects.filter(id=held.id).update(
            created_at=starts_at - timedelta(days=14), opened_at=starts_at, finished_at=ended
        )
        Booking.objects.filter(learning_session=held, checked_in_at__isnull=False).update(
            checked_in_at=starts_at
        )
