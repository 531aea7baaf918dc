"""Fixing the pairs of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from matching.actions.fixing import Wanted, fix_pairs
from matching.models import FixedPair
from matching.queries.fixed_pairs import standing_fixed
from matching.queries.fixing import known_people
from matching.rules.pair_lists import MENTEE, MENTOR, Line, Phonebook
from peerlearn.people.models import Person
from programs.actions.moves import hold_program
from programs.models import Program


@dataclass(frozen=True)
class Listed:
    """What became of a list. `new`: the ids of those that were not fixed before."""

    fixed: list[FixedPair]
    refused: list[tuple[Line, str]]
    new: frozenset[UUID]


def fix_list(program: Program, lines: Sequence[Line], *, by: Person) -> Listed:
    """Fix those pairs of a list that can be, and say of the other lines why not.

    Raises ProgramOverError.
    """
    with transaction.atomic():
        hold_program(program)
        before = set(standing_fixed(program).order_by().values_list("id", flat=True))
        wanted, unclear = _who_is_meant(program, lines)
        done = fix_pairs(program, list(wanted.values()), by=by)
        why = {id(one): text for one, text in done.refused}
        refused = unclear | {at: why[id(one)] for at, one in wanted.items() if id(one) in why}
        return Listed(
            fixed=done.fixed,
            refused=[(lines[at], refused[at]) for at in sorted(refused)],
            new=frozenset(row.id for row in done.fixed) - before,
        )


def _who_is_meant(
    program: Program, lines: Sequence[Line]
) -> tuple[dict[int, Wanted], dict[int, str]]:
    """By the number of the line: the two, or what is wrong with it."""
    book = Phonebook(known_people(program))
    found = [(book.find(line.mentee, MENTEE), book.find(line.mentor, MENTOR)) for line in lines]
    ids = {one for mentee, mentor in found for one in (mentee[0], mentor[0]) if one}
    people = Person.objects.in_bulk(list(ids))
    wanted: dict[int, Wanted] = {}
    unclear: dict[int, str] = {}
    for at, ((mentee, mentee_why), (mentor, mentor_why)) in enumerate(found):
        if mentee and mentor:
            wanted[at] = Wanted(people[mentor], people[mentee], lines[at].reason)
        else:
            unclear[at] = mentee_why or mentor_why
    return wanted, unclear
