"""The dry run before a launch: every mail, every seat, every hour; and one mail to oneself."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peerlearn.home.dry_run import dry_run, sample_person
from peerlearn.home.dry_run_figures import grouped
from peerlearn.home.launch import program_crumbs, program_to_set_up
from peerlearn.home.trial_mails import planned_mail_of, send_test_mail
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import blocks_of, house_entered
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.refusals import RefusedError
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.models import Program


@require_GET
@hr_admin_required
def show_dry_run(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """The time line of mails, places beside demand, hours. Writes nothing."""
    program = program_to_set_up(request, program_id)
    found = dry_run(request.organization, program, now=timezone.now())
    context = {
        "run": found,
        "dated": grouped(found.dated),
        "waiting": grouped(found.waiting),
        "program": program,
        "crumbs": _crumbs(request, program),
    }
    return render(request, "home/dry_run.html", context)


@require_GET
@hr_admin_required
def planned_mail(request: OrgRequest, program_id: UUID, key: str) -> HttpResponse:
    """One mail as its reader would have it, written to nobody real."""
    program = program_to_set_up(request, program_id)
    mail = _mail_or_404(request, program, key)
    house = house_entered()
    words = mail.words(sample_person(house.time_zone), house)
    crumbs = [*_crumbs(request, program), (_("Dry run"), _page(request, program))]
    context = {
        "mail": mail,
        "words": words,
        "blocks": blocks_of(words.body),
        "program": program,
        "crumbs": crumbs,
    }
    return render(request, "home/planned_mail.html", context)


@require_POST
@hr_admin_required
def test_mail(request: OrgRequest, program_id: UUID, key: str) -> HttpResponse:
    """Send this mail to the reader alone, marked as a test; the same one once a minute."""
    program = program_to_set_up(request, program_id)
    mail = _mail_or_404(request, program, key)
    me = request.person
    try:
        send_test_mail(request.organization, program, mail, to=me, now=timezone.now())
    except RefusedError as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("On its way to %(email)s. Nobody else gets it.") % {"email": me.email})
    return _to_mail(request, program, key)


def _mail_or_404(request: OrgRequest, program: Program, key: str) -> PlannedMail:
    found = planned_mail_of(request.organization, program, key, now=timezone.now())
    if found is None:
        raise Http404
    return found


def _to_mail(request: OrgRequest, program: Program, key: str) -> HttpResponse:
    return redirect(org_reverse(request.organization, "home:planned_mail", program.id, key))


def _page(request: OrgRequest, program: Program) -> str:
    return org_reverse(request.organization, "home:dry_run", program.id)


def _crumbs(request: OrgRequest, program: Program) -> list[tuple[str, str]]:
    launch = org_reverse(request.organization, "home:launch", program.id)
    return [*program_crumbs(request, program), (_("Check your answers"), launch)]
