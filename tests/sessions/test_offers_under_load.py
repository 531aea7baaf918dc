"""Booking, giving back, waiting, offers, sweeps and more seats at once, in a hybrid session."""

import random
from collections import Counter
from datetime import timedelta

from django.utils import timezone

from sessions.actions.booking import book_seat, cancel_booking, switch_mode
from sessions.actions.offers import accept_offer, add_seat, decline_offer, tend_line
from sessions.actions.plans import PlanRefusedError
from sessions.actions.scheduling import change_session
from sessions.actions.seats import lock
from sessions.actions.waitlist import join_waitlist, leave_waitlist
from sessions.models import Booking, LearningSession, Mode, WaitlistEntry, WaitlistStep
from sessions.rules.seats import SeatRefusedError
from tests.sessions.making import in_days, make_plan, make_program, make_session
from tests.sessions.test_seats_under_load import THREADS, at_once, crowd

PEOPLE, ACTS = 48, 640
LINK = "https://video.example/hot"


def let_run_out(hot, person):
    lock(hot)
    offers = WaitlistEntry.objects.filter(learning_session=hot, state="offered", person=person)
    offers.update(offer_until=timezone.now() - timedelta(seconds=1))
    tend_line(hot.pk)


def widen(hot, admin):
    more = {"capacity": hot.booked + 3, "remote_capacity": hot.remote_booked + 1}
    plan = make_plan(video_url=LINK, starts_at=hot.starts_at, **more)
    change_session(hot, plan, by=admin)


def a_story(cast, hot, people, chance):
    """One thing that somebody does, at random."""
    person, mode = chance.choice(people), chance.choice([*Mode.values, ""])
    own, admin = {"person": person, "by": person}, cast.hr_admin.person

    def held():
        return LearningSession.objects.get(pk=hot.pk)

    def with_seat(act):
        for seat in Booking.objects.filter(learning_session=hot, person=person):
            act(seat)

    def with_place(act):
        for entry in WaitlistEntry.objects.filter(learning_session=hot, person=person):
            act(entry)

    ways = {
        lambda: book_seat(held(), mode=mode, **own): 25,
        lambda: join_waitlist(held(), mode=mode, **own): 20,
        lambda: with_seat(lambda seat: cancel_booking(seat, by=person)): 15,
        lambda: with_seat(lambda seat: switch_mode(seat, to=mode or "remote", by=person)): 5,
        lambda: with_place(accept_offer): 12,
        lambda: with_place(decline_offer): 5,
        lambda: leave_waitlist(held(), **own): 3,
        lambda: let_run_out(held(), person): 7,
        lambda: add_seat(held(), mode=mode, by=admin): 3,
        lambda: widen(held(), admin): 5,
    }
    do = chance.choices(list(ways), list(ways.values()))[0]

    def act():
        try:
            do()
        # The others went on meanwhile: a clear refusal, and nothing changed.
        except (SeatRefusedError, PlanRefusedError):
            return "refused"
        return "done"

    return act


def test_all_that_people_do_at_once_keeps_seats_offers_and_line_right(committed_cast):
    cast, chance = committed_cast, random.Random(17)
    with cast.inside():
        program = make_program(cast)
        people = crowd(program, PEOPLE)
        hot = make_session(
            program,
            cast.hr_admin,
            capacity=6,
            remote_capacity=2,
            video_url=LINK,
            starts_at=in_days(6),
        )
    came = at_once(cast, [a_story(cast, hot, people, chance) for _ in range(ACTS)])
    assert sum(came.values()) == ACTS
    assert came["done"] > ACTS / 4
    with cast.inside():
        tend_line(hot.pk)
        hot.refresh_from_db()
        held = Booking.objects.filter(learning_session=hot, state=Booking.State.CONFIRMED)
        line = WaitlistEntry.objects.filter(learning_session=hot)
        offers = line.filter(state="offered")
        modes = Counter(held.values_list("mode", flat=True))
        modes.update(offers.values_list("offered_mode", flat=True))
        assert hot.booked == modes.total() <= hot.capacity
        assert hot.remote_booked == modes[Mode.REMOTE] <= hot.remote_capacity
        assert modes[Mode.IN_PERSON] <= hot.capacity - hot.remote_capacity
        assert held.count() == held.values("person").distinct().count()
        assert WaitlistStep.objects.filter(kind="offered").count() >= offers.count() > 0
        for entry in line.filter(state="waiting"):
            assert hot.seats.left(entry.mode) <= 0
        for seat in held.filter(person__in=line.filter(state="waiting").values("person")):
            assert line.get(person=seat.person, state="waiting").mode not in ("", seat.mode)


def test_sweeps_at_once_end_each_offer_once(committed_cast):
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
        people = crowd(program, 12)
        hot = make_session(program, cast.hr_admin, capacity=4, starts_at=in_days(6))
        seats = [book_seat(hot, person=person, by=person) for person in people[:4]]
        for person in people[4:]:
            join_waitlist(hot, person=person, by=person)
        for seat in seats:
            cancel_booking(seat, by=seat.person)
        WaitlistEntry.objects.filter(state="offered").update(
            offer_until=timezone.now() - timedelta(seconds=1)
        )
    came = at_once(cast, [lambda: str(tend_line(hot.pk))] * THREADS)
    assert came == {"4": 1, "0": THREADS - 1}
    with cast.inside():
        hot.refresh_from_db()
        assert hot.booked == 4
        states = Counter(WaitlistEntry.objects.values_list("state", flat=True))
        assert states == {"expired": 4, "offered": 4}
