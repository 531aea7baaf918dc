"""The dry run before a launch: every mail, every seat, every hour; and one mail to oneself."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peerlearn.home.dry_run import (
    dry_run,
    pairs_possible,
    planned_mails,
    sample_person,
    sessions_ahead,
)
from peerlearn.home.launch import program_crumbs, program_to_set_up
from peerlearn.notifications.actions import notify
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import blocks_of, house_entered
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.limits import within_limit
from programs.models import Program

TESTS_AN_HOUR = 20
HOUR = 3600


@require_GET
@hr_admin_required
def show_dry_run(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """The time line of mails, places beside demand, hours. Writes nothing."""
    program = program_to_set_up(request, program_id)
    found = dry_run(request.organization, program, now=timezone.now())
    context = {"run": found, "program": program, "crumbs": _crumbs(request, program)}
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
    now, me = timezone.now(), request.person
    if not within_limit("test-mail", str(me.id), most=TESTS_AN_HOUR, seconds=HOUR):
        flash(request, _("That is enough for now. Try again in an hour."), level="error")
        return _to_mail(request, program, key)
    sent = notify(
        to=me,
        kind="home.test_mail",
        dedupe_key=f"test:{me.id}:{key}:{now:%Y%m%dT%H%M}",
        context={"words": mail.words(me, house_entered()), "program": program},
        link=_page(request, program),
    )
    if sent is None:
        flash(request, _("You have no e-mail address here."), level="error")
    else:
        flash(request, _("On its way to %(email)s. Nobody else gets it.") % {"email": me.email})
    return _to_mail(request, program, key)


def _mail_or_404(request: OrgRequest, program: Program, key: str) -> PlannedMail:
    now = timezone.now()
    mails = planned_mails(
        request.organization,
        program,
        sessions_ahead(program, now=now),
        pairs_possible(program),
        now=now,
    )
    found = next((mail for mail in mails if mail.key == key), None)
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
