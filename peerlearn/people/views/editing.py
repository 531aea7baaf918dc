"""Adding and editing people by hand."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from peerlearn.people.actions.people import lock_person, save_person
from peerlearn.people.forms.people import PersonForm, SeenPersonForm
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Person
from peerlearn.people.queries.directory import people_visible_to
from peerlearn.people.refusals import (
    EmailTakenError,
    EmployeeNumberTakenError,
    LeavingYourselfError,
    OwnReviewerError,
    RefusedError,
    ReportingRingError,
)
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash

_FIELD_OF = {
    EmailTakenError: "email",
    EmployeeNumberTakenError: "employee_number",
    ReportingRingError: "manager_text",
    OwnReviewerError: "reviewer_text",
    LeavingYourselfError: "state",
}


@hr_admin_required
def new(request: OrgRequest) -> HttpResponse:
    """Add somebody by hand."""
    return _edit(request, PersonForm(request.POST or None, instance=Person()), _("Add a person"))


@hr_admin_required
def edit(request: OrgRequest, person_id: UUID) -> HttpResponse:
    """Change what is known of somebody."""
    people = people_visible_to(request.membership).select_related("manager", "reviewer")
    person = get_object_or_404(people, id=person_id)
    if request.method == "POST":
        lock_person(person)
        person = people.get(id=person_id)
    title = _("Edit %(name)s") % {"name": person.name}
    return _edit(request, SeenPersonForm(request.POST or None, instance=person), title)


def _edit(request: OrgRequest, form: PersonForm, title: str) -> HttpResponse:
    person = form.instance
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_person(person, form.values(), by=request.person, topics=form.topics())
        except RefusedError as refused:
            form.add_error(_FIELD_OF.get(type(refused)), str(refused))
        else:
            flash(request, _("%(name)s is saved.") % {"name": saved.name})
            return redirect(org_reverse(request.organization, "people:detail", saved.id))
    crumbs = [(_("People"), org_reverse(request.organization, "people:list"))]
    context = {"form": form, "heading": title, "crumbs": crumbs}
    return render(request, "people/edit.html", context, status=422 if form.errors else 200)
