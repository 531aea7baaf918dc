"""Sessions that repeat by a rule."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program


class SessionSeries(OrgModel):
    """A rule by which sessions of a program repeat. Its sessions are rows of their own, booked one
    by one; who changes this and the following ones splits it.
    """

    program = OrgForeignKey(Program, models.CASCADE, related_name="session_series")
    # As RFC 5545 writes it (RRULE), from the first day on, on the clocks of the zone.
    rule = models.CharField(_("rule"), max_length=200)
    first_day = models.DateField(_("first day"))
    clock = models.TimeField(_("start"))
    time_zone = models.CharField(max_length=64)
    # The days of the rule on which none was planned: ISO dates.
    left_out = models.JSONField(default=list)
    # Of which one it was a part.
    split_from = OrgForeignKey("self", models.SET_NULL, null=True, related_name="+")
    created_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "session_series"


class SeriesChange(OrgModel):
    """That several sessions of a series were changed at once, by whom, and what they were before:
    who planned meanwhile reads of it, and it can be undone.
    """

    series = OrgForeignKey(SessionSeries, models.CASCADE, related_name="changes")
    by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # Which fields, by how many days the dates moved, and what each session held before and after.
    changed = models.JSONField(default=list)
    days = models.SmallIntegerField(default=0)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "series_change"
        ordering = ("-at", "-id")
