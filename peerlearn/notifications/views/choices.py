"""What a reader decides about their messages: in the app, and by the link in a mail."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from peerlearn.notifications.actions.choices import (
    choose_times,
    subscribe_again,
    switch,
)
from peerlearn.notifications.actions.choices import unsubscribe as end_mails
from peerlearn.notifications.forms import ChoicesForm
from peerlearn.notifications.groups import BY_KEY, GROUPS, Group, is_optional
from peerlearn.notifications.models import SwitchedOff
from peerlearn.notifications.queries import choices_of
from peerlearn.notifications.unsubscribing import read_address
from peerlearn.people.http import OrgRequest, not_here, organization_public
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.tokens import BadTokenError


def choices(request: OrgRequest) -> HttpResponse:
    """Which messages come where and when."""
    person = request.person
    form = ChoicesForm(request.POST or None, choices=choices_of(person))
    if request.method == "POST" and form.is_valid():
        switch(person, form.switches(), by=person)
        choose_times(person, form.times(), by=person)
        flash(request, _("Your choices are saved."))
        return redirect(request.path)
    context = {
        "form": form,
        "channels": SwitchedOff.Channel.labels,
        "crumbs": [(_("Messages"), org_reverse(request.organization, "notifications:mine"))],
    }
    return render(
        request, "notifications/choices.html", context, status=422 if form.errors else 200
    )


@csrf_exempt
@organization_public
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: OrgRequest, token: str) -> HttpResponse:
    """End mails of a group by the link in one (RFC 8058): POST does it at once, without a login or
    a cookie, and twice is once. GET only asks.
    """
    person, group = _whose(request, token)
    if request.method == "POST":
        if "undo" in request.POST:
            subscribe_again(person, group.key)
        else:
            end_mails(person, group.key)
    off = choices_of(person).off
    context = {
        "reader": person,
        "group": group,
        "is_off": (group.key, SwitchedOff.Channel.MAIL) in off,
        "left": [one for one in GROUPS if (one.key, SwitchedOff.Channel.MAIL) not in off],
    }
    return render(request, "notifications/unsubscribe.html", context)


def _whose(request: OrgRequest, token: str) -> tuple[Person, Group]:
    try:
        person_id, key = read_address(token)
    except BadTokenError:
        not_here(request)
    person = Person.objects.filter(pk=person_id).first()
    if person is None or not is_optional(key):
        not_here(request)
    return person, BY_KEY[key]
