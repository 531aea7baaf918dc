"""Learning sessions: the same list, page and planning as in the app."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.idempotency import IDEMPOTENCY_KEY, once
from peerlearn.api.preconditions import must_match, with_tag
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.sessions import (
    CancellationBody,
    NewSessionBody,
    QuestionShape,
    SessionBody,
    SessionShape,
    SessionsQuery,
)
from peerlearn.api.views.me import checked_zone
from peerlearn.people.models import Person, Scope
from peerlearn.people.queries import active_people
from programs.models import Program
from programs.queries import programs_visible_to
from sessions.actions.drafting import discard_draft, publish_session
from sessions.actions.plans import Plan
from sessions.actions.scheduling import cancel_session, change_session, schedule_session
from sessions.actions.seats import lock
from sessions.actions.series_changes import change_series
from sessions.models import LearningSession
from sessions.permissions import may_run, may_schedule
from sessions.queries.cards import cards
from sessions.queries.learning_sessions import (
    concerning,
    found,
    past,
    sessions_visible_to,
    upcoming,
)
from sessions.queries.questions import questions_of
from sessions.queries.rooms import rooms_joined_by
from sessions.rules.planning import day_problem
from sessions.rules.questions import SHOWN
from sessions.rules.series_changes import ONE

PEOPLE = ("presenter", "facilitator")
# What a body says that is no part of the plan.
BESIDE = ("program", "outside_program")


class SessionsEndpoint(Endpoint):
    """What all addresses share."""

    write_scope = Scope.SESSIONS

    def session(self, session_id: UUID) -> LearningSession:
        """A session that the caller may see; others don't exist."""
        visible = sessions_visible_to(self.request.person, self.request.membership)
        return get_object_or_404(visible, pk=session_id)

    def shown(
        self, sessions: list[LearningSession], *, is_alone: bool = False
    ) -> list[LearningSession]:
        """The sessions with what the caller sees of each; more of one that is shown alone."""
        shows_plan = may_schedule(self.request.membership)
        for card in cards(self.request.person, sessions, now=timezone.now()):
            card.learning_session.card = card  # type: ignore[attr-defined]
            card.learning_session.shows_plan = is_alone and shows_plan  # type: ignore[attr-defined]
            card.learning_session.is_alone = is_alone  # type: ignore[attr-defined]
        return sessions

    def one(self, session_id: UUID, *, status: int = 200) -> Response:
        """The answer with one session as it is now."""
        shown = self.shown([self.session(session_id)], is_alone=True)[0]
        return with_tag(answer(SessionShape, shown, status=status), SessionBody)

    def plan(
        self, said: dict[str, Any], program: Program, was: LearningSession | None = None
    ) -> Plan:
        """The plan that was said; what was left out stays as it was."""
        zone = was.time_zone if was else self.request.organization_settings.time_zone
        told = {
            name: getattr(was, name) for name in Plan.__dataclass_fields__ if was is not None
        } | {name: value for name, value in said.items() if name not in {*PEOPLE, *BESIDE}}
        told["time_zone"] = checked_zone(said["time_zone"]) if "time_zone" in said else zone
        told |= {name: self.colleague(name, said[name]) for name in PEOPLE if name in said}
        plan = Plan(**told)
        if not said.get("outside_program"):
            self.refuse_outside(plan, program, was)
        return plan

    def refuse_outside(self, plan: Plan, program: Program, was: LearningSession | None) -> None:
        """A day outside of the program is meant only where the body says so."""
        day = plan.starts_at.astimezone(ZoneInfo(plan.time_zone)).date()
        problem = day_problem(day, program.starts_on, program.ends_on)
        if problem and (was is None or was.starts_at != plan.starts_at):
            raise InvalidError({"starts_at": [problem]})

    def program(self, program_id: UUID) -> Program:
        """A program that isn't over."""
        programs = programs_visible_to(self.request.person, self.request.membership).exclude(
            state__in=(Program.State.FINISHED, Program.State.ARCHIVED)
        )
        program = programs.filter(id=program_id).first()
        if program is None:
            raise InvalidError({"program": [_("There is no such program, or it is over.")]})
        return program

    def colleague(self, role: str, person_id: UUID | None) -> Person | None:
        """The person with this id who works here."""
        if person_id is None:
            return None
        person = active_people().filter(id=person_id).first()
        if person is None:
            raise InvalidError({role: [_("Nobody who works here has this id.")]})
        return person


