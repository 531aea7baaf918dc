"""Finding a neutral facilitator, asking them, taking it back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Person
from peerlearn.people.queries import active_people
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.nominations import (
    nominate_facilitator,
    restore_nomination,
    revoke_nomination,
)
from programs.errors import ProgramError
from programs.forms.nominations import CandidateSearchForm, OverrideForm
from programs.models import FacilitatorNomination, Program
from programs.queries.candidates import candidates_found, likely_neutral, merits_of
from programs.queries.facilitators import (
    CheckedNomination,
    neutralities_of,
    neutrality_of,
    nominations_of,
)
from programs.queries.load import load_of_person, loads_of
from programs.queries.reports import reads_reports_of
from programs.rules.candidates import reads_and_facilitates
from programs.rules.load import FACILITATING, HOURS, Load, warning
from programs.views.doors import back_or_to, crumbs_to, editable_program, to_page

State = FacilitatorNomination.State
STANDING = {State.PROPOSED, State.ACCEPTED, State.BLOCKED}


@require_safe
@hr_admin_required
def facilitator(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Who was asked and is neutral still; who could be asked."""
    program = editable_program(request, program_id)
    form = CandidateSearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    found = candidates_found(program, words) if words else likely_neutral(program)
    nominations = list(nominations_of(program))
    standing = [one for one in nominations if one.state in STANDING]
    checks = neutralities_of(program, [*found, *(one.person for one in standing)])
    loads = loads_of(found, now=timezone.now())
    context = {
        "program": program,
        "form": form,
        "words": words,
        "candidates": [
            (
                person,
                checks[person.id],
                [*checks[person.id].own_part, *merits_of(person), _gives(loads[person.id])],
            )
            for person in found
        ],
        "cannot_check": any(checks[person.id].is_room_empty for person in found),
        "standing": [CheckedNomination(one, checks[one.person_id]) for one in standing],
        "former": [one for one in nominations if one.state not in STANDING],
        "crumbs": crumbs_to(request, program),
    }
    return render(request, "programs/facilitator.html", context)


def _gives(load: Load) -> str:
    gives = _("gives %(load)s") % {"load": load.in_words}
    if not load.exceeded_with(HOURS[FACILITATING]):
        return gives
    return _("%(gives)s, with this more than the limit") % {"gives": gives}


@hr_admin_required
def nominate(request: OrgRequest, program_id: UUID, person_id: UUID) -> HttpResponse:
    """Show what the neutrality check says about one person, then ask them; or, where they are
    asked or facilitate already, keep them with a reason.
    """
    program = editable_program(request, program_id)
    person = get_object_or_404(active_people(), id=person_id)
    check = neutrality_of(program, person)
    form = OverrideForm(request.POST or None) if check.has_objection else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["override_reason"] if form else ""
        if _asked(request, program, person, reason):
            return to_page(request, "programs:facilitator", program)
    load = load_of_person(person, now=timezone.now())
    facilitator_url = org_reverse(request.organization, "programs:facilitator", program.id)
    context = {
        "program": program,
        "candidate": person,
        "is_asked": _is_asked(program, person),
        "check": check,
        "sentences": check.sentences(person.name),
        "remarks": check.remarks(person.name),
        "reader_warning": _reader_warning(program, person),
        "load_warning": warning(person.name, load, HOURS[FACILITATING]),
        "load": load.in_words,
        "form": form,
        "crumbs": [*crumbs_to(request, program), (_("Facilitator"), facilitator_url)],
    }
    status = 422 if form and form.errors else 200
    return render(request, "programs/nominate.html", context, status=status)


def _reader_warning(program: Program, person: Person) -> str:
    named = active_people().filter(reads_reports_of(program), id=person.id)
    return reads_and_facilitates(person.name) if named.exists() else ""


def _is_asked(program: Program, person: Person) -> bool:
    asked = nominations_of(program).filter(person=person)
    return asked.filter(state__in=(State.PROPOSED, State.ACCEPTED)).exists()


def _asked(request: OrgRequest, program: Program, person: Person, reason: str) -> bool:
    was_asked = _is_asked(program, person)
    try:
        nominate_facilitator(
            program, person, by=request.person, now=timezone.now(), override_reason=reason
        )
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
        return False
    if was_asked:
        flash(request, _("%(name)s stays. The reason is kept.") % {"name": person.name})
    else:
        flash(request, _("%(name)s was asked by e-mail.") % {"name": person.name})
    return True


@require_POST
@hr_admin_required
def revocation(request: OrgRequest, program_id: UUID, nomination_id: UUID) -> HttpResponse:
    """Take a nomination back."""
    program = editable_program(request, program_id)
    nomination = get_object_or_404(nominations_of(program), id=nomination_id)
    try:
        revoked = revoke_nomination(nomination, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        undo_url = org_reverse(
            request.organization, "programs:nomination_restore", program.id, nomination.id
        )
        text = _("%(name)s no longer facilitates.") % {"name": nomination.person.name}
        flash(request, " ".join([text, *_handed_over(revoked)]), undo_url=undo_url)
    return back_or_to(request, "programs:facilitator", program)


def _handed_over(nomination: FacilitatorNomination) -> list[str]:
    """What became of the sessions that they were to run: sentences."""
    handed, said = nomination.handed_over, []
    if handed.runs:
        text = ngettext(
            "%(count)s session goes to another facilitator.",
            "%(count)s sessions go to another facilitator.",
            handed.runs,
        )
        said.append(text % {"count": handed.runs})
    if handed.left_open:
        text = ngettext(
            "Nobody runs %(count)s session now: %(titles)s.",
            "Nobody runs %(count)s sessions now: %(titles)s.",
            len(handed.left_open),
        )
        titles = ", ".join(handed.left_open)
        said.append(text % {"count": len(handed.left_open), "titles": titles})
    return said


@require_POST
@hr_admin_required
def restore(request: OrgRequest, program_id: UUID, nomination_id: UUID) -> HttpResponse:
    """Undo the revocation."""
    program = editable_program(request, program_id)
    nomination = get_object_or_404(nominations_of(program), id=nomination_id)
    try:
        restored = restore_nomination(nomination, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _restored(restored))
    return to_page(request, "programs:facilitator", program)


def _restored(nomination: FacilitatorNomination) -> str:
    """What the undo did: another may run by now what they were to run."""
    name = nomination.person.name
    if nomination.state != FacilitatorNomination.State.ACCEPTED:
        return _("%(name)s is asked again.") % {"name": name}
    runs = nomination.taken_again.runs
    if not runs:
        text = _("%(name)s facilitates again. What went to somebody else stays there.")
        return text % {"name": name}
    text = ngettext(
        "%(name)s facilitates again and runs %(count)s session that nobody ran. What went to"
        " somebody else stays there.",
        "%(name)s facilitates again and runs %(count)s sessions that nobody ran. What went to"
        " somebody else stays there.",
        runs,
    )
    return text % {"name": name, "count": runs}
