"""Reminders of a session and what follows it, as its program's plan says."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peerlearn.notifications.actions import cancel_all, compose, notify_all
from peerlearn.notifications.links import absolute
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import House, Words, house_entered, written_words
from peerlearn.people.models import Person
from peerlearn.people.refusals import RefusedError
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.moments import range_text
from peerlearn.web.single_line import one_line
from peerlearn.web.tokens import make_token
from programs.actions.moves import hold_program, must_not_be_over
from programs.models import Program
from sessions.calendar_entries import page_of
from sessions.models import Booking, LearningSession, Mode, ReminderPlan
from sessions.queries.bookings import confirmed_bookings
from sessions.queries.reminders import (
    PlanInForce,
    latest_plans,
    plan_of_session,
    sessions_under,
    version_of,
)
from sessions.rules.modes import shows_video
from sessions.rules.reminding import (
    ATTENDED,
    KINDS,
    MISSED,
    MOST_STEPS,
    Step,
    filled,
    reminders_due,
    step_problems,
    stored,
)

CANCEL_PURPOSE = "cancel-booking"
REMINDERS = ("sessions.reminder",)


class BadPlanError(Exception):
    """A plan can't be kept: `problems` holds a sentence by step's number and field."""

    def __init__(self, problems: dict[tuple[int, str], str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems.values()))


class PlanChangedError(RefusedError):
    """Somebody else has saved another version since."""

    message = gettext_lazy(
        "Somebody else has changed this plan meanwhile. Nothing was overwritten."
    )


def change_plan(
    program: Program, kind: str, steps: Sequence[Step] | None, *, by: Person, seen: int
) -> int:
    """Keep a new version of a plan, and write the reminders that are still to come anew by it.

    `steps` None goes back to what would hold without it. `seen` is the version that its writer
    saw. What has been sent stays as it is. Returns how many seats have new reminders. Raises
    BadPlanError, PlanChangedError, ProgramOverError.
    """
    problems = step_problems(steps or ())
    if len(steps or ()) > MOST_STEPS:
        problems[0, "minutes"] = _("At most %(most)d messages.") % {"most": MOST_STEPS}
    if problems:
        raise BadPlanError(problems)
    with transaction.atomic():
        hold_program(program)
        must_not_be_over(program)
        if version_of(program.id, kind) != seen:
            raise PlanChangedError
        ReminderPlan.objects.create(
            program=program,
            kind=kind,
            version=seen + 1,
            steps=None if steps is None else stored(steps),
            made_by=by,
        )
        return replan(sessions_under(program.id, kind))


def copy_plans(program: Program, original: Program, *, by: Person) -> None:
    """Give a copied program the plans that hold in its original."""
    ReminderPlan.objects.bulk_create(
        ReminderPlan(program=program, kind=kind, version=1, steps=plan.steps, made_by=by)
        for (_program, kind), plan in latest_plans([original.id]).items()
        if plan.steps is not None
    )


def replan(sessions: Iterable[LearningSession]) -> int:
    """Take back the reminders of sessions that wait, and write them as their plans say now.

    Who books at this moment waits for the session's lock. Returns how many seats have new ones.
    """
    house, seats = house_entered(), 0
    for planned in sessions:
        current = LearningSession.objects.select_for_update(no_key=True).get(pk=planned.pk)
        bookings = list(confirmed_bookings(current))
        cancel_all(causes=[str(one.id) for one in bookings], kinds=REMINDERS)
        plan = plan_of_session(current)
        rows: list[Notification | None] = []
        for booking in bookings:
            booking.learning_session = current
            rows += reminders_of(booking, house, plan)
        notify_all(rows)
        seats += len(bookings)
    return seats


def reminders_of(
    booking: Booking, house: House, plan: PlanInForce
) -> Iterator[Notification | None]:
    """The reminders that are still to come; a moved session and a new plan are new keys."""
    learning_session = booking.learning_session
    start = learning_session.starts_at.astimezone(UTC)
    versions = f"{booking.revision}:{learning_session.sequence}:{start:%Y%m%dT%H%MZ}"
    if plan.stamp:
        versions += f":{plan.stamp}"
    for step, due in reminders_due(plan.steps, learning_session.starts_at, now=timezone.now()):
        yield _message(
            booking,
            house,
            step,
            key=f"reminder:{step.name}:{booking.id}:{versions}",
            due_at=due,
            expires_at=learning_session.starts_at,
        )


def follow_up(learning_session: LearningSession, *, now: datetime) -> None:
    """Write to those who were there, and to those who were missed, as the plan says."""
    plan = plan_of_session(learning_session)
    steps = [step for step in plan.steps if step.moment in (ATTENDED, MISSED)]
    if not steps:
        return
    house, found = house_entered(), Booking.objects.select_related("person")
    wanted = {ATTENDED: Booking.State.ATTENDED, MISSED: Booking.State.NO_SHOW}
    rows = []
    for booking in found.filter(learning_session=learning_session, state__in=wanted.values()):
        booking.learning_session = learning_session
        for step in steps:
            if booking.state == wanted[step.moment]:
                key = f"after:{step.moment}:{step.name}:{booking.id}"
                due = now + timedelta(minutes=step.minutes)
                rows.append(_message(booking, house, step, key=key, due_at=due, expires_at=None))
    notify_all(rows)


def words_of_step(
    step: Step,
    learning_session: LearningSession,
    to: Person,
    house: House,
    *,
    give_back: str,
    by_video: bool = False,
) -> Words | None:
    """HR's own words of a step for one reader, in their zone; None where they are left to us.
    `give_back` is the address that frees the seat, `by_video` whether it is one by video.
    """
    if not step.body:
        return None
    zone = ZoneInfo(to.time_zone or house.time_zone)
    with timezone.override(zone), translation.override("en"):
        values = {
            "name": to.display_name,
            "session": learning_session.title,
            "when": range_text(
                learning_session.starts_at, learning_session.ends_at, now=timezone.now()
            ),
            "place": (not by_video and learning_session.room) or _("online"),
            "presenter": getattr(learning_session.presenter, "display_name", ""),
            "program": learning_session.program.name,
            "company": house.name,
            "link": absolute(page_of(learning_session)),
            "give_back": give_back,
        }
    # What others wrote may begin no paragraph and no button of ours.
    values = {name: one_line(value) for name, value in values.items()}
    return written_words(step.subject, step.body, lambda text: filled(text, values))


def video_words(booking: Booking, *, at: datetime) -> dict[str, Any]:
    """How somebody on this seat takes part. A mail that leaves when the link is shown has it."""
    held = booking.learning_session
    by_video = booking.mode == Mode.REMOTE
    opens_at = held.video_opens_at
    shown = shows_video(leads=False, seat=booking.mode, seats=held.seats, opens_at=opens_at, now=at)
    return {
        "by_video": by_video,
        "video_link": held.video_url if shown else "",
        "video_opens_at": opens_at if held.video_url and by_video and not shown else None,
    }


def context_of(booking: Booking, *, at: datetime) -> dict[str, Any]:
    """What our own texts of a seat need, in a mail that leaves at a time."""
    learning_session = booking.learning_session
    return {
        **video_words(booking, at=at),
        "learning_session": learning_session,
        "list_link": absolute(org_reverse(learning_session.organization, "sessions:list")),
        "cancel_link": cancel_link(booking),
    }


def cancel_link(booking: Booking) -> str:
    """The address in a mail that gives back this seat without a login; a seat taken again has
    another one.
    """
    token = make_token(CANCEL_PURPOSE, booking=str(booking.id), revision=str(booking.revision))
    page = org_reverse(booking.learning_session.organization, "sessions:cancel_by_mail", token)
    return absolute(page)


def _message(
    booking: Booking,
    house: House,
    step: Step,
    *,
    key: str,
    due_at: datetime,
    expires_at: datetime | None,
) -> Notification | None:
    learning_session = booking.learning_session
    return compose(
        to=booking.person,
        kind=KINDS[step.moment],
        dedupe_key=key,
        cause=str(booking.id),
        context=context_of(booking, at=due_at),
        words=words_of_step(
            step,
            learning_session,
            booking.person,
            house,
            give_back=cancel_link(booking),
            by_video=booking.mode == Mode.REMOTE,
        ),
        due_at=due_at,
        expires_at=expires_at,
        link=page_of(learning_session),
        house=house,
    )
