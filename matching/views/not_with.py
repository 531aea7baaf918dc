"""One's own, private list of people whom one doesn't want to be paired with."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions.not_with import say_not_with, take_back_not_with
from matching.errors import MatchingError
from matching.queries.rules import not_with_of
from peerlearn.people.http import OrgRequest
from peerlearn.people.models import Person
from peerlearn.people.queries.directory import find_by_address_or_name
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


class ColleagueForm(forms.Form):
    """A colleague, by e-mail or full name."""

    who = forms.CharField(
        label=gettext_lazy("Who?"),
        help_text=gettext_lazy("The e-mail address or the full name of a colleague."),
        max_length=200,
    )

    def clean_who(self) -> Person:
        """The one who is meant."""
        found = find_by_address_or_name(self.cleaned_data["who"])
        if not found:
            raise forms.ValidationError(_("Nobody here has this e-mail address or name."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several people are called that. Give the e-mail."))
        return found[0]


@require_http_methods(["GET", "POST"])
def not_with(request: OrgRequest) -> HttpResponse:
    """Look at one's list, and put somebody on it."""
    form = ColleagueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            say_not_with(request.person, form.cleaned_data["who"])
        except MatchingError as refusal:
            form.add_error("who", str(refusal))
        else:
            flash(request, _("Noted, for your eyes only. It counts from the next matching on."))
            return redirect(org_reverse(request.organization, "matching:not_with"))
    context = {
        "form": form,
        "said": not_with_of(request.person),
        "crumbs": [(_("My matches"), org_reverse(request.organization, "matching:mine"))],
    }
    return render(request, "matching/not_with.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: OrgRequest, said_id: UUID) -> HttpResponse:
    """Take somebody off one's list."""
    other = take_back_not_with(request.person, said_id)
    if other is None:
        raise Http404
    flash(request, _("You may be paired with %(name)s again.") % {"name": other.display_name})
    return redirect(org_reverse(request.organization, "matching:not_with"))
