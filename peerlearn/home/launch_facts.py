"""Everything that the last step before the launch shows, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.models import KnowledgeCheck
from matching.queries.publishing import untold_pairs
from matching.queries.rules import weights_of
from matching.rules.reasons import rule_labels
from matching.rules.weights import WEIGHTS
from peerlearn.home.free_days import holidays_in_the_way
from peerlearn.home.local_hours import night_sentences, zones_of_people
from peerlearn.home.program_facts import guide_facts
from peerlearn.home.rooms_apart import people_by_location, room_sentences
from peerlearn.home.setup_facts import GuideFacts
from peerlearn.web.moments import date_text
from programs.models import ConductVersion, Program, ReportDesk
from programs.queries.conduct import conduct_in_force
from programs.queries.enrolled import role_counts
from programs.queries.facilitators import CheckedNomination, checked_nominations
from programs.queries.first_days import starting_later
from programs.queries.logins import count_without_login
from programs.queries.overlaps import Overlap, overlaps_of
from programs.queries.programs import opening_facts
from programs.queries.reports import ReadersToday, desk_of, has_reader, readers_today
from programs.queries.roles import roles_of_program
from programs.rules.dates import past_start
from programs.rules.first_days import on_first_days
from programs.rules.roles import RoleFacts
from programs.rules.states import OpeningCheck, check_opening
from programs.rules.ways_in import ways_in_words
from sessions.models import LearningSession
from sessions.queries.drafts import Draft, drafts_of

COMING = (LearningSession.State.PUBLISHED, LearningSession.State.LIVE)


@dataclass(frozen=True)
class RoleLine:
    """A role of the program, and how many have it today."""

    role: RoleFacts
    count: int


@dataclass(frozen=True)
class LaunchFacts:
    """A program as it stands before its launch."""

    program: Program
    check: OpeningCheck
    nominations: list[CheckedNomination]
    conduct: ConductVersion | None
    roles: list[RoleLine]
    people: int
    # published in the draft, and told with the launch
    pairs: int
    # how many mentors are in none of these
    mentors_left: int
    drafts: list[Draft]
    published: int
    guide: GuideFacts
    overlaps: list[Overlap]
    weights: list[tuple[str, int]]
    pairs_people: bool
    checks: int
    past_start: str
    ways_in: frozenset[str]
    without_login: int
    reachable: int
    invitable: int
    # who is written to on their first day, in words
    starting_later: str
    desk: ReportDesk | None
    has_reader: bool
    readers: ReadersToday
    zones: dict[str, int]
    places: dict[str, int]
    free_days: list[str]

    @property
    def ready_drafts(self) -> list[Draft]:
        """Those that can be published with the launch."""
        return [draft for draft in self.drafts if draft.is_ready]

    @property
    def has_placeless_drafts(self) -> bool:
        """Whether some draft says neither room nor video link."""
        return any("room" in draft.problems for draft in self.drafts)

    @property
    def rooms_apart(self) -> list[str]:
        """That sessions have a room alone, though people work in several places."""
        return room_sentences((draft.learning_session for draft in self.drafts), self.places)

    @property
    def more_weights(self) -> list[tuple[str, int]]:
        """What counts in matching beside the most important."""
        return self.weights[1:]

    @property
    def lacks_reader(self) -> bool:
        """Whether nobody could read a quiet report."""
        return not self.has_reader

    @property
    def mails(self) -> str:
        """The mails that leave with the launch, where everybody is told, in a sentence."""
        said = [
            ngettext(
                "%(count)s person is told of the program by mail",
                "%(count)s people are told of the program by mail",
                self.people,
            )
            % {"count": self.people}
        ]
        if self.pairs:
            pairs = ngettext(
                "%(count)s pair is told minutes later",
                "%(count)s pairs are told minutes later",
                self.pairs,
            )
            said.append(pairs % {"count": self.pairs})
        if ready := len(self.ready_drafts):
            sessions = ngettext(
                "%(count)s session is published", "%(count)s sessions are published", ready
            )
            said.append(sessions % {"count": ready})
        return ", ".join(said) + "."

    @property
    def remarks(self) -> list[str]:
        """What stands in no way, and had better be known: sentences."""
        if self.people or not self.ways_in:
            return []
        ways = ways_in_words(self.ways_in)
        return [_("Nobody is enrolled yet: people join %(ways)s.") % {"ways": ways}]

    @property
    def warnings(self) -> list[str]:
        """What is allowed, but should be known."""
        begins = [draft.learning_session.starts_at for draft in self.drafts]
        said = [
            *self._one_side_missing(),
            *self._nobody_presents(),
            *self.free_days,
            *self.rooms_apart,
            *night_sentences(begins, self.zones),
            *(_overlap_sentence(one) for one in self.overlaps),
        ]
        return [self.past_start, *said] if self.past_start else said

    def _nobody_presents(self) -> list[str]:
        kind = LearningSession.Kind.LUNCH_AND_LEARN
        drafts = [one.learning_session for one in self.drafts]
        open_ones = [one for one in drafts if one.kind == kind and one.presenter_id is None]
        if not open_ones:
            return []
        text = ngettext(
            "%(count)s lunch-and-learn has no presenter yet: “%(title)s”.",
            "%(count)s lunch-and-learns have no presenter yet, the first is “%(title)s”.",
            len(open_ones),
        )
        return [text % {"count": len(open_ones), "title": open_ones[0].title}]

    def _one_side_missing(self) -> list[str]:
        """Where pairs are meant, and one of the two sides is empty when the other comes."""
        if "pairs" in self.program.steps_left_out:
            return []
        guide = self.guide
        if not guide.mentors and (guide.mentees or "mentee" in guide.roles_filled):
            missing = guide.mentors_called or _("Mentors")
        elif not guide.mentees and guide.mentors and "mentee" not in guide.roles_filled:
            missing = guide.mentees_called or _("Mentees")
        else:
            return []
        return [_("%(missing)s: there are none, so nobody can be paired.") % {"missing": missing}]


def launch_facts(program: Program, *, today: date, now: datetime) -> LaunchFacts:
    """Read a program's set-up for the last look."""
    nominations = checked_nominations(program)
    opening = opening_facts(program, nominations)
    counts = role_counts(program)
    desk, without = desk_of(program), count_without_login(program, now=now)
    readers = readers_today(program)
    roles = roles_of_program(program)
    pairs = untold_pairs(program) if program.state == Program.State.DRAFT else []
    drafts, places = drafts_of(program, now=now), people_by_location(program)
    return LaunchFacts(
        program=program,
        check=check_opening(opening, today=today),
        nominations=nominations,
        conduct=conduct_in_force(program),
        roles=[RoleLine(one, counts[key]) for key, one in roles.items() if counts[key]],
        people=counts["people"],
        pairs=len(pairs),
        mentors_left=max(counts["mentor"] - len({one.mentor_id for one in pairs}), 0),
        drafts=drafts,
        published=LearningSession.objects.filter(program=program, state__in=COMING).count(),
        guide=guide_facts(program, nominations, readers=readers),
        overlaps=overlaps_of(program),
        weights=_weights(program),
        pairs_people=bool(counts["mentor"] or counts["mentee"]),
        checks=KnowledgeCheck.objects.filter(learning_session__program=program).count(),
        past_start=past_start(program.starts_on, today=today),
        ways_in=opening.ways_in,
        without_login=without.count,
        reachable=without.reachable,
        invitable=without.invitable,
        starting_later=on_first_days(starting_later(program, today=today)),
        desk=desk,
        has_reader=has_reader(desk),
        readers=readers,
        zones=zones_of_people(program),
        places=places,
        free_days=holidays_in_the_way([one.learning_session for one in drafts], places),
    )


def _weights(program: Program) -> list[tuple[str, int]]:
    """What counts when people are paired, in percent, the most important first."""
    weights, labels = weights_of(program) or WEIGHTS, rule_labels()
    total = sum(weights.values()) or 1
    shares = [(labels[rule], round(weight / total * 100)) for rule, weight in weights.items()]
    return sorted((one for one in shares if one[1]), key=lambda one: -one[1])


def _overlap_sentence(one: Overlap) -> str:
    until = (
        _("until %(day)s") % {"day": date_text(one.program.ends_on)}
        if one.program.ends_on
        else _("without a last day")
    )
    return ngettext(
        "%(count)s person is at the same time in “%(name)s”, which runs %(until)s.",
        "%(count)s people are at the same time in “%(name)s”, which runs %(until)s.",
        one.people,
    ) % {"count": one.people, "name": one.program.name, "until": until}
