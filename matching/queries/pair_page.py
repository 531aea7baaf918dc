"""What the page of a pair shows beside the two: goals, meetings, an agenda, last words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from matching.models import Match, PairClosing, PairGoal, PairMeeting, PairVerdict
from matching.queries.my_matches import MyMatch
from matching.rules.milestones import MOST_GOALS, Stage, loop_of
from matching.rules.starters import Agenda, agenda
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrganizationSettings


@dataclass(frozen=True, kw_only=True)
class PairPage:
    """For the eyes of the two.

    mine, theirs    last words of the reader and of the other
    stay_in_touch   whether both would like to
    verdict         what the reader said in confidence
    """

    goals: list[PairGoal]
    meetings: list[PairMeeting]
    agenda: Agenda | None
    loop: list[Stage]
    mine: PairClosing | None
    theirs: PairClosing | None
    verdict: PairVerdict | None

    @property
    def stay_in_touch(self) -> bool:
        """Nobody learns that the other would and they wouldn't."""
        return all(one and one.stays_in_touch for one in (self.mine, self.theirs))

    @property
    def done(self) -> list[PairGoal]:
        """What the two have reached."""
        return [goal for goal in self.goals if goal.done_at]

    @property
    def has_room(self) -> bool:
        """Whether another goal can be added."""
        return len(self.goals) < MOST_GOALS


def pair_page(seen: MyMatch, reader: Person) -> PairPage:
    """In four queries."""
    match = seen.match
    goals = list(goals_of(match).select_related("done_by"))
    meetings = list(held_meetings([match]).select_related("said_by"))
    closings = {one.person_id: one for one in PairClosing.objects.filter(match=match)}
    common = (one.text for one in seen.reasons if one.rule == "shared_topics")
    thanks = [bool(one.thanks) for one in closings.values()]
    return PairPage(
        goals=goals,
        meetings=meetings,
        agenda=agenda(
            len(meetings) + 1,
            wanted=seen.topics,
            common=next(common, ""),
            shared_private=seen.struggles,
        ),
        loop=loop_of(
            meetings=len(meetings),
            goals_done=sum(goal.done_at is not None for goal in goals),
            closings=thanks,
        ),
        mine=closings.get(reader.id),
        theirs=closings.get(seen.other.id),
        verdict=PairVerdict.objects.filter(match=match, person=reader).first(),
    )


def goals_of(match: Match) -> QuerySet[PairGoal]:
    """The goals and milestones that stand, milestones first."""
    return PairGoal.objects.filter(match=match, removed_at=None)


def held_meetings(matches: Sequence[Match]) -> QuerySet[PairMeeting]:
    """The meetings that were held, the latest first."""
    return PairMeeting.objects.filter(match__in=matches, state=PairMeeting.State.HELD)


def goal_of_pair(match: Match, goal_id: UUID) -> QuerySet[PairGoal]:
    """The door to one goal; removed ones can be brought back."""
    return PairGoal.objects.filter(match=match, id=goal_id).select_related("match")


def meeting_of_pair(match: Match, meeting_id: UUID) -> QuerySet[PairMeeting]:
    """The door to one meeting that was held."""
    return held_meetings([match]).filter(id=meeting_id).select_related("match")


def any_meeting_of_pair(match: Match, meeting_id: UUID) -> QuerySet[PairMeeting]:
    """The door to one meeting, whatever became of it."""
    return PairMeeting.objects.filter(match=match, id=meeting_id).select_related("match")


def planned_meeting(match: Match) -> QuerySet[PairMeeting]:
    """The door to the meeting that is planned."""
    return PairMeeting.objects.filter(match=match, state=PairMeeting.State.PLANNED)


def told_meeting(meeting_id: UUID) -> PairMeeting | None:
    """A meeting that a link in a mail is about, with its pair; None for none."""
    people = ("match__mentor", "match__mentee", "match__program")
    return PairMeeting.objects.filter(id=meeting_id).select_related(*people).first()


def last_words(match: Match, person: Person) -> dict[str, object]:
    """What somebody has said at the end, as a form takes it."""
    found = PairClosing.objects.filter(match=match, person=person)
    return dict(found.values("thanks", "commitment", "stays_in_touch").first() or {})


def threshold() -> int:
    """From how many answers on the organization shows figures."""
    return OrganizationSettings.objects.get().anonymity_threshold
