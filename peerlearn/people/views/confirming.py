"""Another mail to confirm an address, for whoever has just signed up."""

from allauth.account.models import EmailAddress
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.people.accounts import CONFIRMING
from peerlearn.web.flash import flash
from peerlearn.web.limits import within_limit
from peerlearn.web.sealing import keyed_hash

MAILS, SECONDS = 3, 600


@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Send it again to the address of this session. Says the same whether or not it has a login."""
    email = request.session.get(CONFIRMING, "")
    if email and _may_send(email):
        waiting = EmailAddress.objects.filter(email__iexact=email, verified=False).first()
        if waiting is not None:
            waiting.send_confirmation(request)
        flash(request, _("If the address isn't confirmed yet, another mail is on its way."))
    elif email:
        flash(request, _("Those were many mails. Wait ten minutes and try again."), level="warning")
    return redirect("account_email_verification_sent")


def _may_send(email: str) -> bool:
    who = keyed_hash("people.confirm_again", email.casefold())
    return within_limit("confirm-again", who, most=MAILS, seconds=SECONDS, everywhere=True)
