"""What people give, against the budget of hours."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.enrolling import BudgetBody, LoadShape
from peerlearn.api.views.people import PeopleEndpoint
from peerlearn.people.models import Person, Scope
from programs.actions.load import set_own_budget
from programs.forms.load import BudgetForm
from programs.queries.load import house_budget, load_of_person


class OwnLoad(Endpoint):
    """The caller's."""

    write_scope = Scope.PROFILE

    @extend_schema(responses=LoadShape)
    def get(self, request: Any) -> Response:
        """Show what the caller gives, and how much they want to give at most."""
        return _load(self.request.person)

    @extend_schema(request=BudgetBody, responses=LoadShape)
    def put(self, request: Any) -> Response:
        """Say how much one wants to give at most; never more than the organization says."""
        said = self.said(BudgetBody)
        form = BudgetForm({"load_budget": said["hours"]}, house=house_budget())
        if not form.is_valid():
            raise InvalidError({"hours": [str(one) for one in form.errors["load_budget"]]})
        set_own_budget(self.request.person, form.cleaned_data["load_budget"])
        return _load(self.request.person)


class LoadOfPerson(PeopleEndpoint):
    """Somebody's."""

    @extend_schema(responses=LoadShape)
    def get(self, request: Any, person_id: UUID) -> Response:
        """Show what somebody gives, before they are asked for more. For HR admins."""
        return _load(get_object_or_404(self.people(), id=person_id))


def _load(person: Person) -> Response:
    return answer(LoadShape, load_of_person(person, now=timezone.now()))
