"""Quiet reports: who reads them, and what they hold, sealed."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models.programs import Program


class ReportDesk(OrgModel):
    """Who reads the quiet reports of a program, and where else to turn."""

    program = OrgForeignKey(Program, models.CASCADE, related_name="report_desks")
    trusted_person = OrgForeignKey(
        Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("trusted person")
    )
    stand_in = OrgForeignKey(
        Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("stand-in")
    )
    # For reports that neither of them may read.
    external_contact = models.CharField(_("contact outside"), max_length=300, blank=True)

    class Meta(OrgModel.Meta):
        db_table = "report_desk"
        constraints = [
            models.UniqueConstraint(fields=["organization", "program"], name="report_desk_once")
        ]


class ReaderConsent(OrgModel):
    """Whether somebody who is named agrees to read quiet reports; nothing comes to them before.

    Who was named before anybody was asked has none, and reads.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("agreed")
        DECLINED = "declined", _("declined")

    desk = OrgForeignKey(ReportDesk, models.CASCADE, related_name="consents")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=500, blank=True)

    class Meta(OrgModel.Meta):
        db_table = "reader_consent"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "desk", "person"], name="reader_consent_once"
            )
        ]


class QuietReport(OrgModel):
    """What somebody reported: no author, no time but the week, the text sealed.

    Its readers are frozen when it is sent; the database lets nobody change them.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        READ = "read", _("read")
        IN_WORK = "in_work", _("in work")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    program = OrgForeignKey(Program, models.CASCADE, related_name="+")
    reader = OrgForeignKey(Person, models.DO_NOTHING, null=True, related_name="+")
    # Reads it while the reader is gone, an HR admin, the program's owner or too near.
    successor = OrgForeignKey(Person, models.DO_NOTHING, null=True, related_name="+")
    # The sentence that stood above the box.
    promise = models.TextField()
    sealed = models.BinaryField()
    code_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    # A Monday: no report tells its day.
    week = models.DateField()
    reader_has_news = models.BooleanField(default=True)
    # Whom a mail has told that there is something new; nobody yet when there is.
    told_id = models.UUIDField(null=True)
    # Up to which message of the reporter its reader sees; 0 the report itself, -1 nothing yet. What
    # came since waits for the next morning: who could look at any time would see its minute.
    shown_up_to = models.SmallIntegerField(default=-1)
    # The reporter is told, also when it is the first reader's again.
    successor_has_read = models.BooleanField(default=False)

    @property
    def state_now(self) -> State:
        """How far it is, with its label."""
        return self.State(self.state)

    class Meta(OrgModel.Meta):
        db_table = "quiet_report"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "code_hash"], name="quiet_report_code_once"
            )
        ]
        # The code alone leads to the organization.
        indexes = [models.Index(fields=["code_hash"], name="quiet_report_by_code")]


class QuietReportMessage(OrgModel):
    """What reporter and reader wrote to each other afterwards, in order and sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = OrgForeignKey(QuietReport, models.CASCADE, related_name="messages")
    position = models.PositiveSmallIntegerField()
    is_from_reporter = models.BooleanField()
    sealed = models.BinaryField()
    week = models.DateField()

    class Meta(OrgModel.Meta):
        db_table = "quiet_report_message"
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "report", "position"], name="quiet_report_message_once"
            )
        ]
