"""An import of people: the file, how its columns are read, and what becomes of each row."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models.people import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class ImportJob(OrgModel):
    """One file on its way in. Nothing of people is written before `importing`."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("columns to check")
        PREVIEWING = "previewing", _("preparing the preview")
        PREVIEWED = "previewed", _("ready to import")
        IMPORTING = "importing", _("importing")
        DONE = "done", _("imported")
        FAILED = "failed", _("failed")

    WORKING = (State.PREVIEWING, State.IMPORTING)

    created_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UPLOADED)
    # How the file was read: "" lets it be guessed again.
    sheet = models.CharField(max_length=200, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    date_order = models.CharField(max_length=3, blank=True)
    sheet_names = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    targets = models.JSONField(default=list)
    mapping_was_remembered = models.BooleanField(default=False)
    row_count = models.PositiveIntegerField(default=0)
    notices = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    # Ids of those who work here and are not in the file. Nothing happens to them.
    missing = models.JSONField(default=list)
    failure = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "import_job"
        ordering: ClassVar = ["-created_at"]
        indexes = [models.Index(fields=["organization", "-created_at"], name="import_job_by_time")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        """Whether a worker is at it."""
        return self.state in self.WORKING

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen to it."""
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def headers(self) -> list[str]:
        """The names of the file's columns."""
        return [column["header"] for column in self.columns]


class ImportFile(OrgModel):
    """The bytes of a job's file; apart, so that no list loads them. Gone once it is imported."""

    job = OrgForeignKey(ImportJob, models.CASCADE, related_name="files")
    data = models.BinaryField()

    class Meta(OrgModel.Meta):
        db_table = "import_file"
        constraints = [
            models.UniqueConstraint(fields=["organization", "job"], name="import_file_once")
        ]


class ImportRow(OrgModel):
    """What becomes, or became, of one row of the file."""

    class Outcome(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        LEAVER = "leaver", _("has left")
        SKIPPED = "skipped", _("passed over")
        ERROR = "error", _("error")

    job = OrgForeignKey(ImportJob, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    name = models.CharField(max_length=200, blank=True)
    # Whom the row is about, once Peerlearn has them; nobody for rows that don't come in.
    person = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    is_reachable = models.BooleanField(default=True)
    # [[field, old, new], …]
    changes = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    has_problems = models.BooleanField(default=False)
    # The cells as they stand in the file, of rows with errors only: for the download.
    cells = models.JSONField(default=list)

    class Meta(OrgModel.Meta):
        db_table = "import_row"
        ordering: ClassVar = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "job", "number"], name="import_row_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["organization", "job", "outcome", "number"], name="import_row_by_outcome"
            )
        ]


class ColumnMapping(OrgModel):
    """How files with these headers were mapped the last time."""

    fingerprint = models.CharField(max_length=32)
    targets = models.JSONField(default=dict)
    date_order = models.CharField(max_length=3, blank=True)
    used_at = models.DateTimeField(auto_now=True)

    class Meta(OrgModel.Meta):
        db_table = "column_mapping"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "fingerprint"], name="column_mapping_once"
            )
        ]
