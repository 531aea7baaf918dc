"""Joining an organization by the link in an invitation."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from peerlearn.people.actions import accept_invitation, make_login
from peerlearn.people.forms.passwords import NewPasswordForm
from peerlearn.people.http import OrgRequest, not_here, organization_public
from peerlearn.people.joining_words import joined_for
from peerlearn.people.models import Invitation, User
from peerlearn.people.queries.invitations import has_joined, invitation_of, login_of
from peerlearn.people.refusals import RefusedError
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.links import own_path
from peerlearn.web.tokens import BadTokenError, ExpiredTokenError

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@organization_public
def join(request: OrgRequest, token: str) -> HttpResponse:
    """Ask for what is still missing: a password, a sign-in, or only a click."""
    try:
        invitation = invitation_of(token)
        owner = login_of(invitation.person.email)
        if has_joined(invitation.person):
            return redirect(_home(request))
        if owner is None:
            return _join_with_password(request, invitation)
        return _join_with_login(request, invitation, owner)
    except (ExpiredTokenError, RefusedError) as refusal:
        expired = isinstance(refusal, ExpiredTokenError)
        return render(request, "people/join_closed.html", {"expired": expired}, status=410)
    except BadTokenError:
        not_here(request)


def _join_with_password(request: OrgRequest, invitation: Invitation) -> HttpResponse:
    person = invitation.person
    form = NewPasswordForm(request.POST or None, email=str(person.email))
    if request.method == "POST" and form.is_valid():
        user = make_login(email=str(person.email), password=form.cleaned_data["password"])
        accept_invitation(invitation, by=user)
        login(request, user, backend=BACKEND)
        return redirect(_home(request))
    context = {
        "invitation": invitation,
        "form": form,
        "way": "password",
        "joined_for": joined_for(person),
    }
    return _ask(request, context, status=422 if form.errors else 200)


def _join_with_login(request: OrgRequest, invitation: Invitation, owner: User) -> HttpResponse:
    if request.user == owner and request.method == "POST":
        accept_invitation(invitation, by=owner)
        return redirect(_home(request))
    if request.user == owner:
        way = "click"
    else:
        way = "other_login" if request.user.is_authenticated else "sign_in"
    here = urlencode({"next": request.get_full_path()})
    sign_in = f"{reverse('account_login')}?{here}"
    return _ask(request, {"invitation": invitation, "way": way, "sign_in": sign_in}, status=200)


def _ask(request: HttpRequest, context: dict[str, object], *, status: int) -> HttpResponse:
    return render(request, "people/join.html", context, status=status)


def _home(request: OrgRequest) -> str:
    """Where the mail that they came by leads to, else their home."""
    home = org_reverse(request.organization, "home:dashboard")
    wanted = own_path(request.GET.get("next", ""))
    return wanted if wanted.startswith(home) else home
