"""The rooms that an organization keeps a list of."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.tenancy.models import OrgModel
from sessions.rules.meeting_rooms import label_of


class MeetingRoom(OrgModel):
    """A room that one session at a time can be held in. Places that are on no list are free text,
    and nobody checks whether they are taken.
    """

    name = models.CharField(_("name"), max_length=100)
    site = models.CharField(_("site"), max_length=100, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    # The label as it is compared: whoever writes it in another case means the same room.
    key = models.CharField(max_length=210)

    class Meta(OrgModel.Meta):
        db_table = "meeting_room"
        ordering: ClassVar = ["site", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="meeting_room_once")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As it is written into a session's plan."""
        return label_of(self.name, self.site)
