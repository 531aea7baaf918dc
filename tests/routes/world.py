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
from peerlearn.home.own_templates.reading import read_program
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
from tests.cast import Cast, make_cast
from tests.feedback.making import answer
from tests.people.actions.importing import imported, previewed
from tests.programs.reporting import name_fay_and_mina, send
from tests.routes.ways_in import ways_in
from tests.routes.world_pairs import make_circles, make_coffee, make_matching
from tests.routes.world_sessions import make_answerers, make_finished, make_room, make_seats

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
            **make_matching(cast, program),
            "group_id": make_coffee(cast, program),
            **make_circles(cast, program),
            **make_room(cast, program),
            **make_seats(cast, program),
        }
        open_round = make_finished(cast, program, there=ANSWERS)
        closed = make_finished(cast, program, there=ANSWERS)
    for person in make_answerers(cast):
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
