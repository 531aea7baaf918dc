"""What mentors give, for the load budget of programs."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from matching.models import Match, MatchRun
from programs.models import Program
from programs.queries.load import loads_of
from programs.queries.roles import role_of_program, roles_of_programs
from programs.rules.load import MENTORING, Giving, warning

UNDER_WAY = (Program.State.OPEN, Program.State.RUNNING)


def mentoring(person_ids: Collection[UUID], now: datetime) -> Iterable[Giving]:
    """Each mentee that a mentor has, with the hours that the program asks for one."""
    pairs = Match.objects.filter(
        mentor_id__in=person_ids,
        state__in=(Match.State.ACTIVE, Match.State.PAUSED),
        published_at__isnull=False,
        program__state__in=UNDER_WAY,
    )
    found = list(pairs.values_list("mentor_id", "program_id", "program__name"))
    roles = roles_of_programs({program_id for _mentor, program_id, _name in found})
    for mentor_id, program_id, name in found:
        yield Giving(mentor_id, MENTORING, roles[program_id]["mentor"].hours, name)


def too_much_for_mentors(run: MatchRun, pairs: Collection[Match], *, now: datetime) -> list[str]:
    """Warnings about mentors who would give more than their limit with these pairs."""
    hours = role_of_program(run.program, "mentor").hours
    mentors = {pair.mentor_id: pair.mentor for pair in pairs}
    loads = loads_of(list(mentors.values()), now=now)
    more = Counter(pair.mentor_id for pair in pairs)
    said = (
        warning(mentor.name, loads[mentor_id], hours * more[mentor_id])
        for mentor_id, mentor in mentors.items()
    )
    return [sentence for sentence in said if sentence]
