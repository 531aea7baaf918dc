"""The standing rule: new hires come in by themselves on their first day."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from programs.actions.enrollment import enroll_people
from programs.actions.moves import lock_program
from programs.errors import ProgramError, WrongStateError
from programs.models import EnrollmentBatch, JoiningRule, Program
from programs.rules.dates import is_over
from programs.rules.enrollment import EnrollmentRule


class Among(TypedDict, total=False):
    """Who of the new hires is meant: all of them, or those of some departments or locations."""

    departments: list[str]
    locations: list[str]


def start_joining_rule(
    program: Program,
    role: str,
    *,
    since: date,
    by: Person,
    now: datetime,
    today: date,
    **among: Unpack[Among],
) -> JoiningRule:
    """Let new hires in from now on, and those at once who started between `since` and today.

    A rule that stands for the role is replaced. Raises WrongStateError.
    """
    with transaction.atomic():
        lock_program(program)
        _standing(program, role).update(stopped_at=now)
        rule = JoiningRule.objects.create(
            program=program,
            role=role,
            since=since,
            departments=sorted(among.get("departments", [])),
            locations=sorted(among.get("locations", [])),
            made_by=by,
        )
        run_joining_rule(rule, now=now, today=today)
        return rule


def stop_joining_rule(rule: JoiningRule, *, by: Person, now: datetime) -> JoiningRule:
    """Nobody comes in by themselves any more; who is in stays. Twice is once.

    Raises ProgramOverError: where a program is over nobody comes in, and its rules stay as they
    were.
    """
    with transaction.atomic():
        lock_program(rule.program)
        JoiningRule.objects.filter(id=rule.id, stopped_at=None).update(stopped_at=now)
        rule.refresh_from_db()
        return rule


def restart_joining_rule(rule: JoiningRule, *, by: Person) -> JoiningRule:
    """Undo stopping. Raises WrongStateError when another rule stands for the role by now."""
    with transaction.atomic():
        lock_program(rule.program)
        if _standing(rule.program, rule.role).exclude(id=rule.id).exists():
            raise WrongStateError(_("Another rule lets new hires in by now."))
        JoiningRule.objects.filter(id=rule.id).update(stopped_at=None)
        rule.refresh_from_db()
        return rule


def run_joining_rule(rule: JoiningRule, *, now: datetime, today: date) -> EnrollmentBatch | None:
    """Take in whose first day has come. May run at any time, any number of times.

    A refusal (no places left, the program is over) is kept with the rule for HR to read.
    """
    program, batch, trouble = rule.program, None, ""
    is_on = program.state in {Program.State.OPEN, Program.State.RUNNING}
    if is_on and not is_over(program.ends_on, today=today):
        try:
            batch = enroll_people(
                program, _rule(rule, today), role=rule.role, by=None, today=today, joining_rule=rule
            )
        except ProgramError as refusal:
            trouble = str(refusal)[:300]
    JoiningRule.objects.filter(id=rule.id).update(ran_at=now, trouble=trouble)
    return batch


def _rule(rule: JoiningRule, today: date) -> EnrollmentRule:
    return EnrollmentRule(
        departments=frozenset(rule.departments),
        locations=frozenset(rule.locations),
        started_from=rule.since,
        started_until=today,
    )


def _standing(program: Program, role: str) -> QuerySet[JoiningRule]:
    return JoiningRule.objects.filter(program=program, role=role, stopped_at=None)
