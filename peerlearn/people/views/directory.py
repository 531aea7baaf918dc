"""The people of the organization: list, export, page of one."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from peerlearn.people.forms.directory import DirectoryForm
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.imports.bad_rows import write_csv
from peerlearn.people.imports.fields import label_of
from peerlearn.people.models import Invitation, Person, PersonTopic
from peerlearn.people.panels import panels_of
from peerlearn.people.people_csv import HEADER, csv_line
from peerlearn.people.queries.directory import (
    narrow,
    people_visible_to,
)
from peerlearn.people.queries.places import places_of_people
from peerlearn.people.queries.topics import topics_by_person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.paging import LongPaginator

PAGE_SIZE = 50


@hr_admin_required
@require_safe
def people_list(request: OrgRequest) -> HttpResponse:
    """Everybody, narrowed by search and filters of the address."""
    form = DirectoryForm(request.GET, places=places_of_people())
    found = narrow(people_visible_to(request.membership), form.as_filter())
    pages = LongPaginator(found.select_related("manager"), PAGE_SIZE)
    context = {
        "form": form,
        "page": pages.get_page(request.GET.get("page")),
        "is_filtered": any(value for key, value in request.GET.items() if key != "page"),
        "address": request.GET.urlencode(),
    }
    return render(request, "people/list.html", context)


@hr_admin_required
@require_safe
def export(request: OrgRequest) -> HttpResponse:
    """The same people as the list shows, as CSV that can be imported again."""
    form = DirectoryForm(request.GET, places=places_of_people())
    found = narrow(people_visible_to(request.membership), form.as_filter())
    people = list(found.select_related("manager", "reviewer"))
    topics = topics_by_person(found.values("id"))  # type: ignore[arg-type]
    lines = [HEADER, *(csv_line(person, topics) for person in people)]
    response = HttpResponse(write_csv(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="people.csv"'
    return response


@hr_admin_required
@require_safe
def detail(request: OrgRequest, person_id: UUID) -> HttpResponse:
    """Who somebody is, whom they report to and who to them, who reviews whom, their topics."""
    people = people_visible_to(request.membership).select_related("manager", "reviewer")
    person = get_object_or_404(people, id=person_id)
    bound = people.filter(Q(manager=person) | Q(reviewer=person), state=Person.State.ACTIVE)
    topics = topics_by_person([person])
    membership = person.memberships.first()
    context = {
        "person_shown": person,
        "reports": [one for one in bound if one.manager_id == person.id],
        "reviewees": [one for one in bound if one.reviewer_id == person.id],
        "knows": topics.get((person.id, PersonTopic.Stance.KNOWS), []),
        "wants": topics.get((person.id, PersonTopic.Stance.WANTS), []),
        "membership": membership,
        "invitation": Invitation.objects.filter(person=person).order_by("-sent_at").first(),
        "details": [(label_of(key), value) for key, value in sorted(person.attributes.items())],
        "can_invite": person.is_reachable and membership is None,
        "panels": panels_of(person),
        "crumbs": [(_("People"), org_reverse(request.organization, "people:list"))],
    }
    return render(request, "people/detail.html", context)
