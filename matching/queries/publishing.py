"""What publishing must know of the day on which it happens."""

from dataclasses import dataclass

from django.db.models import Q

from matching.models import Match, MatchRun
from matching.queries.group import managers_of_everybody, matched_pairs, reviews_among
from matching.queries.places import places_of
from matching.queries.proposals import LISTED
from matching.rules.publishing import Proposal, Standing, obstacle_text, sort_out
from matching.rules.reporting import cut_circles
from peerlearn.people.models import Person
from programs.models import Enrollment, Program
from programs.queries import active_enrollments


def read_proposals(run: MatchRun) -> list[Proposal]:
    """The proposals of a run."""
    rows = Match.objects.filter(run=run, state=Match.State.PROPOSED)
    return [Proposal(*row) for row in rows.values_list("id", "mentor_id", "mentee_id", "score")]


def read_standing(program: Program) -> Standing:
    """Who takes part, who is matched, and who reports to whom, today."""
    places = places_of(program)
    enrolled = active_enrollments(program, Enrollment.Role.MENTEE).order_by()
    mentees = frozenset(enrolled.values_list("person_id", flat=True))
    return Standing(
        places={mentor: places.free(mentor) for mentor in places.capacity},
        mentees=mentees,
        matched=frozenset(mentee for _mentor, mentee in matched_pairs(program)),
        lines=cut_circles(managers_of_everybody()),
        reviews=reviews_among({*mentees, *places.capacity}),
    )


@dataclass(frozen=True)
class Preview:
    """What publishing a run would do today.

    dropped      the pairs that no longer hold, each with why
    unreachable  people of the others who have no e-mail
    """

    pairs: list[Match]
    dropped: list[tuple[Match, str]]
    unreachable: list[Person]

    @property
    def mails(self) -> int:
        """How many mails will be sent: two for each pair, where there is an address."""
        return sum(
            person.is_reachable for match in self.pairs for person in (match.mentee, match.mentor)
        )


def publication_preview(run: MatchRun) -> Preview:
    """Which pairs would be published, and whom no mail can reach."""
    fit, obstacles = sort_out(read_proposals(run), read_standing(run.program))
    matches = Match.objects.filter(run=run, state=Match.State.PROPOSED)
    by_id = {match.id: match for match in matches.select_related("mentor", "mentee")}
    pairs = [by_id[proposal.id] for proposal in fit]
    people = {p.id: p for match in pairs for p in (match.mentee, match.mentor)}.values()
    return Preview(
        pairs=pairs,
        dropped=[(by_id[key], obstacle_text(why)) for key, why in obstacles.items()],
        unreachable=[person for person in people if not person.is_reachable],
    )


def unreachable_count(run: MatchRun) -> int:
    """How many people of a run's pairs have no e-mail address: HR tells them."""
    pairs = Match.objects.filter(run=run, state__in=LISTED).order_by()
    mentors, mentees = pairs.values("mentor_id"), pairs.values("mentee_id")
    people = Person.objects.filter(email__isnull=True, state=Person.State.ACTIVE)
    return people.filter(Q(id__in=mentors) | Q(id__in=mentees)).count()
