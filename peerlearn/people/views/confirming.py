"""Another mail to confirm an address, for whoever has just signed up."""

from allauth.account.models import EmailAddress
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.people.accounts import CONFIRMING
from peerlearn.web.flash import flash
from peerlearn.web.limits import within_limit

MAILS, SECONDS = 3, 600


@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Send it again to the address of this session. Says the same whether or not it has a login."""
    email = request.session.get(CONFIRMING, "")
    if email and within_limit("confirm-again", email.casefold(), most=MAILS, seconds=SECONDS):
        waiting = EmailAddress.objects.filter(email__iexact=email, verified=False).first()
        if waiting is not None:
            waiting.send_confirmation(request)
        flash(request, _("If the address isn't confirmed yet, another mail is on its way."))
    elif email:
        flash(request, _("Those were many mails. Wait ten minutes and try again."), level="warning")
    return redirect("account_email_verification_sent")
