"""One's own page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.people.actions.people import save_person
from peerlearn.people.actions.sharing import share_participation, stop_sharing_participation
from peerlearn.people.forms.profiles import ProfileForm
from peerlearn.people.http import OrgRequest
from peerlearn.people.panels import panels_of
from peerlearn.people.queries.sharing import shares_participation
from peerlearn.people.refusals import NameOfColleagueError
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


def me(request: OrgRequest) -> HttpResponse:
    """What the reader tells of themselves, and the way to what else is theirs."""
    person = request.person
    initial = {field: getattr(person, field) for field in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_person(person, form.cleaned_data, by=person, topics={})
        except NameOfColleagueError as refusal:
            form.add_error("name", str(refusal))
        else:
            flash(request, _("Your profile is saved."))
            return redirect(request.path)
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "panels": panels_of(person),
        "manager": person.manager,
        "shares": shares_participation(person),
    }
    return render(request, "people/me.html", context, status=status)


@require_POST
def share(request: OrgRequest) -> HttpResponse:
    """Let the reader's manager see what they take part in: the one whom the page named."""
    asked = request.POST.get("manager")
    if asked is not None and asked != str(request.person.manager_id):
        flash(request, _("Your manager has changed meanwhile. Nothing is shared."), level="error")
        return redirect(org_reverse(request.organization, "organization:me"))
    share_participation(request.person)
    undo = org_reverse(request.organization, "organization:stop_sharing")
    flash(request, _("Your manager sees what you take part in."), undo_url=undo)
    return redirect(org_reverse(request.organization, "organization:me"))


@require_POST
def stop_sharing(request: OrgRequest) -> HttpResponse:
    """Take that back."""
    stop_sharing_participation(request.person)
    flash(request, _("Your manager sees nothing of it any more. They aren't told."))
    return redirect(org_reverse(request.organization, "organization:me"))
