"""Many pairs fixed at once, from a list."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matching.actions.fixing_lists import Listed, fix_list
from matching.errors import MatchingError
from matching.fixing_forms import PairListForm
from matching.views.fixing import crumbs_of, program_to_fix
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


@hr_admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def by_list(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Paste pairs. Those that can be are fixed; the others stay in the box, each with why not."""
    program = program_to_fix(request, program_id)
    form = PairListForm(request.POST or None, request.FILES or None)
    done, status = None, 200
    if request.method == "POST" and form.is_valid():
        try:
            done = fix_list(program, form.cleaned_data["lines"], by=request.person)
        except MatchingError as refused:
            form.add_error(None, str(refused))
        else:
            _tell(request, done)
            if not done.refused:
                return redirect(org_reverse(request.organization, "matching:fixed", program.id))
            status = 422
            rest = "\n".join(line.text for line, _why in done.refused)
            form = PairListForm(initial={"text": rest})
    context = {
        "program": program,
        "form": form,
        "refused": done.refused if done else [],
        "has_errors": status == 422,
        "crumbs": [
            *crumbs_of(request, program),
            (_("Fixed by hand"), org_reverse(request.organization, "matching:fixed", program.id)),
        ],
    }
    status = 422 if form.errors else status
    return render(request, "matching/fixed_list.html", context, status=status)


def _tell(request: OrgRequest, done: Listed) -> None:
    count = len(done.fixed)
    if not count:
        return
    text = ngettext("%(count)d pair is fixed.", "%(count)d pairs are fixed.", count)
    new = next((row for row in done.fixed if row.id in done.new), None)
    undo = org_reverse(request.organization, "matching:take_back_fixed", new.id) if new else ""
    flash(request, text % {"count": count}, undo_url=undo)
