"""What a changed plan means for those who wait: another place, another time."""

from django.utils import timezone

from peerlearn.notifications.actions import cancel_notifications
from sessions.actions.line_messages import tell_line_moved, tell_offer
from sessions.actions.places import end_place
from sessions.models import Booking, LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.bookings import confirmed_bookings
from sessions.queries.waitlist import concerned, line_of
from sessions.rules.modes import EITHER, HYBRID, REMOTE
from sessions.rules.offers import offer_until_after_move

State = WaitlistEntry.State


def reseat(current: LearningSession) -> None:
    """Where there is one way to take part, everybody takes it, seats and line; it is told with the
    change of the place. The counters are changed, not saved. Needs the session's lock.
    """
    if current.mode == HYBRID:
        return
    _end_switches(current)
    Booking.objects.filter(learning_session=current).exclude(mode=current.mode).update(
        mode=current.mode
    )
    line = WaitlistEntry.objects.filter(learning_session=current)
    line.filter(state=State.OFFERED).update(offered_mode=current.mode)
    line.filter(state__in=WaitlistEntry.OPEN).update(mode=EITHER)
    current.remote_booked = current.booked if current.mode == REMOTE else 0


def _end_switches(current: LearningSession) -> None:
    """Who has a seat, and waited for one of the other kind, has what there is."""
    seated = confirmed_bookings(current).order_by().values("person")
    waiting = WaitlistEntry.objects.filter(
        learning_session=current, state__in=WaitlistEntry.OPEN, person__in=seated
    )
    for entry in waiting.select_related("person"):
        current.booked -= entry.is_offered
        end_place(entry, state=State.ACCEPTED, kind=WaitlistStep.Kind.SEATED)


def tell_line_of_move(current: LearningSession) -> None:
    """Tell those who wait that a session is at another time: they keep their place."""
    for entry in concerned(current):
        if not entry.is_offered:
            entry.learning_session = current
            tell_line_moved(entry)
    renew_offers(current)


def renew_offers(current: LearningSession) -> None:
    """Tell those to whom a seat is offered that the session is at another time. The offer stands
    no longer than it did, and never beyond the new start.
    """
    now = timezone.now()
    for entry in line_of(current):
        if entry.offer_until is None:
            continue
        entry.learning_session = current
        entry.offer_until = offer_until_after_move(entry.offer_until, current.starts_at, now=now)
        entry.save(update_fields=["offer_until"])
        cancel_notifications(cause=str(entry.id))
        tell_offer(entry)
