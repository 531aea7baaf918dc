"""The OpenAPI document is true: it is generated without a doubt, and calls that are made up from it
are answered as it says.
"""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from matching.models import (
    Circle,
    CircleMember,
    CirclePlan,
    CircleWish,
    CoffeeGroup,
    CoffeePlan,
    CoffeeRound,
    CoffeeSeat,
    Match,
    MatchRun,
)
from peerlearn.people.models import PersonTopic, Topic
from programs.models import (
    ConductSuggestion,
    ConductVersion,
    Enrollment,
    EnrollmentBatch,
    FacilitatorNomination,
    JoiningRule,
    Program,
)
from sessions.models import LearningSession
from tests.api.caller import Caller
from tests.cast import Cast
from tests.feedback.making import make_round

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = {"hr_admin": 10, "employee": 5}


def _schema() -> Any:
    document = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    schema = schemathesis.openapi.from_dict(document)
    schema.app = WSGIHandler()
    return schema


SCHEMA = _schema()
OPERATIONS = {
    f"{operation.method.upper()} {operation.path}": operation
    for operation in (result.ok() for result in SCHEMA.get_all_operations())
}


def test_document_is_generated_without_a_doubt():
    call_command("spectacular", "--fail-on-warn", "--validate", stdout=StringIO())


def test_document_is_served_to_anybody(db, anonymous):
    answer = anonymous.get("/api/v1/schema/")
    assert answer.status_code == 200
    assert set(OPERATIONS) >= {"POST /api/v1/organizations/{organization_slug}/bookings/"}


def _real_ids(cast: Cast, lunch: LearningSession) -> dict[str, Any]:
    """Ids that are there, by the names that parameters and bodies use for them."""
    with cast.inside():
        person = cast.employee.person.id
        run = MatchRun.objects.create(program=lunch.program, state="done")
        match = Match.objects.create(
            program=lunch.program,
            run=run,
            mentor=cast.mentor.person,
            mentee=cast.employee.person,
            state="proposed",
            score=0.5,
        )
        return {
            **_of_program(cast, lunch.program),
            "topic_id": _topic(cast).id,
            "topic": _topic(cast).id,
            "run_id": run.id,
            "match_id": match.id,
            "group_id": _coffee(cast, lunch.program),
            **_circles(cast, lunch.program),
            "round_id": make_round(cast, attended=6).id,
            "program_id": lunch.program_id,
            "program": lunch.program_id,
            "session_id": lunch.id,
            "session": lunch.id,
            "person_id": person,
            "person": person,
            "manager": person,
            "presenter": person,
        }


def _coffee(cast: Cast, program: Program) -> UUID:
    CoffeePlan.objects.create(program=program, starts_on=program.starts_on)
    made = CoffeeRound.objects.create(program=program, held_on=program.starts_on, state="done")
    group = CoffeeGroup.objects.create(round=made)
    for player in (cast.employee, cast.mentor):
        CoffeeSeat.objects.create(round=made, group=group, person=player.person)
    return group.id


def _circles(cast: Cast, program: Program) -> dict[str, Any]:
    """The caller is in one of two."""
    CirclePlan.objects.create(program=program)
    made = [Circle.objects.create(program=program, number=n, state="active") for n in (1, 2)]
    people = (cast.employee.person, cast.mentor.person)
    mine, theirs = (
        CircleMember.objects.create(circle=circle, program=program, person=person)
        for circle, person in zip(made, people, strict=True)
    )
    one, other = sorted(people, key=lambda person: person.id)
    wish = CircleWish.objects.create(program=program, kind="apart", one=one, other=other)
    return {
        "circle_id": made[0].id,
        "into": made[1].id,
        "circle": made[1].id,
        "member_id": mine.id,
        "swap_with": theirs.id,
        "wish_id": wish.id,
    }


def _of_program(cast: Cast, program: Program) -> dict[str, Any]:
    """What a program holds besides people and sessions."""
    admin, me = cast.hr_admin.person, cast.employee.person
    batch = EnrollmentBatch.objects.create(program=program, act="enrolled", count=0, made_by=admin)
    rule = JoiningRule.objects.create(program=program, role="mentee", since=date(2026, 1, 1))
    version = ConductVersion.objects.create(program=program, number=1, text="We ask.")
    suggestion = ConductSuggestion.objects.create(
        program=program, version=version, text="We ask!", why="Louder", suggested_by=me
    )
    return {
        "batch_id": batch.id,
        "rule_id": rule.id,
        "suggestion_id": suggestion.id,
        "number": 1,
        "role": "mentee",
        "key": "peer-circles",
        "nomination_id": FacilitatorNomination.objects.get(program=program).id,
        "enrollment_id": Enrollment.objects.get(program=program, person=me).id,
    }


def _topic(cast: Cast) -> Topic:
    """Known, wanted, and with a synonym."""
    topic, is_new = Topic.objects.get_or_create(name="Excel")
    if is_new:
        Topic.objects.create(name="Spreadsheets", synonym_of=topic)
        PersonTopic.objects.create(person=cast.employee.person, topic=topic, stance="struggles")
    return topic


def _with_real_ids(values: Any, ids: dict[str, UUID]) -> Any:
    if not isinstance(values, dict):
        return values
    return {name: str(ids[name]) if name in ids else value for name, value in values.items()}


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """A real request closes the connection at its end, which holds the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("kept_connection")
@pytest.mark.parametrize("who", EXAMPLES)
@pytest.mark.parametrize("name", OPERATIONS)
def test_operation_answers_as_the_document_says(cast, lunch, request, settings, name, who):
    settings.API_CALLS_A_MINUTE = {"read": 10_000, "write": 10_000}
    operation, one = OPERATIONS[name], request.getfixturevalue(who)
    ids = _real_ids(cast, lunch)
    assert isinstance(one, Caller)

    @hypothesis_settings(
        max_examples=EXAMPLES[who],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), real=st.booleans())
    def answers(case: Any, real: bool) -> None:
        if "organization_slug" in (case.path_parameters or {}):
            case.path_parameters["organization_slug"] = cast.organization.slug
        if real:
            case.path_parameters = _with_real_ids(case.path_parameters, ids)
            case.body = _with_real_ids(case.body, ids)
        response = case.call(headers={"Authorization": f"Bearer {one.token}"})
        case.validate_response(response, checks=CHECKS)

    answers()
