"""One's own page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from peerlearn.people.actions.people import save_person
from peerlearn.people.forms.profiles import ProfileForm
from peerlearn.people.http import OrgRequest
from peerlearn.people.panels import panels_of
from peerlearn.web.flash import flash


def me(request: OrgRequest) -> HttpResponse:
    """The reader's name and time zone, and the way to what else is theirs."""
    person = request.person
    initial = {"name": person.name, "time_zone": person.time_zone}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        save_person(person, form.cleaned_data, by=person, topics={})
        flash(request, _("Your profile is saved."))
        return redirect(request.path)
    status = 422 if form.errors else 200
    context = {"form": form, "panels": panels_of(person)}
    return render(request, "people/me.html", context, status=status)
