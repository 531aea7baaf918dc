"""When and how the people of a program would like to meet."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program
from sessions.models.learning_sessions import LearningSession


class CadencePoll(OrgModel):
    """A vote on format, weekday, hour and frequency: it sets the next quarter's sessions."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SET = "set", _("sessions are set")
        CANCELLED = "cancelled", _("taken back")

    program = OrgForeignKey(Program, models.CASCADE, related_name="cadence_polls")
    starts_on = models.DateField(_("first day"))
    weeks = models.PositiveSmallIntegerField(_("weeks"), default=13)
    # On these clocks the hours are meant.
    time_zone = models.CharField(max_length=64)
    # "HH:MM", in order.
    hours = models.JSONField(_("hours to choose from"))
    closes_at = models.DateTimeField(_("open until"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # Rises when sessions are set or taken back: mails tell one time from another.
    revision = models.PositiveIntegerField(default=0)
    created_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "cadence_poll"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program"],
                condition=models.Q(state="open"),
                name="cadence_poll_one_open",
            )
        ]

    def takes_votes(self, *, now: datetime) -> bool:
        """Whether people can vote, or change their vote."""
        return self.state == self.State.OPEN and now < self.closes_at


class CadenceBallot(OrgModel):
    """All that suits one person. Only counts are shown."""

    poll = OrgForeignKey(CadencePoll, models.CASCADE, related_name="ballots")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    # Kinds of sessions, "weekday-HH:MM" with Monday as 0, and weeks between two sessions.
    formats = models.JSONField(default=list)
    slots = models.JSONField(default=list)
    frequencies = models.JSONField(default=list)

    class Meta(OrgModel.Meta):
        db_table = "cadence_ballot"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "poll", "person"], name="cadence_ballot_once"
            )
        ]


class CadenceSlot(OrgModel):
    """A session that a vote set. While it has its first `title`, it waits for a topic."""

    poll = OrgForeignKey(CadencePoll, models.CASCADE, related_name="set_sessions")
    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="+")
    title = models.CharField(max_length=160)

    class Meta(OrgModel.Meta):
        db_table = "cadence_slot"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learning_session"], name="cadence_slot_once"
            )
        ]
