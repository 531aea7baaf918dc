"""One of the mails that a program will send, written to oneself."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from peerlearn.home.dry_run import pairs_possible, planned_mails, sessions_ahead
from peerlearn.notifications.actions import notify
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import Person
from peerlearn.people.refusals import RefusedError
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.limits import within_limit
from programs.models import Program

TESTS_AN_HOUR = 20
HOUR = 3600


class TooManyTestsError(RefusedError):
    """Somebody has sent themselves a lot."""

    message = _("That is enough for now. Try again in an hour.")


class NoAddressError(RefusedError):
    """Whoever asks for a test has no address."""

    message = _("You have no e-mail address here.")


def planned_mail_of(
    organization: Organization, program: Program, key: str, *, now: datetime
) -> PlannedMail | None:
    """One of the mails that a dry run names."""
    sessions, pairs = sessions_ahead(program, now=now), pairs_possible(program)
    mails = planned_mails(organization, program, sessions, pairs, now=now)
    return next((mail for mail in mails if mail.key == key), None)


def send_test_mail(
    organization: Organization, program: Program, mail: PlannedMail, *, to: Person, now: datetime
) -> None:
    """Send a mail to somebody alone, marked as a test; the same one once a minute.

    Raises TooManyTestsError and NoAddressError.
    """
    if not within_limit("test-mail", str(to.id), most=TESTS_AN_HOUR, seconds=HOUR):
        raise TooManyTestsError
    sent = notify(
        to=to,
        kind="home.test_mail",
        dedupe_key=f"test:{to.id}:{mail.key}:{now:%Y%m%dT%H%M}",
        context={"words": mail.words(to, house_entered()), "program": program},
        link=org_reverse(organization, "home:dry_run", program.id),
    )
    if sent is None:
        raise NoAddressError
