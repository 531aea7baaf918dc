"""Making a login for somebody whose address is proved."""

from allauth.account.models import EmailAddress
from django.db import transaction

from peerlearn.people.models import User
from peerlearn.people.queries.invitations import login_of
from peerlearn.people.refusals import LoginExistsError


def make_login(*, email: str, password: str) -> User:
    """A login with a verified address, for whoever came by a link that we mailed there.

    Where somebody signed up with the address and never proved it, the login becomes the
    reader's, and the old password goes. Raises LoginExistsError when its owner has proved it.
    """
    address = email.strip().lower()
    with transaction.atomic():
        user, _made = User.objects.select_for_update().get_or_create(email=address)
        if login_of(address) is not None:
            raise LoginExistsError
        user.set_password(password)
        user.save(update_fields=["password"])
        EmailAddress.objects.update_or_create(
            user=user, email=address, defaults={"verified": True, "primary": True}
        )
    return user