class Sessions(SessionsEndpoint):
    """The list."""

    @extend_schema(parameters=[SessionsQuery], responses=SessionShape(many=True))
    def get(self, request: Any) -> Response:
        """List sessions that the caller may see: to come (the default), their own, or past."""
        asked, now = self.asked(SessionsQuery), timezone.now()
        sessions = sessions_visible_to(self.request.person, self.request.membership)
        sessions = (
            past(sessions, now=now) if asked["tab"] == "past" else upcoming(sessions, now=now)
        )
        if asked["tab"] == "mine":
            sessions = concerning(sessions, self.request.person)
        sessions = found(sessions, words=asked.get("q", ""), program_id=asked.get("program"))
        return self.paged(sessions, SessionShape, make=lambda page: self.shown(list(page)))

    @extend_schema(
        request=NewSessionBody, parameters=[IDEMPOTENCY_KEY], responses={201: SessionShape}
    )
    def post(self, request: Any) -> Response:
        """Schedule a session of a program, and put it into its leaders' calendars. HR admins."""
        require(may_schedule(self.request.membership))

        def act() -> Response:
            said = self.said(NewSessionBody)
            program = self.program(said["program"])
            made = schedule_session(program, self.plan(said, program), by=self.request.person)
            return self.one(made.id, status=201)

        return once(self.request, act)


class OneSession(SessionsEndpoint):
    """One session."""

    @extend_schema(responses=SessionShape)
    def get(self, request: Any, session_id: UUID) -> Response:
        """Show a session with the caller's own seat."""
        return self.one(session_id)

    @extend_schema(request=SessionBody, responses=SessionShape)
    def patch(self, request: Any, session_id: UUID) -> Response:
        """Change a session's plan; what is left out stays. Those concerned are told. HR admins.

        412 when somebody has saved it since it was read.
        """
        require(may_schedule(self.request.membership))
        lock(self.session(session_id))
        planned = self.session(session_id)
        must_match(self.request, SessionBody, self.one(session_id).data)
        plan = self.plan(self.said(SessionBody, partial=True), planned.program, planned)
        by = self.request.person
        if planned.repeats_id is None:
            change_session(planned, plan, by=by)
        else:
            change_series(planned, plan, scope=ONE, by=by, now=timezone.now())
        return self.one(session_id)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, session_id: UUID) -> Response:
        """Discard a draft, which nobody has seen. HR admins.

        409 `session-over` for one that was published: it can be cancelled.
        """
        require(may_schedule(self.request.membership))
        discard_draft(self.session(session_id), by=self.request.person)
        return Response(status=204)


class Publication(SessionsEndpoint):
    """Showing a draft."""

    @extend_schema(request=None, responses=SessionShape)
    def post(self, request: Any, session_id: UUID) -> Response:
        """Show a draft to the people of its program. Twice is once. HR admins."""
        require(may_schedule(self.request.membership))
        publish_session(self.session(session_id), by=self.request.person)
        return self.one(session_id)


class Cancellation(SessionsEndpoint):
    """Calling a session off."""

    @extend_schema(request=CancellationBody, responses=SessionShape)
    def post(self, request: Any, session_id: UUID) -> Response:
        """Call a session off and tell everybody concerned. Twice is once. HR admins."""
        require(may_schedule(self.request.membership))
        planned = self.session(session_id)
        reason = self.said(CancellationBody)["reason"]
        cancel_session(planned, by=self.request.person, reason=reason)
        return self.one(session_id)


class Questions(SessionsEndpoint):
    """The anonymous questions of a room."""

    @extend_schema(responses=QuestionShape(many=True))
    def get(self, request: Any, session_id: UUID) -> Response:
        """List the room's questions: the shown ones to those who are in it, all to who runs it.
        No question has an author or a time.
        """
        learning_session = self.session(session_id)
        questions = questions_of(learning_session).order_by("-votes", "id")
        if not may_run(self.request.person, self.request.membership, learning_session):
            inside = rooms_joined_by(self.request.person).filter(pk=session_id)
            require(inside.exists())
            questions = questions.filter(state__in=SHOWN)
        return self.paged(questions, QuestionShape)
