"""One's own page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from peerlearn.people.actions.people import save_person
from peerlearn.people.forms.profiles import ProfileForm
from peerlearn.people.http import OrgRequest
from peerlearn.people.models import PersonTopic
from peerlearn.people.queries.topics import own_topics, topic_names
from peerlearn.web.flash import flash

SHOWN = (PersonTopic.Stance.KNOWS.value, PersonTopic.Stance.WANTS.value)


def me(request: OrgRequest) -> HttpResponse:
    """The reader's name, time zone, and what they know and want to learn."""
    person = request.person
    held = list(own_topics(person))
    topics: dict[str, list[str]] = {
        stance: [own.topic.name for own in held if own.stance == stance] for stance in SHOWN
    }
    initial = {"name": person.name, "time_zone": person.time_zone, **topics}
    form = ProfileForm(request.POST or None, initial=initial, suggestions=topic_names())
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        values = {"name": told["name"], "time_zone": told["time_zone"]}
        save_person(person, values, by=person, topics={stance: told[stance] for stance in SHOWN})
        flash(request, _("Your profile is saved."))
        return redirect(request.path)
    status = 422 if form.errors else 200
    return render(request, "people/me.html", {"form": form}, status=status)
