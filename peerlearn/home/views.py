"""The front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from peerlearn.people.queries import organizations_of
from peerlearn.tenancy.urls import org_reverse


def start(request: HttpRequest) -> HttpResponse:
    """To the one organization of the user, or a choice of several, or what Peerlearn is."""
    if not request.user.is_authenticated:
        return render(request, "home/welcome.html")
    organizations = organizations_of(request.user)
    if len(organizations) == 1:
        return redirect(org_reverse(organizations[0], "home:dashboard"))
    return redirect("organizations")
