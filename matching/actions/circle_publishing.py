"""Publishing circles, and taking it back while nobody was told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from matching.actions.circle_facilitating import forget_facilitators
from matching.circle_mails import GRACE, tell_formed
from matching.errors import CirclesError
from matching.models import Circle, CircleMember
from matching.queries.circles import (
    circles_of,
    have_mails_left,
    last_published,
    members_of_circles,
    people_of,
)
from matching.rules.circles import MOST
from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from peerlearn.web.seen import fingerprint
from programs.actions.moves import lock_program
from programs.models import Program

State = Circle.State
SMALLEST = 2


def version_of_drafts(program: Program) -> str:
    """Another text as soon as anybody is in another draft circle."""
    rows = CircleMember.objects.filter(program=program, circle__state=State.DRAFT)
    places = rows.order_by("person_id").values_list("person_id", "circle_id")
    return fingerprint({str(person): str(circle) for person, circle in places})


def publish_circles(program: Program, *, seen: str, by: Person, now: datetime) -> list[Circle]:
    """Make the drafts circles, and tell their members; the mails wait some minutes, so that it
    can be taken back.

    `seen` is `version_of_drafts` when they were looked at. Raises CirclesError when they have
    changed since, for a program that is a draft, and for a circle of one; ProgramOverError.
    """
    with transaction.atomic():
        locked = lock_program(program)
        if locked.state not in (Program.State.OPEN, Program.State.RUNNING):
            raise CirclesError(_("Open the program first: a draft tells nobody anything."))
        if seen != version_of_drafts(locked):
            raise CirclesError(
                _("The circles have changed since you saw them. Nobody was told. Look again.")
            )
        drafts = circles_of(locked, State.DRAFT)
        if not drafts:
            raise CirclesError(_("There is no circle to publish."))
        there = {one.id for one in people_of(locked)}
        CircleMember.objects.filter(circle__in=drafts).exclude(person__in=there).delete()
        members = members_of_circles(drafts)
        for circle in drafts:
            people = [one.person for one in members[circle.id]]
            _must_be_a_circle(circle, len(people))
            circle.state, circle.published_at, circle.program = State.ACTIVE, now, locked
            circle.save(update_fields=["state", "published_at"])
            tell_formed(circle, people, people, now=now, wait=GRACE)
        return drafts


def take_back_circles(program: Program, *, by: Person) -> list[Circle]:
    """Make the circles that were published last drafts again, while nobody was told.

    Raises CirclesError when a mail has left, or nothing was published; ProgramOverError.
    """
    with transaction.atomic():
        locked = lock_program(program)
        found = last_published(locked)
        if not found:
            raise CirclesError(_("No circle is published."))
        if have_mails_left(found):
            raise CirclesError(_("Somebody was told already: the circles stay."))
        forget_facilitators(found)
        for circle in found:
            cancel_notifications(cause=str(circle.id))
        Circle.objects.filter(id__in=[one.id for one in found]).update(
            state=State.DRAFT, published_at=None, host=None
        )
        return found


def _must_be_a_circle(circle: Circle, people: int) -> None:
    if not SMALLEST <= people <= MOST:
        raise CirclesError(
            _("Circle %(number)d has %(people)d people. Move some first.")
            % {"number": circle.number, "people": people}
        )
