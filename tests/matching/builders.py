"""Programs and people to be matched. Call these inside an organization."""

from datetime import date
from typing import Any

from matching.actions.runs import start_match_run
from matching.models import Match, MatchRun
from matching.tasks import run_matching
from peerlearn.people.actions.sharing import agree_to_private_matching
from peerlearn.people.models import Person, PersonTopic, Topic
from programs.models import Enrollment, Program

MENTOR, MENTEE = Enrollment.Role.MENTOR, Enrollment.Role.MENTEE


def make_program(name: str = "Onboarding spring", **fields: Any) -> Program:
    values = {
        "starts_on": date(2026, 3, 2),
        "ends_on": date(2026, 6, 30),
        "state": Program.State.RUNNING,
        **fields,
    }
    return Program.objects.create(name=name, **values)


def enroll(program: Program, person: Person, role: str, *, capacity: int = 1) -> Person:
    Enrollment.objects.create(program=program, person=person, role=role, capacity=capacity)
    return person


def make_mentor(program: Program, name: str, *, capacity: int = 1, **fields: Any) -> Person:
    return enroll(program, make_person(name, **fields), MENTOR, capacity=capacity)


def make_mentee(program: Program, name: str, **fields: Any) -> Person:
    return enroll(program, make_person(name, **fields), MENTEE)


def make_person(
    name: str,
    *,
    knows: str = "",
    wants: str = "",
    struggles: str = "",
    agrees: bool = False,
    **fields: Any,
) -> Person:
    """A person with topics, each list given as "Python, Excel"; `agrees` that what they keep
    private counts in matching.
    """
    email = f"{name.lower().replace(' ', '.')}@acme.example"
    person = Person.objects.create(**{"name": name, "email": email, **fields})
    for stance, names in (("knows", knows), ("wants", wants), ("struggles", struggles)):
        for topic in filter(None, names.split(", ")):
            PersonTopic.objects.create(
                person=person, topic=Topic.objects.get_or_create(name=topic)[0], stance=stance
            )
    if agrees:
        agree_to_private_matching(person)
    return person


def run_now(program: Program, by: Person) -> MatchRun:
    """Start a run and do the worker's work."""
    run = start_match_run(program, by=by)
    work(run)
    return run


def work(run: MatchRun) -> MatchRun:
    """What the worker does with a run."""
    run_matching(organization_id=str(run.organization_id), run_id=str(run.id))
    run.refresh_from_db()
    return run


def pairs(run: MatchRun, *states: str) -> set[tuple[str, str]]:
    """The proposals of a run as (mentee, mentor), by name."""
    found = Match.objects.filter(run=run, state__in=states or [Match.State.PROPOSED])
    return {(match.mentee.name, match.mentor.name) for match in found}
