"""The mails that the sessions of a program will send."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.links import absolute
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from sessions.actions.leading import LEADING, LEADING_ALL, sessions_page, words_of_all
from sessions.actions.reminders import words_of_step
from sessions.models import LearningSession
from sessions.program_forecast import about_chat, about_topics, about_votes
from sessions.queries.reminders import PlanInForce, in_force, latest_plans
from sessions.request_forecast import Told, answers_to_requests, to_approvers
from sessions.rules.lunch import meals_of, total_cost
from sessions.rules.offers import AT_ONCE
from sessions.rules.reminding import ATTENDED, KINDS, MISSED, Step, reminders_due, step_name


def mails_of_sessions(
    learning_sessions: Sequence[LearningSession], *, now: datetime
) -> Iterator[PlannedMail]:
    """What goes out for each session, and then what a booking or a change would send."""
    plans = latest_plans({one.program_id for one in learning_sessions})
    yield from _to_leaders([one for one in learning_sessions if one.is_draft], now=now)
    for one in learning_sessions:
        yield from _by_plan(one, in_force(plans, one.program_id, one.kind), now=now)
    for one in learning_sessions[:1]:
        yield from _answers(one)


def _by_plan(one: LearningSession, plan: PlanInForce, *, now: datetime) -> Iterator[PlannedMail]:
    """Reminders and what follows the session, each at its time."""
    for step, due in reminders_due(plan.steps, one.starts_at, now=now):
        yield _step(one, step, due, when=_("to those who have booked"))
    for step in plan.steps:
        due = one.ends_at + timedelta(minutes=step.minutes)
        if step.moment == ATTENDED:
            yield _step(one, step, due, when=_("to those who were there"))
        elif step.moment == MISSED:
            yield _step(one, step, due, when=_("to those who booked and weren't there"))


def _step(one: LearningSession, step: Step, due: datetime, *, when: str) -> PlannedMail:
    kind = KINDS[step.moment]
    return PlannedMail(
        key=f"{kind}-{step.name}.{one.id}",
        what=step_name(step),
        about=one.title,
        most=one.capacity,
        due_at=due,
        when=when,
        words=partial(_words_of_step, one, step, kind),
    )


def _words_of_step(one: LearningSession, step: Step, kind: str, to: Person, house: House) -> Words:
    # A link that gives back a seat belongs to a booking; the example leads to the session.
    page = absolute(org_reverse(one.organization, "sessions:detail", one.id))
    return words_of_step(step, one, to, house, give_back=page) or _words(one, kind, to, house)


def _to_leaders(drafts: Sequence[LearningSession], *, now: datetime) -> Iterator[PlannedMail]:
    """What those who lead the drafts get with the launch: one mail, however many they lead."""
    led: dict[Person, list[LearningSession]] = {}
    for one in drafts:
        for person in {one.presenter, one.facilitator} - {None}:
            led.setdefault(person, []).append(one)
    for person, theirs in led.items():
        first, *more = theirs
        key, about = f"{LEADING}-{person.id}.{first.id}", first.title
        words = partial(_words, first, LEADING, presents=person == first.presenter)
        if more:
            key, about = f"{LEADING_ALL}-{person.id}.{first.program_id}", first.program.name
            words = partial(_words_of_all, person, theirs)
        yield PlannedMail(
            key=key,
            what=_("Invitation to lead, for the calendar"),
            about=about,
            audience="named",
            to=(person,),
            due_at=now,
            when=_("with the launch"),
            words=words,
        )


def _words_of_all(
    leader: Person, led: Sequence[LearningSession], to: Person, house: House
) -> Words:
    context = words_of_all(led[0].program, leader, led)
    return words_of(
        LEADING_ALL, to=to, context=context, link=sessions_page(led[0].program), house=house
    )


def _answers(one: LearningSession) -> Iterator[PlannedMail]:
    """What is sent when somebody does something; with the first session as the example."""
    for name, what, when, extra in _to_seats():
        yield PlannedMail(
            key=f"sessions.{name}.{one.id}",
            what=what,
            about=one.title,
            most=one.capacity,
            when=when,
            words=partial(_words, one, f"sessions.{name}", **extra),
        )
    for name, what, when, extra in _to_some(one):
        yield PlannedMail(
            key=f"sessions.{name}.{one.id}",
            what=what,
            about=one.title,
            audience="somebody",
            when=when,
            words=partial(_words, one, f"sessions.{name}", **extra),
        )
    for name, what, when, extra in (*about_votes(one), *about_chat(one)):
        yield PlannedMail(
            key=f"sessions.{name}.{one.id}",
            what=what,
            about=one.program.name,
            audience="somebody",
            when=when,
            words=partial(_words, one, f"sessions.{name}", **extra),
        )


def _about_lunch(one: LearningSession) -> Told:
    meals = meals_of(range(12), {0: ["vegan"], 1: ["no_gluten"]})
    order = {"heads": 12, "meals": meals, "cost": total_cost(12, one.lunch_cost)}
    return (
        (
            "lunch_order",
            _("Lunch order"),
            _("when the order of a session with lunch leaves, to the HR admin who planned it"),
            order,
        ),
    )


def _to_seats() -> Told:
    return (
        ("booking_confirmed", _("Seat booked"), _("at once, to who books"), {}),
        ("booking_cancelled", _("Seat given back"), _("at once, to who cancels"), {}),
        ("promoted", _("A seat from the waiting list"), _("when a seat becomes free"), {}),
        ("offered", _("A seat is kept for you"), _("when a seat becomes free"), {}),
        ("offer_ended", _("The seat went on"), _("when nobody answers an offer"), {}),
        ("line_moved", _("Moved, and you still wait"), _("when you move a session"), {}),
        *answers_to_requests(),
        ("changed", _("New time or place"), _("when you change a session"), {"moved": True}),
        ("cancelled", _("Session cancelled"), _("when you cancel a session"), {}),
    )


def _to_some(one: LearningSession) -> Told:
    """To whom nobody can say yet."""
    sample = Person(name=_("Robin Sample"))
    return (
        (
            "leading",
            _("Invitation to lead it, for the calendar"),
            _("when you name who presents or facilitates, to them"),
            {"presents": True},
        ),
        (
            "leading_all",
            _("Invitation to lead several, for the calendar"),
            _("when somebody says yes to facilitate, with all sessions that they run then"),
            words_of_all(one.program, sample, [one]),
        ),
        (
            "not_leading",
            _("Somebody else leads it"),
            _("when you name somebody else, to who led it"),
            {},
        ),
        *to_approvers(sample),
        (
            "seat_ended",
            _("Seat gone with the place in the program"),
            _("when you take somebody out of the program, to them"),
            {"ended_by": one.program.owner or sample},
        ),
        *_about_series(one),
        *_about_lunch(one),
        *about_topics(one),
    )


def _about_series(one: LearningSession) -> Told:
    dates = {"sessions": [one], "one_place": True}
    return (
        (
            "series_changed",
            _("New time or place of several sessions"),
            _("when you change several of a series, one mail to each who is concerned"),
            {**dates, "moved": True},
        ),
        (
            "series_cancelled",
            _("Several sessions cancelled"),
            _("when you cancel several of a series, one mail to each who is concerned"),
            {**dates, "reason": _("The reason that you give")},
        ),
        (
            "series_leading",
            _("Several sessions to lead, for the calendar"),
            _("when you plan a series, to who presents or facilitates"),
            {**dates, "presents": True},
        ),
        (
            "series_not_leading",
            _("Somebody else leads several sessions"),
            _("when you name somebody else for several of a series, to who led them"),
            dates,
        ),
    )


def _words(one: LearningSession, kind: str, to: Person, house: House, **extra: Any) -> Words:
    list_page = absolute(org_reverse(one.organization, "sessions:list"))
    page = org_reverse(one.organization, "sessions:detail", one.id)
    # A link that gives back a seat belongs to a booking; the example leads to the session.
    context = {
        "learning_session": one,
        "list_link": list_page,
        "cancel_link": absolute(page),
        "offer_link": absolute(page),
        "book_link": absolute(page),
        "offer_until": one.starts_at - AT_ONCE,
        **extra,
    }
    return words_of(kind, to=to, context=context, link=page, house=house)
