"""What a run kept of the mentors whom its mentees could have had."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from matching.models import MatchCandidates, MatchMentor, MatchRun
from matching.queries.proposals import people_by_id
from matching.rules.group import Participant
from matching.rules.options import Option, unpack, unpack_allowed
from matching.rules.profiles import Measuring, Profile, participant_in, without_hidden
from peerlearn.people.models import Person

AT_ONCE = 1_000


@dataclass(frozen=True)
class Entry:
    """A mentor whom a mentee could have had, or why not, as the run found it.

    find_parts  the parts of the score, from what the rules knew then: worked out when somebody
                looks
    """

    mentor: Person
    score: float
    forbidden: list[str]
    find_parts: Callable[[], list[dict[str, Any]]]


def entries_of(run: MatchRun, mentee: Person) -> list[Entry]:
    """The mentors whom a mentee could have had, best first, then some who were not allowed."""
    row = MatchCandidates.objects.filter(run=run, mentee=mentee).first()
    if row is None:
        return []
    if row.entries:
        return _stored(row)
    options = unpack(bytes(row.options), run.rules["hard"])
    numbers = [option.mentor for option in options]
    kept = MatchMentor.objects.filter(run=run, number__in=numbers).select_related("mentor")
    mentors = {each.number: each for each in kept}
    measuring = Measuring(run.rules["soft"], run.rules["usual"])
    mentee_then = participant_in(row.profile)
    return [
        Entry(
            mentor=there.mentor,
            score=option.score,
            forbidden=list(option.forbidden),
            find_parts=partial(_parts, measuring, mentee_then, there.profile, option),
        )
        for option in options
        if (there := mentors.get(option.mentor))
    ]


def _parts(
    measuring: Measuring, mentee: Participant, mentor: Profile, option: Option
) -> list[dict[str, Any]]:
    return without_hidden(measuring.parts(mentee, participant_in(mentor), option.private))


def options_with(
    run: MatchRun, mentor: UUID, mentees: Iterable[UUID]
) -> dict[UUID, tuple[float, list[str]]]:
    """For those of some mentees who have this mentor among their options: the score, and which
    rules forbid it.
    """
    rows = list(MatchCandidates.objects.filter(run=run, mentee__in=mentees))
    numbers = MatchMentor.objects.filter(run=run, mentor=mentor).values_list("number", flat=True)
    number = numbers.first()
    found = {
        row.mentee_id: (option.score, list(option.forbidden))
        for row in rows
        if row.options
        for option in unpack(bytes(row.options), run.rules["hard"])
        if option.mentor == number
    }
    stored = {
        row.mentee_id: (entry["score"], list(entry["forbidden"]))
        for row in rows
        for entry in row.entries
        if entry["mentor"] == str(mentor)
    }
    return found | stored


def allowed_pairs(
    run: MatchRun, *, lifted: str, most: int
) -> dict[UUID, list[tuple[UUID, float]]] | None:
    """For each mentee the mentors whom no rule forbids, or none but `lifted`, with the score; best
    first. None where they are more than `most` in all.
    """
    kept = MatchMentor.objects.filter(run=run).order_by("number")
    mentors = dict(kept.values_list("number", "mentor_id"))
    packed = MatchCandidates.objects.filter(run=run).order_by("mentee_id")
    rows = packed.values_list("mentee_id", "options", "entries").iterator(chunk_size=AT_ONCE)
    found: dict[UUID, list[tuple[UUID, float]]] = {}
    number = 0
    for mentee, options, entries in rows:
        if options:
            pairs = unpack_allowed(bytes(options), run.rules["hard"], lifted)
            mine = [(mentors[mentor], score) for mentor, score in pairs if mentor in mentors]
        else:
            mine = [
                (UUID(entry["mentor"]), entry["score"])
                for entry in entries
                if {lifted}.issuperset(entry["forbidden"])
            ]
        number += len(mine)
        if number > most:
            return None
        found[mentee] = mine
    return found


def _stored(row: MatchCandidates) -> list[Entry]:
    people = people_by_id({entry["mentor"] for entry in row.entries})
    return [
        Entry(mentor, entry["score"], list(entry["forbidden"]), partial(list, entry["parts"]))
        for entry in row.entries
        if (mentor := people.get(entry["mentor"]))
    ]
