"""Asking several people to facilitate in one act."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Person
from peerlearn.people.queries import active_people
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.nominations import nominate_facilitators
from programs.errors import ProgramError
from programs.forms.nominations import SeveralForm
from programs.models import Program
from programs.queries.facilitators import neutralities_of
from programs.queries.reports import reads_reports_of
from programs.rules.candidates import reads_and_facilitates
from programs.rules.neutrality import Neutrality
from programs.views.doors import crumbs_to, editable_program, to_page

MOST = 12


@hr_admin_required
def nominate_several(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """What the check says about each of those ticked; then ask them all, or nobody."""
    program = editable_program(request, program_id)
    people = _ticked(request)
    if not people:
        flash(request, _("Tick whom you would like to ask."), level="info")
        return to_page(request, "programs:facilitator", program)
    checks = neutralities_of(program, people)
    doubtful = [person for person in people if checks[person.id].has_objection]
    form = SeveralForm(request.POST or None, doubtful=doubtful)
    if request.method == "POST" and form.is_valid() and _asked(request, program, people, form):
        return to_page(request, "programs:facilitator", program)
    page = org_reverse(request.organization, "programs:facilitator", program.id)
    named = active_people().filter(reads_reports_of(program))
    readers = set(named.order_by().values_list("id", flat=True))
    context = {
        "program": program,
        "form": form,
        "people": [
            (person, checks[person.id], _sentences(person, checks[person.id], readers))
            for person in people
        ],
        "crumbs": [*crumbs_to(request, program), (_("Facilitator"), page)],
    }
    status = 422 if form.errors else 200
    return render(request, "programs/nominate_several.html", context, status=status)


def _sentences(person: Person, check: Neutrality, readers: set[UUID]) -> list[str]:
    said = check.sentences(person.name)
    return [*said, reads_and_facilitates(person.name)] if person.id in readers else said


def _ticked(request: OrgRequest) -> list[Person]:
    given = request.POST if request.method == "POST" else request.GET
    try:
        ids = [UUID(word) for word in given.getlist("person")]
    except ValueError:
        return []
    return list(active_people().filter(id__in=ids[:MOST]).order_by("name", "id"))


def _asked(request: OrgRequest, program: Program, people: list[Person], form: SeveralForm) -> bool:
    try:
        nominate_facilitators(
            program,
            {person: form.reason_for(person) for person in people},
            by=request.person,
            now=timezone.now(),
        )
    except ProgramError as refusal:
        form.add_error(None, _("%(why)s Nobody was asked.") % {"why": refusal})
        return False
    said = ngettext(
        "%(count)s person was asked by e-mail.",
        "%(count)s people were asked by e-mail.",
        len(people),
    )
    flash(request, said % {"count": len(people)})
    return True
