"""What a session holds beside its plan: the agenda, and materials."""

from typing import ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from sessions.models.learning_sessions import LearningSession
from sessions.rules import agenda, materials


class AgendaItem(OrgModel):
    """A stage of a session, in the order of `position`, for so many minutes."""

    class Stage(models.TextChoices):
        WELCOME = agenda.WELCOME, _("welcome")
        CHECK_IN = agenda.CHECK_IN, _("check-in question")
        MEAL = agenda.MEAL, _("eating together")
        TALK = agenda.TALK, _("presentation")
        EXERCISE = agenda.EXERCISE, _("trying it out")
        BREAKOUT = agenda.BREAKOUT, _("small groups")
        QUESTIONS = agenda.QUESTIONS, _("questions")
        POLL = agenda.POLL, _("poll")
        REFLECTION = agenda.REFLECTION, _("reflection")
        COMMITMENTS = agenda.COMMITMENTS, _("what we will try")
        BREAK = agenda.BREAK, _("break")
        CLOSE = agenda.CLOSE, _("close")
        OTHER = agenda.OTHER, _("something else")

    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    # Left empty, the stage says it.
    title = models.CharField(_("what"), max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    # In words: it may be a guest, or "everybody".
    who = models.CharField(_("who"), max_length=80, blank=True)

    class Meta(OrgModel.Meta):
        db_table = "agenda_item"
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learning_session", "position"],
                name="agenda_item_one_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1), name="agenda_item_takes_time"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is called: its title, or else its stage."""
        stage: str = self.get_stage_display()
        return self.title or stage[:1].upper() + stage[1:]


class SessionMaterial(OrgModel):
    """A link that belongs to a session, with who sees it from when on."""

    class Audience(models.TextChoices):
        NOW = materials.NOW, _("from now on")
        SEAT = materials.SEAT, _("with a seat")
        AFTER = materials.AFTER, _("afterwards")

    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="materials")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=160)
    url = models.URLField(_("link"), max_length=500)
    audience = models.CharField(_("visible"), max_length=5, choices=Audience.choices)

    class Meta(OrgModel.Meta):
        db_table = "session_material"
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learning_session", "position"],
                name="session_material_one_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(url__startswith="https://"), name="session_material_is_https"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def host(self) -> str:
        """Where the link leads, as people see before they follow it."""
        return urlsplit(self.url).hostname or ""


class ContentsChange(OrgModel):
    """That the agenda or the materials of one or several sessions were saved, and what each had
    before and after: it can be undone.
    """

    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="+")
    by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    part = models.CharField(max_length=9)
    # By the id of a session: its rows, and whether it had them for itself alone.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "contents_change"
