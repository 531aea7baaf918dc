"""Who has a login, who is invited, and who is an HR admin."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.actions import invite_people, make_hr_admin, unmake_hr_admin
from peerlearn.people.forms.members import InviteForm, MemberFilterForm
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Membership
from peerlearn.people.queries.invitations import plan_invitations
from peerlearn.people.queries.members import count_by_status, find_people_with_access
from peerlearn.people.refusals import LastHrAdminError
from peerlearn.people.rules import NotInvited
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash

PAGE_SIZE = 50
SHOWN_NAMES = 20
WHY_NOT = {
    NotInvited.LEFT: gettext_lazy("has left"),
    NotInvited.UNREACHABLE: gettext_lazy("has no e-mail address"),
    NotInvited.MEMBER: gettext_lazy("has a login already"),
    NotInvited.INVITED_JUST_NOW: gettext_lazy("was invited within the last day"),
}


@hr_admin_required
@require_safe
def members(request: OrgRequest) -> HttpResponse:
    """The organization's people and whether they can sign in."""
    form = MemberFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = find_people_with_access(text=wanted.get("q", ""), status=wanted.get("status", ""))
    context = {
        "filter": form,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "counts": count_by_status(),
        "crumbs": [(_("People"), org_reverse(request.organization, "people:list"))],
    }
    return render(request, "people/members.html", context)


@hr_admin_required
def invite(request: OrgRequest) -> HttpResponse:
    """Say how many would be asked to join, and ask them on POST."""
    people = InviteForm(request.POST or request.GET).chosen()
    if request.method == "POST":
        return _send(request, sent=len(invite_people(people, by=request.person).ready))
    plan = plan_invitations(people)
    context = {
        "ready": plan.ready,
        "shown": plan.ready[:SHOWN_NAMES],
        "more": max(len(plan.ready) - SHOWN_NAMES, 0),
        "refused": [(person, WHY_NOT[reason]) for person, reason in plan.refused],
        "everyone": bool(request.GET.get("everyone")),
        "chosen": len(people),
        "crumbs": [(_("Members"), org_reverse(request.organization, "people:members"))],
    }
    return render(request, "people/invite_members.html", context)


def _send(request: OrgRequest, *, sent: int) -> HttpResponse:
    text = ngettext(
        "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", sent
    )
    flash(request, text % {"count": sent}, level="success" if sent else "warning")
    return redirect(org_reverse(request.organization, "people:members"))


@require_POST
@hr_admin_required
def make_admin(request: OrgRequest, person_id: UUID) -> HttpResponse:
    """Make a member an HR admin."""
    membership = _membership(person_id)
    make_hr_admin(membership)
    undo = org_reverse(request.organization, "people:unmake_admin", person_id)
    text = _("%(name)s is an HR admin now.") % {"name": membership.person.display_name}
    flash(request, text, undo_url=undo)
    return redirect(org_reverse(request.organization, "people:members"))


@require_POST
@hr_admin_required
def unmake_admin(request: OrgRequest, person_id: UUID) -> HttpResponse:
    """Make an HR admin an ordinary member."""
    membership = _membership(person_id)
    try:
        unmake_hr_admin(membership)
    except LastHrAdminError as refusal:
        flash(request, str(refusal), level="error")
        return redirect(org_reverse(request.organization, "people:members"))
    text = _("%(name)s is no longer an HR admin.") % {"name": membership.person.display_name}
    if membership.user_id == request.user.id:
        flash(request, text)
        return redirect(org_reverse(request.organization, "home:dashboard"))
    undo = org_reverse(request.organization, "people:make_admin", person_id)
    flash(request, text, undo_url=undo)
    return redirect(org_reverse(request.organization, "people:members"))


def _membership(person_id: UUID) -> Membership:
    return get_object_or_404(Membership.objects.select_related("person"), person_id=person_id)
