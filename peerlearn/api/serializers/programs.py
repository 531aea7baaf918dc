"""Programs, who is in them, and who facilitates them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from peerlearn.api.serializers.enrolling import LoadShape
from peerlearn.api.serializers.fields import Body, PersonName, Query, Shape
from peerlearn.api.serializers.overlaps import ElsewhereShape
from peerlearn.people.models import Person
from programs.models import (
    Enrollment,
    EnrollmentBatch,
    EnrollmentChange,
    FacilitatorNomination,
    Program,
)
from programs.queries.enrolled import SORTS
from programs.rules.enrollment import MOST_MENTEES


class ProgramName(Shape):
    """A program in short."""

    class Meta:
        model = Program
        fields = ("id", "name")
        read_only_fields = fields


class ProgramShape(Shape):
    """A program."""

    owner = PersonName(allow_null=True)

    class Meta:
        model = Program
        fields: tuple[str, ...] = (
            "id",
            "name",
            "goal",
            "starts_on",
            "ends_on",
            "state",
            "version",
            "owner",
            "created_at",
        )
        read_only_fields = fields


class ListedProgram(ProgramShape):
    """A program in the list, with how many people take part today."""

    people_count = serializers.IntegerField()

    class Meta(ProgramShape.Meta):
        fields = (*ProgramShape.Meta.fields, "people_count")
        read_only_fields = fields


class ProgramsQuery(Query):
    """The filters of the list. Without a state, archived programs are left out."""

    q = serializers.CharField(required=False, max_length=100)
    state = serializers.ChoiceField(Program.State.choices, required=False)


class ProgramBody(Body):
    """What a program is called, what it is for, and when it is."""

    name = serializers.CharField(max_length=120)
    goal = serializers.CharField(max_length=1000, allow_blank=True, required=False)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(
        allow_null=True, required=False, help_text="Null: evergreen, people join any day."
    )


class ChangedProgramBody(ProgramBody):
    """The same, and the HR admin who owns it."""

    not_here = {"state": _("The state is changed by a post to …/state/.")}
    owner = serializers.UUIDField(allow_null=True, required=False)
    version = serializers.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        help_text="The version that was read: 409 if another has been saved since.",
    )
    strands = serializers.DateField(
        allow_null=True,
        required=False,
        help_text="The new last day once more, when published sessions lie behind it: they stay.",
    )
    strands_before = serializers.DateField(
        allow_null=True,
        required=False,
        help_text="The new first day once more, when published sessions lie before it: they stay.",
    )


class EnrolledPerson(Shape):
    """Somebody who can be in a program."""

    class Meta:
        model = Person
        fields = ("id", "name", "email", "title", "department", "location", "starts_on")
        read_only_fields = fields


class WhyShape(Shape):
    """Why somebody left, or was turned down; either may be empty."""

    reason = serializers.ChoiceField(EnrollmentChange.Reason.choices, allow_blank=True)

    class Meta:
        model = EnrollmentChange
        fields = ("reason", "words", "at")
        read_only_fields = fields


class EnrollmentShape(Shape):
    """A person in a program, in one role. `capacity` is how many mentees a mentor takes;
    `said_yes_at` when they said that it suits them, null while they haven't. `why` is told to HR
    admins in the list of those who are out, `load` in the others.
    """

    person = EnrolledPerson()
    why = WhyShape(allow_null=True)
    load = LoadShape(allow_null=True)

    class Meta:
        model = Enrollment
        fields = (
            *("id", "person", "role", "state", "capacity", "returns_on"),
            *("joined_on", "said_yes_at", "created_at", "why", "load"),
        )
        read_only_fields = fields


class EnrollmentsQuery(Query):
    """The filters and orders of the list of people."""

    q = serializers.CharField(required=False, max_length=100)
    role = serializers.ChoiceField(Enrollment.Role.choices, required=False)
    department = serializers.CharField(required=False)
    location = serializers.CharField(required=False)
    withdrawn = serializers.BooleanField(required=False, default=False)
    sort = serializers.ChoiceField(tuple(SORTS), required=False, default="name")


class GroupBody(Body):
    """A further column of the import and its value, for instance `Grade`, `B2`."""

    column = serializers.CharField(max_length=200)
    value = serializers.CharField(max_length=200)


class EnrollmentRuleBody(Body):
    """Whom to enroll: all conditions that are given must hold; leavers never. With `dry_run`
    nobody is, and the answer says how many would be. `expected` is a number seen before: if it
    is another one by now, nobody is enrolled.
    """

    role = serializers.ChoiceField(Enrollment.Role.choices)
    people = serializers.ListField(
        child=serializers.UUIDField(), max_length=1000, required=False, min_length=1
    )
    departments = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=200, required=False
    )
    locations = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=200, required=False
    )
    titles = serializers.ListField(
        child=serializers.CharField(max_length=100),
        max_length=50,
        required=False,
        help_text="Words in the job title; one of them is enough.",
    )
    group = GroupBody(required=False)
    newer_than_days = serializers.IntegerField(min_value=1, max_value=20_000, required=False)
    longer_than_years = serializers.IntegerField(min_value=1, max_value=60, required=False)
    started_from = serializers.DateField(required=False)
    started_until = serializers.DateField(required=False)
    includes_withdrawn = serializers.BooleanField(required=False, default=False)
    leaves_out_busy = serializers.BooleanField(required=False, default=False)
    leaves_out_leads = serializers.BooleanField(
        required=False, default=False, help_text="Leaves out everybody to whom somebody reports."
    )
    capacity = serializers.IntegerField(min_value=1, max_value=MOST_MENTEES, required=False)
    expected = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False)
    dry_run = serializers.BooleanField(required=False, default=False)
    tell = serializers.BooleanField(
        required=False, default=True, help_text="They get a mail, once the program is launched."
    )
    invite = serializers.BooleanField(
        required=False, default=False, help_text="They are asked, and say yes or no."
    )


class EnrollmentPreviewShape(serializers.Serializer[Any]):
    """Whom else a rule meets: in the role already, out of the program, without an address or a
    start date. `free` is how many places are left (null: no end), `warnings` are sentences about
    mentors who would give more than their limit.
    """

    already = serializers.IntegerField()
    withdrawn = serializers.IntegerField()
    unreachable = serializers.IntegerField()
    without_start_date = serializers.IntegerField()
    elsewhere = ElsewhereShape()
    free = serializers.IntegerField(allow_null=True)
    warnings = serializers.ListField(child=serializers.CharField())


class EnrollmentOutcome(serializers.Serializer[Any]):
    """What an enrollment does, or would do. `batch` tells how far it is (more than 500 people are
    enrolled after the answer) and undoes it. `preview` is for a `dry_run`.
    """

    count = serializers.IntegerField()
    batch = serializers.UUIDField(allow_null=True)
    preview = EnrollmentPreviewShape(allow_null=True)


class WithdrawalBody(Body):
    """Who no longer takes part: ids of enrollments."""

    enrollments = serializers.ListField(
        child=serializers.UUIDField(), min_length=1, max_length=1000
    )


class CompletionBody(WithdrawalBody):
    """Who has completed the program: ids of enrollments."""


class BatchShape(Shape):
    """One act on people; `role` is empty for one that withdrew them or marked them as done."""

    role = serializers.ChoiceField(Enrollment.Role.choices, allow_blank=True)

    class Meta:
        model = EnrollmentBatch
        fields = (
            *("id", "act", "role", "state", "count", "total", "left_out", "failure"),
            *("created_at", "undone_at"),
        )
        read_only_fields = fields


class NominationShape(Shape):
    """That a person is asked to facilitate a program."""

    program = ProgramName()
    person = PersonName()
    nominated_by = PersonName(allow_null=True)

    class Meta:
        model = FacilitatorNomination
        fields: tuple[str, ...] = (
            "id",
            "program",
            "person",
            "nominated_by",
            "state",
            "asked_at",
            "decided_at",
        )
        read_only_fields = fields


class ReviewedNomination(NominationShape):
    """The same for HR, with the reasons that were given."""

    class Meta(NominationShape.Meta):
        fields = (
            *NominationShape.Meta.fields,
            "override_reason",
            "decline_reason",
            "needs_decision",
        )
        read_only_fields = fields


class NominationBody(Body):
    """Whom to ask. Somebody who isn't neutral is only asked with a reason, which is kept."""

    person = serializers.UUIDField()
    override_reason = serializers.CharField(max_length=500, allow_blank=True, required=False)


class AnswerBody(Body):
    """Yes or no; HR reads the reason."""

    answer = serializers.ChoiceField(("accept", "decline"))
    reason = serializers.CharField(max_length=500, allow_blank=True, required=False)


class NeutralityShape(serializers.Serializer[Any]):
    """What the neutrality check says about somebody, in words.

    `is_neutral` is null while nobody else is enrolled: then it can't be checked yet.
    """

    is_neutral = serializers.BooleanField(allow_null=True)
    sentences = serializers.ListField(child=serializers.CharField())
