"""Founding an organization, choosing one of several, and its settings."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.actions import change_settings, found_organization, lock_settings
from peerlearn.people.forms.organizations import FoundOrganizationForm, SettingsForm
from peerlearn.people.http import OrgRequest, hr_admin_required, signed_in
from peerlearn.people.queries import organization_choices
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """The organizations of a login, or the form of a new one; to htmx, entries of a menu."""
    choices = organization_choices(signed_in(request))
    if getattr(request, "htmx", False):
        shown = choices if len(choices) > 1 else []
        return render(request, "people/_organization_menu.html", {"organizations": shown})
    if not choices:
        return redirect("found_organization")
    return render(request, "home/choose_organization.html", {"organizations": choices})


@login_required
def found(request: HttpRequest) -> HttpResponse:
    """Name a new organization; its founder is its first HR admin."""
    zone = timezone.get_current_timezone_name()
    form = FoundOrganizationForm(request.POST or None, initial={"time_zone": zone})
    if request.method == "POST" and form.is_valid():
        membership = found_organization(by=signed_in(request), **form.cleaned_data)
        return redirect(org_reverse(membership.organization, "home:dashboard"))
    status = 422 if form.errors else 200
    context = {"form": form, "has_organization": bool(organization_choices(signed_in(request)))}
    return render(request, "people/found_organization.html", context, status=status)


@hr_admin_required
def settings(request: OrgRequest) -> HttpResponse:
    """What an organization has decided about itself."""
    own = request.organization_settings
    if request.method == "POST":
        own = lock_settings()
    initial = {
        "name": own.name,
        "time_zone": own.time_zone,
        "anonymity_threshold": own.anonymity_threshold,
        "load_budget": own.load_budget,
        "holidays": own.holidays,
    }
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_settings(own, **form.cleaned_data)
        flash(request, _("The settings are saved."))
        return redirect(request.path)
    status = 422 if form.errors else 200
    return render(request, "people/settings.html", {"form": form}, status=status)
