"""Changing circles by hand: wishes, one who stays, one who moves, two who swap, two that merge."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.actions.circle_forming import keep_member
from matching.actions.circle_leaving import want_circle
from matching.actions.circle_moves import merge_circles, move_member, swap_members
from matching.actions.circle_plan import forget_wish, wish_circle
from matching.actions.circle_undoing import undo_change as take_change_back
from matching.circle_forms import WishForm
from matching.errors import MatchingError
from matching.models import Circle, CircleExit, CircleMember, CircleWish
from matching.queries.circle_exits import exits_in
from matching.queries.circle_page import options_for
from matching.queries.circles import (
    former_members_in,
    members_in,
    open_circles_in,
    people_of,
    wishes_as_said,
    wishes_in,
)
from matching.rules.circle_board import Effect
from matching.views.circles import crumbs_below, program_of, to_circles
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from programs.queries import programs_visible_to

ACTIVE = Circle.State.ACTIVE


@require_http_methods(["GET", "POST"])
@hr_admin_required
def wishes(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Whom HR wants in one circle, or in different ones."""
    program = program_of(request, program_id)
    form = WishForm(request.POST or None, people=people_of(program))
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            wish_circle(program, said["people"], kind=said["kind"], by=request.person)
        except (MatchingError, ProgramError) as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("Noted. It counts when circles are formed the next time."))
            return redirect(request.path)
    context = {
        "form": form,
        "program": program,
        "wishes": wishes_as_said(program),
        "crumbs": crumbs_below(request, program),
    }
    return render(
        request, "matching/circle_wishes.html", context, status=422 if form.errors else 200
    )


@require_POST
@hr_admin_required
def forget(request: OrgRequest, wish_id: UUID) -> HttpResponse:
    """They may be in one circle or not."""
    programs = programs_visible_to(request.person, request.membership)
    wish: CircleWish = get_object_or_404(wishes_in(programs), id=wish_id)
    try:
        forget_wish(wish, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("The wish is gone."))
    return redirect(org_reverse(request.organization, "matching:circle_wishes", wish.program_id))


@hr_admin_required
@require_safe
def member(request: OrgRequest, member_id: UUID) -> HttpResponse:
    """Where somebody could be instead, and what it would do to the mix."""
    row = _member(request, member_id)
    moves, swaps, mix = options_for(row, now=timezone.now())
    context = {
        "row": row,
        "moves": moves,
        "swaps": swaps,
        "mix": mix,
        "is_published": row.circle.state == ACTIVE,
        "crumbs": crumbs_below(request, row.program),
    }
    return render(request, "matching/circle_member.html", context)


@require_POST
@hr_admin_required
def move(request: OrgRequest, member_id: UUID, circle_id: UUID) -> HttpResponse:
    """Put somebody into another circle."""
    row, to = _member(request, member_id), _circle(request, circle_id)
    undo = _undo(request, row, "matching:move_member", row.circle_id)
    said = _("%(name)s is in circle %(number)d now.")
    return _act(
        request,
        row,
        lambda: move_member(row, to, by=request.person, now=timezone.now()),
        said % {"name": row.person.display_name, "number": to.number},
        undo=undo,
    )


@require_POST
@hr_admin_required
def swap(request: OrgRequest, member_id: UUID, other_member: UUID) -> HttpResponse:
    """Have two people change places."""
    row, other = _member(request, member_id), _member(request, other_member)
    undo = _undo(request, row, "matching:swap_members", other.id)
    said = _("%(one)s and %(other)s have changed places.")
    return _act(
        request,
        row,
        lambda: swap_members(row, other, by=request.person, now=timezone.now()),
        said % {"one": row.person.display_name, "other": other.person.display_name},
        undo=undo,
    )


@require_POST
@hr_admin_required
def undo_change(request: OrgRequest, member_id: UUID) -> HttpResponse:
    """Have everybody back who changed published circles at once, while nobody was told."""
    programs = programs_visible_to(request.person, request.membership)
    row: CircleMember = get_object_or_404(former_members_in(programs), id=member_id)
    return _act(
        request,
        row,
        lambda: take_change_back(row, by=request.person, now=timezone.now()),
        _("The circles are as they were. Nobody was told."),
    )


@require_POST
@hr_admin_required
def allow(request: OrgRequest, exit_id: UUID) -> HttpResponse:
    """Somebody who left their circle told HR that they want one again."""
    programs = programs_visible_to(request.person, request.membership)
    left: CircleExit = get_object_or_404(exits_in(programs), id=exit_id)
    try:
        want_circle(left, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        said = _("%(name)s is among those who have no circle yet.")
        flash(request, said % {"name": left.person.display_name})
    return to_circles(request, left.program_id)


@require_POST
@hr_admin_required
def keep(request: OrgRequest, member_id: UUID) -> HttpResponse:
    """Somebody stays in their circle when circles are formed again."""
    row = _member(request, member_id)
    said = _("%(name)s stays in circle %(number)d when you form circles again.")
    undo = org_reverse(request.organization, "matching:release_member", row.id)
    return _act(
        request,
        row,
        lambda: keep_member(row, is_kept=True, by=request.person),
        said % {"name": row.person.display_name, "number": row.circle.number},
        undo=undo,
    )


@require_POST
@hr_admin_required
def release(request: OrgRequest, member_id: UUID) -> HttpResponse:
    """They may go anywhere."""
    row = _member(request, member_id)
    said = _("%(name)s may come into any circle when you form them again.")
    return _act(
        request,
        row,
        lambda: keep_member(row, is_kept=False, by=request.person),
        said % {"name": row.person.display_name},
    )


@require_POST
@hr_admin_required
def merge(request: OrgRequest, circle_id: UUID, into_id: UUID) -> HttpResponse:
    """Make one circle of two."""
    small, into = _circle(request, circle_id), _circle(request, into_id)
    first = small.members.filter(left_at__isnull=True).first()
    try:
        merge_circles(small, into, by=request.person, now=timezone.now())
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
    else:
        said = _("Circles %(one)d and %(other)d are one now: circle %(other)d.")
        undo = _undo(request, first, "") if first and small.state == ACTIVE else ""
        flash(request, said % {"one": small.number, "other": into.number}, undo_url=undo)
    return to_circles(request, small.program_id)


def _undo(request: OrgRequest, row: CircleMember, draft: str, *arguments: UUID) -> str:
    """Where a change is taken back: of drafts the same the other way round."""
    if row.circle.state == ACTIVE:
        return org_reverse(request.organization, "matching:undo_circle_change", row.id)
    return org_reverse(request.organization, draft, row.id, *arguments)


def _act(
    request: OrgRequest,
    row: CircleMember,
    act: Callable[[], object],
    said: str,
    *,
    undo: str = "",
) -> HttpResponse:
    try:
        effect = act()
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
        return to_circles(request, row.program_id)
    if isinstance(effect, Effect) and effect.whole[0] != effect.whole[1]:
        mix = _("The mix of all circles: %(before)s, now %(after)s.")
        before, after = (number_format(each) for each in effect.whole)
        said += " " + mix % {"before": before, "after": after}
    flash(request, said, undo_url=undo)
    return to_circles(request, row.program_id)


def _member(request: OrgRequest, member_id: UUID) -> CircleMember:
    """The door."""
    programs = programs_visible_to(request.person, request.membership)
    return get_object_or_404(members_in(programs), id=member_id)


def _circle(request: OrgRequest, circle_id: UUID) -> Circle:
    """The door."""
    programs = programs_visible_to(request.person, request.membership)
    return get_object_or_404(open_circles_in(programs), id=circle_id)
