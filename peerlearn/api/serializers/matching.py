"""Match runs, their pairs, and the matches that people know of."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers

from matching.models import Match, MatchRun
from matching.queries.fixing import missed_of
from matching.queries.participants import topics_told
from matching.queries.proposals import SORTS, fixed_before
from matching.rules.comparing import compared_of_pair, compared_of_run, without_topics
from matching.rules.health import Health
from matching.rules.progress import part_done, seconds_left
from matching.rules.reasons import POINTS, Names, reasons_of
from peerlearn.api.serializers.fields import Body, Moment, PersonName, Query, Shape
from peerlearn.api.serializers.programs import ProgramName


class MatchRunShape(Shape):
    """One computation of a program's best pairs. `is_proven`: no better pairs exist."""

    program = ProgramName()
    requested_by = PersonName(allow_null=True)
    cancelled_by = PersonName(allow_null=True)
    percent = serializers.SerializerMethodField(help_text="How much of it is done.")
    seconds_left = serializers.SerializerMethodField(
        help_text="An estimate; null while it would be a guess, and when it has ended."
    )
    is_proven = serializers.BooleanField()
    compared = serializers.SerializerMethodField(
        help_text="Of 100 by weight, how much of what should count could be compared; null before"
        " there is a result."
    )
    step = serializers.CharField(help_text="What the worker is at; empty before and after.")
    error = serializers.CharField(help_text="Why it failed; empty when it didn't.")

    class Meta:
        model = MatchRun
        fields: tuple[str, ...] = (
            "id",
            "program",
            "state",
            "step",
            "percent",
            "seconds_left",
            "attempts",
            "mentee_count",
            "mentor_count",
            "pair_count",
            "is_proven",
            "compared",
            "error",
            "requested_by",
            "cancelled_by",
            "created_at",
            "started_at",
            "finished_at",
            "published_at",
        )
        read_only_fields = fields

    def get_compared(self, run: MatchRun) -> int | None:
        """A rule about something that nobody has told is not in the scores."""
        return None if run.total is None else compared_of_run(run.rules)

    def get_percent(self, run: MatchRun) -> int:
        """100 once there is a result."""
        return int(100 * self._done(run))

    def get_seconds_left(self, run: MatchRun) -> int | None:
        """From what is done so far."""
        if not run.is_going or run.started_at is None:
            return None
        elapsed = (timezone.now() - run.started_at).total_seconds()
        return seconds_left(elapsed=elapsed, done=self._done(run))

    def _done(self, run: MatchRun) -> float:
        return 1 if run.total is not None else part_done(run.step, run.share)


class OneRunShape(MatchRunShape):
    """One run, with what its pairs rest on where people told no topics."""

    missed = serializers.SerializerMethodField(
        help_text="Pairs that were fixed by hand and could not be kept, in sentences."
    )
    without_topics = serializers.SerializerMethodField(
        help_text="How many people told no topics openly, and what their pairs rest on; empty"
        " where all did."
    )

    class Meta(MatchRunShape.Meta):
        fields = (*MatchRunShape.Meta.fields, "missed", "without_topics")
        read_only_fields = fields

    def get_missed(self, run: MatchRun) -> list[str]:
        """As the page of the run says it."""
        return missed_of(run)

    def get_without_topics(self, run: MatchRun) -> str:
        """Of all people of the program as they are today, never of some pairs."""
        return without_topics(*topics_told(run.program), run.rules.get("soft", {}))


class RulePoints(serializers.Serializer[Any]):
    """A rule, and how many points of 100 it could add to a score."""

    rule = serializers.CharField()
    points = serializers.IntegerField()


class RunRecordShape(serializers.Serializer[Any]):
    """How a run was made. The same people, rules and seed give the same pairs."""

    seed = serializers.IntegerField(source="run.seed", help_text="0: from before seeds were kept.")
    engine = serializers.CharField(source="run.engine", help_text="Versions of what computed it.")
    fingerprint = serializers.CharField(
        source="run.inputs.digest",
        default="",
        help_text="Of all that went in, but for what people keep private.",
    )
    repeats = serializers.UUIDField(
        source="run.repeats_id", allow_null=True, help_text="The run whose seed and rules it used."
    )
    seconds = serializers.IntegerField(allow_null=True, help_text="How long it took.")
    weights = RulePoints(many=True, source="rule_points")
    without_exception = serializers.ListField(
        child=serializers.CharField(), source="demands", help_text="What every pair had to meet."
    )
    total = serializers.FloatField(source="run.total", allow_null=True)
    bound = serializers.FloatField(
        source="run.bound", allow_null=True, help_text="No pairs could score more together."
    )
    changes = serializers.ListField(
        child=serializers.CharField(),
        allow_null=True,
        help_text="What is different today, in words; null where there is nothing to compare.",
    )
    costs = serializers.ListField(
        child=serializers.CharField(),
        help_text="What each rule cost, in words: who would have had a mentor without it.",
    )


