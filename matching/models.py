"""Matching runs and the pairs that come of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

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
        PUBLISHED = "published", _("published")

    program = OrgForeignKey(Program, models.CASCADE, related_name="match_runs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    step = models.CharField(max_length=60, blank=True)
    # The rules and weights as they were, so that a result can be explained later.
    rules = models.JSONField(default=dict)
    mentee_count = models.PositiveIntegerField(default=0)
    mentor_count = models.PositiveIntegerField(default=0)
    total = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    # [{"person": id, "reason": code, …}]: who was left out, and why
    unmatched = models.JSONField(default=list)
    error = models.CharField(max_length=300, blank=True)
    requested_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "match_run"
        ordering: ClassVar = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program"],
                condition=models.Q(state__in=["queued", "running"]),
                name="match_run_one_at_a_time",
            )
        ]


class Match(OrgModel):
    """A mentor and a mentee."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
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
                fields=["organization", "run", "mentor", "mentee"], name="match_pair_once_per_run"
            ),
            models.CheckConstraint(
                condition=~models.Q(mentor=models.F("mentee")), name="match_two_people"
            ),
        ]
