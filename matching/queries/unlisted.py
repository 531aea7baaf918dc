"""Mentors of a program whom a run did not list for a mentee: found by name, as of today."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.utils import timezone

from matching.models import MatchRun, MentorWish
from matching.queries.candidates import (
    Candidate,
    candidate_of,
    candidates_for,
    current_proposal,
)
from matching.queries.group import read_group
from matching.queries.options import Entry
from matching.queries.places import places_of
from matching.rules.fit import DECIMALS, NOT_WITH, Fitting, usual_answers
from matching.rules.group import Group, Participant
from matching.rules.profiles import Measuring, Part
from matching.rules.weights import PRIVATE_RULE
from peerlearn.people.models import Person

# What struggles give to a pair, and how many the two share.
NO_SHARE = (0.0, 0)


def candidates_called(run: MatchRun, mentee: Person, name: str) -> list[Candidate]:
    """The mentors whom a mentee could have, best first; with a name all of the program who are
    called so, those after the listed ones whom the run did not list.

    Whom one of the two does not want, whoever of them said so, is "not available".
    """
    wanted, listed = name.casefold().strip(), candidates_for(run, mentee)
    if not wanted:
        return listed
    known = {one.mentor.id for one in listed}
    return [
        *(one for one in listed if wanted in one.mentor.display_name.casefold()),
        *_beside(run, mentee, lambda one: one.id not in known and wanted in one.name.casefold()),
    ]


def candidate_for(run: MatchRun, mentee: Person, mentor_id: UUID) -> Candidate | None:
    """One mentor of the program, whether the run has listed them or not."""
    for candidate in candidates_for(run, mentee):
        if candidate.mentor.id == mentor_id:
            return candidate
    return next(iter(_beside(run, mentee, lambda one: one.id == mentor_id)), None)


def _beside(
    run: MatchRun, mentee: Person, is_meant: Callable[[Participant], bool]
) -> list[Candidate]:
    group = read_group(run.program, now=timezone.now(), mentee=mentee)
    mentors = [one for one in group.mentors if is_meant(one)]
    if not group.mentees or not mentors:
        return []
    me = group.mentees[0]
    people = Person.objects.in_bulk([one.id for one in mentors])
    measuring = Measuring(run.rules["soft"], run.rules.get("usual", usual_answers(group)))
    forbidden = _forbidding(run, mentee, group)
    places, now = places_of(run.program, run), current_proposal(run, mentee)
    found = []
    for mentor in mentors:
        rules, parts = forbidden(mentor), _parts(measuring, me, mentor)
        score = round(sum(part["weight"] * part["value"] for part in parts), DECIMALS)
        entry = Entry(people[mentor.id], score, rules, partial(list, parts))
        found.append(
            candidate_of(
                entry,
                places=places,
                is_blocked="blocked" in rules,
                is_chosen=bool(now and now.mentor_id == mentor.id),
            )
        )
    return sorted(found, key=lambda one: (-one.score, one.mentor.id))


def _forbidding(run: MatchRun, mentee: Person, group: Group) -> Callable[[Participant], list[str]]:
    """What forbids a mentor; of what is private only that there is something, and only where
    nothing else forbids them as well.
    """
    fitting = Fitting(group, group.mentees[0], is_shown=True)
    refused = MentorWish.objects.filter(program=run.program_id, mentee=mentee, rank=None)
    unwilling = set(refused.order_by().values_list("mentor_id", flat=True))

    def forbidden(mentor: Participant) -> list[str]:
        tests = fitting.tests(mentor)
        is_unwanted = tests.pop(NOT_WITH) or mentor.id in unwilling
        openly = [rule for rule, does in tests.items() if does]
        return openly or [NOT_WITH] * is_unwanted

    return forbidden


def _parts(measuring: Measuring, mentee: Participant, mentor: Participant) -> list[Part]:
    """Without what people keep private: a run that lists a mentor counts it, a search does not."""
    found = measuring.parts(mentee, mentor, NO_SHARE)
    return [part for part in found if part["rule"] != PRIVATE_RULE]
