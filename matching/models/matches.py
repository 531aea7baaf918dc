"""Matching runs, the pairs that come of them, and what people decide about a pair."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models.fixed_pairs import FixedPair
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program


class MatchRun(OrgModel):
    """One computation of a whole group's best pairs."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting for a worker")
        RUNNING = "running", _("running")
        DONE = "done", _("ready to review")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")
        SUPERSEDED = "superseded", _("replaced by a later one")
        PUBLISHED = "published", _("published")

    class Step(models.TextChoices):
        READING = "reading", _("reading")
        SCORING = "scoring", _("scoring")
        PAIRING = "pairing", _("pairing")
        EXPLAINING = "explaining", _("writing down the reasons")
        SAVING = "saving", _("saving")

    class Failure(models.TextChoices):
        NO_MENTORS = "no_mentors", _("There was no mentor with a free place any more.")
        NO_MENTEES = "no_mentees", _("There was nobody left who needs a mentor.")
        STOPPED = "stopped", _("The work stopped before it was finished.")
        CRASHED = (
            "crashed",
            _("The worker broke off several times before it was finished; we stopped trying."),
        )
        OVER = "over", _("The program was finished or archived meanwhile.")
        UNEXPECTED = "unexpected", _("Something went wrong on our side.")

    program = OrgForeignKey(Program, models.CASCADE, related_name="match_runs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    step = models.CharField(max_length=10, choices=Step.choices, blank=True)
    # How much of the step is done, 0 to 1.
    share = models.FloatField(default=0)
    # How often a worker began; whoever began before the last one may write nothing any more.
    attempts = models.PositiveSmallIntegerField(default=0)
    # The rules and weights as they were, so that a result can be explained later.
    rules = models.JSONField(default=dict)
    # Decides between pairs that are equally good.
    seed = models.PositiveIntegerField(default=0)
    # The run whose seed and rules this one was to use again.
    repeats = OrgForeignKey("self", models.SET_NULL, null=True, related_name="+")
    # Versions of what computed it: with the same ones, the result is the same to the bit.
    engine = models.CharField(max_length=80, blank=True)
    # {"digest", "rules", …}: what went in, as matching.rules.inputs describes it
    inputs = models.JSONField(default=dict)
    mentee_count = models.PositiveIntegerField(default=0)
    mentor_count = models.PositiveIntegerField(default=0)
    seat_count = models.PositiveIntegerField(default=0)
    # As the run found them; what HR admins change afterwards is in the matches.
    pair_count = models.PositiveIntegerField(default=0)
    # In points, the unit of a pair's score: a gap of 0 proves that no better pairs exist.
    total = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    gap = models.FloatField(null=True)
    # [{"person": id, "reason": code, …}]: who was left out, and why
    unmatched = models.JSONField(default=list)
    # [[id, …]]: people who report to each other in a circle
    circles = models.JSONField(default=list)
    # [{"mentor", "mentee", "why"}]: pairs that no longer held when they were to be saved
    dropped = models.JSONField(default=list)
    # {rule: how many would stay without a mentor if it were not there}
    relaxed = models.JSONField(default=dict)
    error = models.CharField(max_length=12, choices=Failure.choices, blank=True)
    requested_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    published_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    cancelled_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    # When the worker last said that it is alive.
    progressed_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    GOING: ClassVar = (State.QUEUED, State.RUNNING)

    class Meta(OrgModel.Meta):
        db_table = "match_run"
        ordering: ClassVar = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program"],
                condition=models.Q(state__in=["queued", "running"]),
                name="match_run_one_at_a_time",
            )
        ]

    @property
    def is_going(self) -> bool:
        """Whether a worker has it, or will."""
        return self.state in self.GOING

    @property
    def is_repeatable(self) -> bool:
        """Whether its seed and rules are known, so that they can be used again."""
        return bool(self.seed and self.inputs)

    @property
    def is_proven(self) -> bool:
        """Whether there is a proof that no better pairs exist."""
        return self.gap == 0


