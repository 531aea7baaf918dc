"""What there is to learn, and who knows or wants it."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models.people import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class Topic(OrgModel):
    """Something to learn or to teach; with `synonym_of`, a word that stands for another topic.

    What is sensitive is used for matching and never named to anybody but who told it. A topic
    that isn't listed was written as a struggle, and is nobody else's business.
    """

    # Not by time, as other ids are: it would tell HR when a private word was first written.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    category = models.CharField(_("category"), max_length=120, blank=True, default="")
    synonym_of = OrgForeignKey("self", models.CASCADE, null=True, related_name="synonyms")
    sensitive_since = models.DateTimeField(null=True)
    is_listed = models.BooleanField(default=True)

    class Meta(OrgModel.Meta):
        db_table = "topic"
        ordering: ClassVar = ["name"]
        constraints = [
            models.UniqueConstraint("organization", Lower("name"), name="topic_name_once"),
            models.CheckConstraint(
                condition=~models.Q(synonym_of=models.F("id")), name="topic_not_own_synonym"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonTopic(OrgModel):
    """What a person knows, wants to learn, or struggles with (private).

    `is_sensitive` keeps what was told while the topic was sensitive unnamed, whatever becomes of
    the topic; what is told openly later stands beside it in a row of its own, so that nobody can
    see by what becomes of theirs whether there was one. `by_hr_admin`: who told it was one then.
    `spelling` is a private word as its owner typed it: how another one spelled it would
    tell that there is another one.
    """

    class Stance(models.TextChoices):
        KNOWS = "knows", _("I know")
        WANTS = "wants", _("I want to learn")
        STRUGGLES = "struggles", _("I struggle with")

    person = OrgForeignKey(Person, models.CASCADE, related_name="topics")
    topic = OrgForeignKey(Topic, models.CASCADE, related_name="people")
    stance = models.CharField(max_length=10, choices=Stance.choices)
    is_sensitive = models.BooleanField(default=False)
    by_hr_admin = models.BooleanField(default=False)
    told_at = models.DateTimeField(default=timezone.now)
    spelling = models.CharField(max_length=120, blank=True, default="")

    class Meta(OrgModel.Meta):
        db_table = "person_topic"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "topic", "stance", "is_sensitive"],
                name="person_topic_once",
            )
        ]
        indexes = [
            models.Index(fields=["organization", "topic", "stance"], name="person_topic_by_topic")
        ]


class PrivateMatching(OrgModel):
    """That a person lets what they keep private (struggles, sensitive topics) help to find them a
    partner, since when. Their own choice: without a row it doesn't count.
    """

    person = OrgForeignKey(Person, models.CASCADE, related_name="private_matching")
    agreed_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "private_matching"
        constraints = [
            models.UniqueConstraint(fields=["organization", "person"], name="private_matching_once")
        ]


class SharedParticipation(OrgModel):
    """That a person lets this manager, and no later one, see what they take part in. Their own
    choice: no row, no view.
    """

    person = OrgForeignKey(Person, models.CASCADE, related_name="shared_participation")
    manager = OrgForeignKey(Person, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "shared_participation"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person"], name="shared_participation_once"
            )
        ]
