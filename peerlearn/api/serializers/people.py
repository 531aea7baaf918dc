"""People, topics, and who one is oneself."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Moment, PersonName, Query, Shape
from peerlearn.people.models import Membership, Person, PersonTopic, Scope, Topic
from peerlearn.people.queries.directory import ACCESS

STATES = (*Person.State.values, "all")


class OrganizationShape(serializers.Serializer[Any]):
    """An organization that the caller belongs to."""

    id = serializers.UUIDField()
    slug = serializers.SlugField()
    name = serializers.CharField()


class PersonShape(Shape):
    """All that HR knows of somebody, but what they struggle with: that is theirs."""

    manager = PersonName(allow_null=True)
    reviewer = PersonName(allow_null=True)
    knows = serializers.ListField(child=serializers.CharField())
    wants = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Person
        fields = (
            "id",
            "name",
            "email",
            "employee_number",
            "title",
            "department",
            "location",
            "time_zone",
            "languages",
            "starts_on",
            "ends_on",
            "state",
            "manager",
            "reviewer",
            "knows",
            "wants",
        )
        read_only_fields = fields


class PeopleQuery(Query):
    """The filters of the list."""

    q = serializers.CharField(required=False, max_length=100)
    department = serializers.CharField(required=False)
    location = serializers.CharField(required=False)
    state = serializers.ChoiceField(STATES, required=False, default=Person.State.ACTIVE)
    access = serializers.ChoiceField(ACCESS, required=False)


class PersonBody(Body):
    """Somebody added or changed. Manager and performance reviewer are ids."""

    folds_lines = True
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(allow_null=True, required=False)
    employee_number = serializers.CharField(max_length=60, allow_null=True, required=False)
    title = serializers.CharField(max_length=200, allow_blank=True, required=False)
    department = serializers.CharField(max_length=200, allow_blank=True, required=False)
    location = serializers.CharField(max_length=200, allow_blank=True, required=False)
    time_zone = serializers.CharField(max_length=64, allow_blank=True, required=False)
    languages = serializers.CharField(
        max_length=300,
        allow_blank=True,
        required=False,
        help_text="Separated by commas.",
    )
    starts_on = serializers.DateField(allow_null=True, required=False)
    ends_on = serializers.DateField(allow_null=True, required=False)
    state = serializers.ChoiceField(Person.State.choices, required=False)
    manager = serializers.UUIDField(allow_null=True, required=False)
    reviewer = serializers.UUIDField(allow_null=True, required=False)
    knows = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=50, required=False
    )
    wants = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=50, required=False
    )


class TopicShape(Shape):
    """Something to learn or to teach."""

    class Meta:
        model = Topic
        fields = ("id", "name")
        read_only_fields = fields


class OwnTopicShape(Shape):
    """A topic of one's own, with how one stands to it. A sensitive one is named to nobody else."""

    topic = TopicShape()

    class Meta:
        model = PersonTopic
        fields = ("topic", "stance", "is_sensitive")
        read_only_fields = fields


class OwnTopicsBody(Body):
    """All of one's own topics by stance. A stance that is left out stays as it is."""

    knows = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=50, required=False
    )
    wants = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=50, required=False
    )
    struggles = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=50, required=False
    )


class OrganizationSummary(serializers.Serializer[Any]):
    """The organization of the address, with what it has decided about itself."""

    id = serializers.UUIDField(source="organization.id")
    slug = serializers.SlugField(source="organization.slug")
    name = serializers.CharField()
    time_zone = serializers.CharField()
    anonymity_threshold = serializers.IntegerField()


class OwnPerson(Shape):
    """Oneself."""

    manager = PersonName(allow_null=True)

    class Meta:
        model = Person
        fields = (
            "id",
            "name",
            "email",
            "title",
            "department",
            "location",
            "time_zone",
            "languages",
            "starts_on",
            "manager",
        )
        read_only_fields = fields


class TokenInUse(serializers.Serializer[Any]):
    """The token that the call came with."""

    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField(Scope.choices))
    expires_at = Moment(allow_null=True)


class ProfileShape(serializers.Serializer[Any]):
    """Who the caller is here."""

    person = OwnPerson()
    role = serializers.ChoiceField(Membership.Role.choices)
    organization = OrganizationSummary()
    token = TokenInUse(allow_null=True)


class ProfileBody(Body):
    """What one may change about oneself."""

    folds_lines = True
    name = serializers.CharField(max_length=200, required=False)
    time_zone = serializers.CharField(max_length=64, allow_blank=True, required=False)
    languages = serializers.CharField(
        max_length=300,
        allow_blank=True,
        required=False,
        help_text="Separated by commas.",
    )