class Match(OrgModel):
    """A mentor and a mentee."""

    class State(models.TextChoices):
        DRAFT = "draft", _("set aside")
        PROPOSED = "proposed", _("proposed")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        COMPLETED = "completed", _("completed")
        ENDED_EARLY = "ended_early", _("ended early")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("expired")

    class Kind(models.TextChoices):
        MENTOR = "mentor", _("mentor")
        BUDDY = "buddy", _("buddy")
        PEER = "peer", _("peer")
        COFFEE = "coffee", _("coffee")

    program = OrgForeignKey(Program, models.CASCADE, related_name="matches")
    run = OrgForeignKey(MatchRun, models.SET_NULL, null=True, related_name="matches")
    mentor = OrgForeignKey(Person, models.CASCADE, related_name="matches_as_mentor")
    mentee = OrgForeignKey(Person, models.CASCADE, related_name="matches_as_mentee")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MENTOR)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    score = models.FloatField()
    # [{"rule", "weight", "value", "detail"}]: the parts of the score, as the engine gave them
    reasons = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)

    # Takes one of the mentor's places.
    TAKEN: ClassVar = (State.ACTIVE, State.PAUSED)

    class Meta(OrgModel.Meta):
        db_table = "match"
        ordering: ClassVar = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "mentor", "mentee"],
                condition=models.Q(state__in=["active", "paused"]),
                name="match_pair_active_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "program", "mentee"],
                condition=models.Q(state__in=["active", "paused"], kind="mentor"),
                name="match_mentee_active_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "run", "mentor", "mentee"], name="match_pair_once_per_run"
            ),
            models.UniqueConstraint(
                fields=["organization", "run", "mentee"],
                condition=models.Q(state="proposed"),
                name="match_mentee_proposed_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(mentor=models.F("mentee")), name="match_two_people"
            ),
        ]


class MatchBlock(OrgModel):
    """That two people are not to be paired in a program: an HR admin excluded the pair."""

    program = OrgForeignKey(Program, models.CASCADE, related_name="match_blocks")
    mentor = OrgForeignKey(Person, models.CASCADE, related_name="+")
    mentee = OrgForeignKey(Person, models.CASCADE, related_name="+")
    blocked_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    blocked_at = models.DateTimeField(auto_now_add=True)
    # For HR alone.
    reason = models.CharField(_("why"), max_length=200, blank=True)

    class Meta(OrgModel.Meta):
        db_table = "match_block"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "mentor", "mentee"], name="match_block_once"
            )
        ]


class MatchLock(OrgModel):
    """That a proposed pair stays when the program is matched again."""

    match = OrgForeignKey(Match, models.CASCADE, related_name="locks")
    locked_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    locked_at = models.DateTimeField(auto_now_add=True)
    # The pair that was fixed by hand before the run, if that is why.
    fixed = OrgForeignKey(FixedPair, models.SET_NULL, null=True, related_name="locks")

    class Meta(OrgModel.Meta):
        db_table = "match_lock"
        constraints = [
            models.UniqueConstraint(fields=["organization", "match"], name="match_lock_once")
        ]


class MatchMentor(OrgModel):
    """A mentor of a run, by the number that the mentees' options use; while it is under review."""

    run = OrgForeignKey(MatchRun, models.CASCADE, related_name="+")
    mentor = OrgForeignKey(Person, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    # What the rules knew, as matching.rules.profiles keeps it; nothing that is private.
    profile = models.JSONField(default=dict)

    class Meta(OrgModel.Meta):
        db_table = "match_mentor"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "run", "number"], name="match_mentor_number_once"
            )
        ]


class MatchOverride(OrgModel):
    """That an HR admin insists on a pair which rules of the program forbid."""

    program = OrgForeignKey(Program, models.CASCADE, related_name="match_overrides")
    mentor = OrgForeignKey(Person, models.CASCADE, related_name="+")
    mentee = OrgForeignKey(Person, models.CASCADE, related_name="+")
    # The rules that it stood against when somebody insisted.
    rules = models.JSONField(default=list)
    # For HR alone.
    reason = models.CharField(_("why"), max_length=200)
    made_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now=True)

    class Meta(OrgModel.Meta):
        db_table = "match_override"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "mentor", "mentee"], name="match_override_once"
            )
        ]


class MatchCandidates(OrgModel):
    """The mentors whom a mentee could have had in a run, while its pairs are under review."""

    run = OrgForeignKey(MatchRun, models.CASCADE, related_name="candidates")
    mentee = OrgForeignKey(Person, models.CASCADE, related_name="match_candidates")
    # As matching.rules.options packs them; and what the rules knew of the mentee.
    options = models.BinaryField(default=bytes)
    profile = models.JSONField(default=dict)
    # Of runs made before options were packed, as matching.queries.options reads them.
    entries = models.JSONField(default=list)

    class Meta(OrgModel.Meta):
        db_table = "match_candidates"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "run", "mentee"], name="match_candidates_once"
            )
        ]


class FirstMeeting(OrgModel):
    """That a pair has met, said by one of the two."""

    match = OrgForeignKey(Match, models.CASCADE, related_name="first_meetings")
    said_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "first_meeting"
        constraints = [
            models.UniqueConstraint(fields=["organization", "match"], name="first_meeting_once")
        ]
