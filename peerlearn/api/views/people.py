"""People, for HR admins: the same as the directory and the form."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.preconditions import must_match, with_tag
from peerlearn.api.problems import InvalidError, invalid_form
from peerlearn.api.serializers.people import PeopleQuery, PersonBody, PersonShape
from peerlearn.people.actions.people import lock_person, save_person
from peerlearn.people.forms.people import PersonForm
from peerlearn.people.models import Person, PersonTopic, Scope
from peerlearn.people.permissions import may_manage_people
from peerlearn.people.queries.directory import (
    DirectoryFilter,
    narrow,
    people_visible_to,
)
from peerlearn.people.queries.topics import topics_by_person

LISTS = {"knows": PersonTopic.Stance.KNOWS, "wants": PersonTopic.Stance.WANTS}
FIELDS = PersonForm.Meta.fields


class PeopleEndpoint(Endpoint):
    """What both addresses share."""

    write_scope = Scope.PEOPLE

    def people(self) -> QuerySet[Person]:
        """Everybody, for those who manage people; nothing is here for others."""
        require(may_manage_people(self.request.membership))
        return people_visible_to(self.request.membership).select_related("manager", "reviewer")

    def saved(self, person: Person, said: dict[str, Any]) -> Person:
        """The person with what was said, by the form's rules and the form's action."""
        known = {name: getattr(person, name) for name in FIELDS}
        told = {name: said.get(name, known[name]) for name in FIELDS}
        form = PersonForm(
            {name: "" if value is None else value for name, value in told.items()}, instance=person
        )
        if not form.is_valid():
            raise invalid_form(form)
        authority = {
            field: self.colleague(field, said[field]) if field in said else getattr(person, field)
            for field in ("manager", "reviewer")
        }
        topics = {stance.value: said[name] for name, stance in LISTS.items() if name in said}
        values = {**form.values(), **authority}
        return save_person(person, values, by=self.request.person, topics=topics)

    def colleague(self, field: str, person_id: UUID | None) -> Person | None:
        """The colleague with this id."""
        if person_id is None:
            return None
        found = self.people().filter(state=Person.State.ACTIVE, id=person_id).first()
        if found is None:
            raise InvalidError({field: [_("Nobody who works here has this id.")]})
        return found


class People(PeopleEndpoint):
    """Everybody."""

    @extend_schema(parameters=[PeopleQuery], responses=PersonShape(many=True))
    def get(self, request: Any) -> Response:
        """List people, by name. For HR admins."""
        people = self.people()
        return self.paged(
            narrow(people, DirectoryFilter(**self.asked(PeopleQuery))),
            PersonShape,
            make=with_topics,
        )

    @extend_schema(request=PersonBody, responses={201: PersonShape})
    def post(self, request: Any) -> Response:
        """Add a person. For HR admins."""
        self.people()
        person = self.saved(Person(), self.said(PersonBody))
        return answer(PersonShape, with_topics([person])[0], status=201)


class OnePerson(PeopleEndpoint):
    """Somebody."""

    @extend_schema(responses=PersonShape)
    def get(self, request: Any, person_id: UUID) -> Response:
        """Show a person. For HR admins."""
        return self.shown(get_object_or_404(self.people(), id=person_id))

    @extend_schema(request=PersonBody, responses=PersonShape)
    def patch(self, request: Any, person_id: UUID) -> Response:
        """Change what is known of a person; what is left out stays. For HR admins.

        412 when somebody has saved it since it was read.
        """
        lock_person(get_object_or_404(self.people(), id=person_id))
        person = self.people().get(id=person_id)
        must_match(self.request, PersonBody, self.shown(person).data)
        return self.shown(self.saved(person, self.said(PersonBody, partial=True)))

    def shown(self, person: Person) -> Response:
        """Somebody as they are now."""
        return with_tag(answer(PersonShape, with_topics([person])[0]), PersonBody)


def with_topics(people: list[Person]) -> list[Person]:
    """The people with `knows` and `wants`, in one query."""
    topics = topics_by_person(people)
    for person in people:
        for name, stance in LISTS.items():
            setattr(person, name, topics.get((person.id, stance), []))
    return people
