"""Votes on how and when to meet."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Day, Moment, Shape
from peerlearn.api.serializers.programs import ProgramName
from sessions.models import CadenceBallot, CadencePoll
from sessions.queries.cadence import ballot_of, outcome_of_poll, tally_of
from sessions.rules.cadence import FORMATS, FREQUENCIES, MOST_HOURS, MOST_WEEKS


class CadenceBallotShape(Shape):
    """All that suits the caller. A slot is a weekday, Monday 0, and an hour: `1-12:00`."""

    class Meta:
        model = CadenceBallot
        fields = ("formats", "slots", "frequencies")
        read_only_fields = fields


class CadencePollName(Shape):
    """A vote as it stands in a list. `has_voted`: whether the caller has."""

    program = ProgramName()
    votes = serializers.IntegerField(source="vote_count")
    has_voted = serializers.BooleanField()

    class Meta:
        model = CadencePoll
        fields: tuple[str, ...] = (
            "id",
            "program",
            "starts_on",
            "weeks",
            "hours",
            "time_zone",
            "closes_at",
            "state",
            "votes",
            "has_voted",
        )
        read_only_fields: tuple[str, ...] = fields


class CadencePollShape(CadencePollName):
    """A vote. `count` and `outcome` are there once the caller has voted or the vote is over, and
    for HR admins; nobody is told who voted for what.
    """

    own = serializers.SerializerMethodField()
    count = serializers.SerializerMethodField()
    outcome = serializers.SerializerMethodField()

    class Meta(CadencePollName.Meta):
        fields = (*CadencePollName.Meta.fields, "own", "count", "outcome")
        read_only_fields = fields

    def get_own(self, poll: CadencePoll) -> dict[str, Any] | None:
        """What the caller said: `formats`, `slots`, `frequencies`."""
        said = ballot_of(poll, self.context["person"])
        return dict(CadenceBallotShape(said).data) if said else None

    def get_count(self, poll: CadencePoll) -> dict[str, dict[str, int]] | None:
        """How many each choice suits, by choice."""
        if not self._is_seen(poll):
            return None
        counted = tally_of(poll)
        often = {str(weeks): votes for weeks, votes in counted.frequencies.items()}
        return {"formats": counted.formats, "slots": counted.slots, "frequencies": often}

    def get_outcome(self, poll: CadencePoll) -> dict[str, Any] | None:
        """What suits most: `format`, `weekday`, `clock`, `every_weeks`."""
        if not self._is_seen(poll) or not tally_of(poll).ballots:
            return None
        best = outcome_of_poll(poll)
        return {
            "format": best.format,
            "weekday": best.weekday,
            "clock": f"{best.clock:%H:%M}",
            "every_weeks": best.every_weeks,
        }

    def _is_seen(self, poll: CadencePoll) -> bool:
        return bool(
            self.context["sees_count"]
            or getattr(poll, "has_voted", False)
            or not poll.takes_votes(now=self.context["now"])
        )


class CadencePollBody(Body):
    """A vote on sessions from `starts_on` on, on the clocks of the organization."""

    program = serializers.UUIDField()
    starts_on = Day()
    weeks = serializers.IntegerField(min_value=1, max_value=MOST_WEEKS, default=13)
    hours = serializers.ListField(
        child=serializers.TimeField(), min_length=1, max_length=MOST_HOURS
    )
    closes_at = Moment()


class CadenceBallotBody(Body):
    """All that suits the caller."""

    formats = serializers.ListField(child=serializers.ChoiceField(FORMATS), max_length=len(FORMATS))
    slots = serializers.ListField(child=serializers.CharField(max_length=7), max_length=30)
    frequencies = serializers.ListField(
        child=serializers.ChoiceField(FREQUENCIES), max_length=len(FREQUENCIES)
    )
