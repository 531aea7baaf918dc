"""A new run of an earlier program."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.web.flash import flash
from programs.actions.copies import Copied, copy_program
from programs.errors import ProgramError
from programs.forms.templates import CopyForm
from programs.models import Program
from programs.queries.conduct import conduct_in_force
from programs.queries.enrolled import role_counts
from programs.queries.pausing import pausing_in
from programs.queries.programs import names_in_use
from programs.rules.dates import past_days
from programs.rules.names import next_name
from programs.views.doors import crumbs_to, editable_program, program_url

WEEK = timedelta(days=7)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def duplicate(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Ask for name, first day and whether the people come along; then make the draft."""
    original, today = editable_program(request, program_id), timezone.localdate()
    suggested = {
        "name": next_name(original.name, names_in_use()),
        "starts_on": _next_first_day(original, today),
    }
    form = CopyForm(request.POST or None, original=original, today=today, initial=suggested)
    if request.method == "POST" and form.is_valid():
        try:
            copied = copy_program(original, **form.cleaned_data, by=request.person)
        except ProgramError as refusal:
            form.add_error("name", str(refusal))
        else:
            flash(request, _said(copied))
            if past := past_days(copied.program.starts_on, today=today):
                flash(request, past, level="warning")
            return redirect(program_url(request, copied.program))
    context = {
        "form": form,
        "program": original,
        "conduct": conduct_in_force(original),
        "counts": role_counts(original),
        "pausing": pausing_in(original),
        "crumbs": crumbs_to(request, original),
    }
    return render(request, "programs/duplicate.html", context, status=422 if form.errors else 200)


def _next_first_day(original: Program, today: date) -> date:
    """The same day of the week, at least a week ahead and after the original's last day, so that
    sessions keep their day of the week.
    """
    earliest = max(today + WEEK, (original.ends_on or today) + timedelta(days=1))
    return earliest + timedelta(days=(original.starts_on.weekday() - earliest.weekday()) % 7)


def _said(copied: Copied) -> str:
    said = [_("The draft is made. Only HR sees it until you launch it.")]
    if copied.enrolled:
        said.append(
            ngettext(
                "%(count)s person is enrolled again.",
                "%(count)s people are enrolled again.",
                copied.enrolled,
            )
            % {"count": copied.enrolled}
        )
    if copied.left_out:
        said.append(
            ngettext(
                "%(count)s person who has left stayed out.",
                "%(count)s people who have left stayed out.",
                copied.left_out,
            )
            % {"count": copied.left_out}
        )
    return " ".join(said)