class LeftOutShape(serializers.Serializer[Any]):
    """A mentee without a mentor: why, and what would help."""

    person = PersonName()
    why = serializers.CharField()
    what_helps = serializers.CharField()


class PairsQuery(Query):
    """The filters and orders of a run's list."""

    q = serializers.CharField(required=False, max_length=100)
    department = serializers.CharField(required=False)
    sort = serializers.ChoiceField(tuple(SORTS), required=False, default="best")


class PairShape(Shape):
    """A pair of a run, for review. `points` are of 100; the reasons are in words."""

    mentor = PersonName()
    mentee = PersonName()
    points = serializers.SerializerMethodField()
    compared = serializers.SerializerMethodField(
        help_text="Of 100 by weight, what the points rest on; null where nothing was compared."
    )
    reasons = serializers.SerializerMethodField()
    tell_yourself = serializers.SerializerMethodField()
    fixed_by = serializers.SerializerMethodField(
        help_text="Who fixed the pair by hand before the run; empty where nobody did."
    )
    fixed_because = serializers.SerializerMethodField(help_text="Why, in their words.")

    class Meta:
        model = Match
        fields = (
            "id",
            "mentor",
            "mentee",
            "state",
            "fixed_by",
            "fixed_because",
            "points",
            "compared",
            "reasons",
            "tell_yourself",
        )
        read_only_fields = fields

    def get_points(self, match: Match) -> int:
        """Rounded, as the page shows them."""
        return round(POINTS * match.score)

    def get_compared(self, match: Match) -> int | None:
        """What only one of the two has told can't be compared."""
        return compared_of_pair(match.run.rules if match.run else {}, match.reasons)

    def get_fixed_by(self, match: Match) -> str:
        """By name: the person may be gone."""
        fixed = fixed_before(match)
        return fixed.fixed_by.display_name if fixed and fixed.fixed_by else ""

    def get_fixed_because(self, match: Match) -> str:
        """For HR alone, as the whole pair is here."""
        fixed = fixed_before(match)
        return fixed.reason if fixed else ""

    def get_tell_yourself(self, match: Match) -> list[UUID]:
        """Ids of those of the two who have no e-mail address: no mail tells them of the pair."""
        return [person.id for person in (match.mentee, match.mentor) if not person.email]

    def get_reasons(self, match: Match) -> list[str]:
        """Why the two were paired; of struggles, which are private, no more than that."""
        names = Names(match.mentor.display_name, match.mentee.display_name)
        return [reason.text for reason in reasons_of(match.reasons, names)]


class PublicationBody(Body):
    """`expected` is the number of pairs seen before: if it has changed, nobody is told. Pairs
    `hold_back`, by id, stay under review. The mails leave after `wait_minutes`; until then a DELETE
    takes it back.
    """

    expected = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False)
    hold_back = serializers.ListField(
        child=serializers.UUIDField(), required=False, default=list, max_length=100_000
    )
    wait_minutes = serializers.IntegerField(min_value=0, max_value=60, required=False, default=0)


class PublicationShape(serializers.Serializer[Any]):
    """What publishing did. Pairs that no longer held were dropped."""

    published = serializers.IntegerField()
    dropped = serializers.IntegerField()
    tell_yourself = serializers.IntegerField(help_text="How many people have no e-mail address.")
    mails_leave_at = Moment(allow_null=True, help_text="Null: at once, or `with_launch`.")
    with_launch = serializers.BooleanField(
        help_text="The program is a draft: the mails leave when it is launched."
    )


class MatchShape(Shape):
    """A published match: who it is, not how it goes."""

    program = ProgramName()
    mentor = PersonName()
    mentee = PersonName()

    class Meta:
        model = Match
        fields = ("id", "program", "mentor", "mentee", "kind", "state", "published_at")
        read_only_fields = fields


class MatchesQuery(Query):
    """The filter of the list."""

    program = serializers.UUIDField(required=False)


class OwnMatchShape(serializers.Serializer[Any]):
    """A match of the caller's, from their side."""

    match = MatchShape()
    other = PersonName()
    i_am_the_mentee = serializers.BooleanField(source="is_mentee")
    reasons = serializers.SerializerMethodField()
    first_met_at = Moment(source="meeting.said_at", allow_null=True, default=None)
    first_meeting_due_at = Moment(source="life.due_at")
    next_meeting_at = Moment(source="planned_at", allow_null=True)
    paused_until = serializers.DateField(source="life.returns_on", allow_null=True)
    health = serializers.ChoiceField([one.value for one in Health], source="life.finding.health")
    health_reason = serializers.CharField(source="life.finding.reason")

    def get_reasons(self, mine: Any) -> list[str]:
        """Why the two were paired, written to the caller; names the struggles that both share."""
        return [reason.text for reason in mine.reasons]
