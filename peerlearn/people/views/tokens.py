"""A member's own API tokens."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from peerlearn.people.actions.tokens import make_token, restore_token, revoke_token
from peerlearn.people.forms.tokens import TokenForm
from peerlearn.people.http import OrgRequest
from peerlearn.people.models import ApiToken
from peerlearn.people.queries.tokens import tokens_of
from peerlearn.people.refusals import TokenGoneError, TooManyTokensError
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: OrgRequest) -> HttpResponse:
    """The list, and a form for a new one. The answer to the form is the only page that ever
    shows the token's text: it is not a redirect, so that it is stored nowhere.
    """
    now, text = timezone.now(), ""
    form = TokenForm(request.POST or None, is_hr_admin=request.membership.is_hr_admin)
    if request.method == "POST" and form.is_valid():
        try:
            _token, text = make_token(
                request.membership,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=form.expires_at(now=now),
            )
        except TooManyTokensError as refusal:
            form.add_error(None, str(refusal))
        else:
            form = TokenForm(is_hr_admin=request.membership.is_hr_admin)
    own = [(token, token.is_usable(now=now)) for token in tokens_of(request.membership)]
    context = {"form": form, "tokens": own, "text": text}
    return render(request, "people/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: OrgRequest, token_id: UUID) -> HttpResponse:
    """End one of one's own tokens."""
    token = revoke_token(_own(request, token_id))
    undo_url = org_reverse(request.organization, "organization:restore_token", token.id)
    flash(request, _("“%(name)s” is revoked.") % {"name": token.name}, undo_url=undo_url)
    return _to_list(request)


@require_POST
def restore(request: OrgRequest, token_id: UUID) -> HttpResponse:
    """Undo that."""
    try:
        token = restore_token(_own(request, token_id))
    except (TokenGoneError, TooManyTokensError) as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("“%(name)s” works again.") % {"name": token.name})
    return _to_list(request)


def _own(request: OrgRequest, token_id: UUID) -> ApiToken:
    return get_object_or_404(tokens_of(request.membership), id=token_id)


def _to_list(request: OrgRequest) -> HttpResponse:
    return redirect(org_reverse(request.organization, "organization:tokens"))
