"""A pair of a run looked at closely: the two side by side, and what speaks against it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from matching.models import Match, MatchRun
from matching.queries.candidates import candidates_for
from matching.queries.exclusions import override_of
from matching.queries.load import too_much_for_mentors
from matching.queries.offers import not_asked_now
from matching.queries.publishing import publication_preview
from matching.queries.records import answers_of
from matching.rules.columns import LEVEL, languages_in
from matching.rules.comparing import compared_of_pair
from matching.rules.pair_warnings import Standing, pair_warnings
from matching.rules.side_by_side import Line, line, lists, told_lines
from peerlearn.people.models import Person, PersonTopic
from peerlearn.people.queries.topics import topics_by_person
from peerlearn.web.moments import date_text

Stance = PersonTopic.Stance


@dataclass(frozen=True)
class ProposalPage:
    """Everything that the page says beside the score."""

    match: Match
    lines: list[Line]
    warnings: list[str]


def proposal_page(match: Match, *, now: datetime) -> ProposalPage:
    """Read both, the places around them, and what publishing would say. The pair comes from
    matching.queries.proposals.with_locks.
    """
    return ProposalPage(match, _side_by_side(match), pair_warnings(_standing(match, now=now)))


def _side_by_side(match: Match) -> list[Line]:
    mentee, mentor = match.mentee, match.mentor
    topics = topics_by_person([mentee, mentor])

    def told(person: Person, stance: str) -> list[str]:
        return topics.get((person.id, stance), [])

    wanted = told(mentee, Stance.WANTS)
    return told_lines(
        [
            lists(_("Wants to learn → knows"), wanted, told(mentor, Stance.KNOWS)),
            lists(_("Knows"), told(mentee, Stance.KNOWS), told(mentor, Stance.KNOWS)),
            lists(_("Wants to learn"), wanted, told(mentor, Stance.WANTS)),
            line(_("Job title"), mentee.title, mentor.title),
            line(_("Department"), mentee.department, mentor.department),
            line(_("Location"), mentee.location, mentor.location),
            line(_("Time zone"), mentee.time_zone, mentor.time_zone),
            line(_("Here since"), _since(mentee), _since(mentor)),
            line(_("Grade"), _detail(mentee, LEVEL), _detail(mentor, LEVEL)),
            lists(_("Languages"), _languages(mentee), _languages(mentor)),
        ]
    )


def _standing(match: Match, *, now: datetime) -> Standing:
    mentor, mentee, run = match.mentor, match.mentee, match.run
    assert run is not None  # noqa: S101  for the type checker; the door saw to it
    is_proposed = match.state == Match.State.PROPOSED and run.state == MatchRun.State.DONE
    return Standing(
        mentor=mentor.display_name,
        mentee=mentee.display_name,
        score=match.score,
        parts=match.reasons,
        compared=compared_of_pair(run.rules, match.reasons),
        obstacle=_obstacle(match, run) if is_proposed else "",
        override=override_of(match) if match.is_against_rules else "",  # type: ignore[attr-defined]
        too_much=too_much_for_mentors(run, [match], now=now) if is_proposed else (),
        unreached=[each.display_name for each in (mentee, mentor) if not each.is_reachable],
        away_until=not_asked_now([mentor.id], now=now).get(mentor.id),
        answers=answers_of([mentor.id], now=now).get(mentor.id),
        best=_best(match, run) if is_proposed else None,
    )


def _obstacle(match: Match, run: MatchRun) -> str:
    dropped = publication_preview(run).dropped
    return next((why for other, why in dropped if other.id == match.id), "")


def _best(match: Match, run: MatchRun) -> tuple[str, float] | None:
    """Of the mentors who could be chosen instead."""
    free = [one for one in candidates_for(run, match.mentee) if not one.obstacles]
    best = max(free, key=lambda one: one.score, default=None)
    if best is None or best.mentor.id == match.mentor_id:
        return None
    return best.mentor.display_name, best.score


def _since(person: Person) -> str:
    return date_text(person.starts_on) if person.starts_on else ""


def _languages(person: Person) -> list[str]:
    return [language.title() for language in languages_in(person.languages)]


def _detail(person: Person, column: str) -> str:
    return str(person.attributes.get(column, ""))
