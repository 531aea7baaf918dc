"""What there is to learn, and who knows or wants it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models.people import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class Topic(OrgModel):
    """Something to learn or to teach."""

    name = models.CharField(_("name"), max_length=120)

    class Meta(OrgModel.Meta):
        db_table = "topic"
        ordering: ClassVar = ["name"]
        constraints = [
            models.UniqueConstraint("organization", Lower("name"), name="topic_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class PersonTopic(OrgModel):
    """What a person knows, wants to learn, or struggles with (private)."""

    class Stance(models.TextChoices):
        KNOWS = "knows", _("I know")
        WANTS = "wants", _("I want to learn")
        STRUGGLES = "struggles", _("I struggle with")

    person = OrgForeignKey(Person, models.CASCADE, related_name="topics")
    topic = OrgForeignKey(Topic, models.CASCADE, related_name="people")
    stance = models.CharField(max_length=10, choices=Stance.choices)

    class Meta(OrgModel.Meta):
        db_table = "person_topic"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "topic", "stance"], name="person_topic_once"
            )
        ]
