"""Questions to mentors whether they take a mentee, and who waits because nobody can be asked."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models.matches import Match
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program


class Origin(models.TextChoices):
    """Why a mentor is asked."""

    CHOICE = "choice", _("the mentee's choice")
    ADMIN = "admin", _("an HR admin's offer")
    NEW_HIRE = "new_hire", _("an offer to a new hire")
    RESCUE = "rescue", _("an offer after a pair has ended")


class MatchRequest(OrgModel):
    """The question to one mentor whether they take a mentee. Each next mentor is a new one."""

    Origin = Origin

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting its turn")
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("not answered in time")
        WITHDRAWN = "withdrawn", _("taken back")

    class Reason(models.TextChoices):
        TIME = "time", _("Not enough time")
        EXPERTISE = "expertise", _("Not the right expertise")
        ANOTHER = "another", _("Another mentor is more suitable")
        OTHER = "other", _("Other")
        # Nobody said it: it came about.
        NO_PLACE = "no_place", _("No place left")
        GONE = "gone", _("No longer in the program")

    OPEN: ClassVar = (State.QUEUED, State.ASKED)
    # What a mentor may say; the other reasons come about by themselves.
    SAID: ClassVar = (Reason.TIME, Reason.EXPERTISE, Reason.ANOTHER, Reason.OTHER)

    program = OrgForeignKey(Program, models.CASCADE, related_name="match_requests")
    mentee = OrgForeignKey(Person, models.CASCADE, related_name="match_requests_made")
    mentor = OrgForeignKey(Person, models.CASCADE, related_name="match_requests_got")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    # The mentee's order of wishes; of offers, which one it is.
    rank = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    # What the mentee writes to the mentor.
    words = models.TextField(_("your words to the mentor"), max_length=500, blank=True)
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    # Nobody: it happened by itself.
    by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    # Why a mentor declined. Between them and HR: the mentee isn't told.
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    reason_words = models.TextField(_("in your own words"), max_length=500, blank=True)
    match = OrgForeignKey(Match, models.SET_NULL, null=True, related_name="requests")

    class Meta(OrgModel.Meta):
        db_table = "match_request"
        ordering: ClassVar = ["rank", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "mentee"],
                condition=models.Q(state="asked"),
                name="match_request_one_asked",
            ),
            models.UniqueConstraint(
                fields=["organization", "program", "mentee", "mentor"],
                condition=models.Q(state__in=["queued", "asked"]),
                name="match_request_open_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(mentor=models.F("mentee")), name="match_request_two_people"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="asked") | models.Q(expires_at__isnull=False),
                name="match_request_asked_expires",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="match_request_by_expiry",
                condition=models.Q(state="asked"),
            )
        ]

    @property
    def is_open(self) -> bool:
        """Whether it can still come to something."""
        return self.state in self.OPEN


class MentorSearch(OrgModel):
    """That nobody could be asked for a mentee: since when, and why."""

    program = OrgForeignKey(Program, models.CASCADE, related_name="mentor_searches")
    mentee = OrgForeignKey(Person, models.CASCADE, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    since = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField()
    # As matching.rules.left_out explains it.
    why = models.JSONField(default=dict)

    class Meta(OrgModel.Meta):
        db_table = "mentor_search"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "mentee"], name="mentor_search_once"
            )
        ]


class NotNow(OrgModel):
    """That a mentor wants to be asked by nobody until a day, whatever the program."""

    mentor = OrgForeignKey(Person, models.CASCADE, related_name="+")
    until = models.DateField(_("until"))

    class Meta(OrgModel.Meta):
        db_table = "mentor_not_now"
        constraints = [
            models.UniqueConstraint(fields=["organization", "mentor"], name="mentor_not_now_once")
        ]
