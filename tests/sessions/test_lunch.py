"""Lunch: orders are counted once, right, and without names; people hear whether they are meant."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from peerlearn.audit.models import AuditEvent
from peerlearn.notifications.causes import still_stands
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from peerlearn.people.signals import people_left
from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.lunch import (
    LunchOrderedError,
    LunchRefusedError,
    close_due_orders,
    close_order,
    tell_needs,
)
from sessions.actions.scheduling import change_session, plan_of
from sessions.models import Booking, DietaryNeeds, LearningSession, LunchOrder, Mode
from sessions.queries.lunch import eaters_in, leaving_of, lunches_of, own_lunch
from sessions.rules.lunch import meals_of, order_leaves_at, receipt
from sessions.tasks import close_lunch_orders
from tests.sessions.making import in_days, make_people, make_session
from tests.sessions.test_planning_pages import text, typed

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = datetime(2026, 11, 19, 12, tzinfo=BERLIN)


@pytest.fixture
def meal(cast, program):
    """A lunch in the room in three days, for 14.50 a head; mentor presents, facilitator runs it."""
    with cast.inside():
        return make_session(
            program,
            cast.hr_admin,
            capacity=20,
            presenter=cast.mentor.person,
            facilitator=cast.facilitator.person,
            lunch_cost=Decimal("14.50"),
        )


def order(meal, *, by=None):
    return close_order(meal, by=by, now=timezone.now())


def at_noon(cast, program):
    """A lunch at noon or so, which may be an hour later on the same day."""
    noon = in_days(3).replace(hour=11, minute=0)
    return make_session(program, cast.hr_admin, facilitator=cast.facilitator.person, starts_at=noon)


def own(meal, player):
    seat = Booking.objects.filter(learning_session=meal, person=player.person).first()
    return own_lunch(player.person, meal, seat)


def test_somebody_with_two_needs_needs_one_meal_that_meets_both():
    needs = {1: ["vegan", "no_gluten"], 2: ["vegan"], 3: ["no_gluten", "vegan"]}
    meals = meals_of(range(6), needs)
    assert [(meal.count, meal.words) for meal in meals] == [
        (3, "no special needs"),
        (1, "vegan"),
        (2, "no gluten, vegan"),
    ]
    assert sum(meal.count for meal in meals) == 6


@pytest.mark.parametrize(
    ("planned_before", "leaves_before"), [(48, 24), (24, 4), (3, 2), (1.5, 1), (0.5, None)]
)
def test_order_of_a_session_that_is_planned_late_leaves_later(planned_before, leaves_before):
    planned = THURSDAY - timedelta(hours=planned_before)
    leaves = order_leaves_at(THURSDAY, 24, planned_at=planned, zone=BERLIN)
    at = THURSDAY - timedelta(hours=leaves_before) if leaves_before else None
    assert (leaves.at if leaves else None) == at
    assert order_leaves_at(THURSDAY, 0, planned_at=planned, zone=BERLIN) is None


def test_kinds_have_their_own_cut_off_and_sessions_another(cast, program):
    with cast.inside():
        usual = make_session(program, cast.hr_admin)
        own_one = make_session(program, cast.hr_admin, room="Room 5", lunch_hours=48)
        none = make_session(program, cast.hr_admin, room="Room 6", kind="workshop")
    assert (usual.lunch_hours, own_one.lunch_hours, none.lunch_hours) == (24, 48, 0)


def test_order_counts_who_comes_to_the_room_without_names(cast, program, meal):
    with cast.inside():
        people = make_people(program, 3)
        for person in (cast.employee.person, *people):
            book_seat(meal, person=person, by=person)
        tell_needs(people[0], ["vegan", "no_gluten"])
        tell_needs(people[1], ["vegan"])
        made = order(meal)
        # With who presents and who facilitates.
        assert made.heads == 6
        assert made.meals == [[[], 4], [["vegan"], 1], [["no_gluten", "vegan"], 1]]
        (lunch,) = lunches_of([meal])
        assert lunch.cost == Decimal("87.00")
        (mail,) = Notification.objects.filter(kind="sessions.lunch_order")
        assert mail.person == cast.hr_admin.person
        assert "1 × no gluten, vegan" in mail.body
        assert "4 × no special needs" in mail.body
        assert "Cost: 87.00 EUR" in mail.body
        assert not any(person.name in mail.body for person in people)


def test_who_comes_later_is_not_counted_and_hears_so(cast, program, meal):
    with cast.inside():
        early, late = make_people(program, 2)
        seat = book_seat(meal, person=early, by=early)
        assert own(meal, cast.employee).stage == "open"
        made = order(meal)
        tell_needs(late, ["kosher"])
        book_seat(meal, person=late, by=late)
        cancel_booking(seat, by=early)
        made.refresh_from_db()
        assert made.meals == [[[], 3]]
        (lunch,) = lunches_of([meal])
        assert (lunch.since.late, lunch.since.gone) == (1, 1)
        mails = Notification.objects.filter(kind="sessions.booking_confirmed", person=late)
        assert "Lunch isn't ordered for you" in mails.get().body
        before = Notification.objects.get(kind="sessions.booking_confirmed", person=early)
        assert "Lunch is served. It is ordered" in before.body
        assert own_lunch(late, meal, Booking.objects.get(person=late)).stage == "late"
        assert own(meal, cast.mentor).stage == "ordered"


def test_page_of_the_order_shows_kinds_only_once_it_is_counted(cast, program, meal):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"sessions/{meal.id}/lunch/")
    with cast.inside():
        tell_needs(cast.employee.person, ["halal"])
        book_seat(meal, person=cast.employee.person, by=cast.employee.person)
    before = text(client.get(url))
    assert "so far" in before
    assert "halal" not in before
    counted = text(client.post(f"{url}closing/", follow=True))
    assert "The order is counted." in counted
    assert "halal" in counted
    assert "14.50 EUR each, 43.50 EUR together" in counted
    assert cast.employee.person.name not in counted
    with cast.inside():
        person = make_people(program, 1)[0]
        tell_needs(person, ["kosher"])
        book_seat(meal, person=person, by=person)
    after = text(client.get(url))
    assert "1 person came later. No lunch is ordered for them, and they know." in after
    assert "kosher" not in after


def test_needs_are_told_once_after_reading_who_sees_them_and_forgotten(cast):
    client, url = cast.employee.client(), cast.employee.url("sessions/lunch/mine/")
    page = text(client.get(url))
    for sentence in receipt():
        assert sentence.replace("'", "&#x27;") in page or sentence in page
    assert page.index("Nobody reads this beside your name") < page.index('name="needs"')
    client.post(url, {"needs": ["vegan", "no_nuts"]})
    with cast.inside():
        assert DietaryNeeds.objects.get().needs == ["vegan", "no_nuts"]
        assert not AuditEvent.objects.filter(table="dietary_needs").exists()
    assert text(client.get(url)).count("checked") == 2
    assert client.post(url, {"needs": ["caviar"]}).status_code == 422
    client.post(url, {})
    with cast.inside():
        assert not DietaryNeeds.objects.exists()


def test_what_leavers_eat_is_forgotten(cast):
    with cast.inside():
        tell_needs(cast.employee.person, ["vegan"])
        tell_needs(cast.manager.person, ["vegan"])
        people_left.send(sender=Person, person_ids=[cast.employee.person.id])
        assert DietaryNeeds.objects.get().person == cast.manager.person


def test_nobody_reads_what_others_eat(cast, program, meal):
    with cast.inside():
        tell_needs(cast.employee.person, ["halal"])
        book_seat(meal, person=cast.employee.person, by=cast.employee.person)
        order(meal)
    for player in (cast.manager, cast.mentor, cast.facilitator):
        assert player.client().get(player.url(f"sessions/{meal.id}/lunch/")).status_code == 404
        assert "halal" not in text(player.client().get(player.url(f"sessions/{meal.id}/")))
    person = cast.employee.person.id
    for path in (f"people/{person}/", f"sessions/{meal.id}/", f"sessions/{meal.id}/people/"):
        page = cast.hr_admin.client().get(cast.hr_admin.url(path))
        assert page.status_code == 200
        assert "halal" not in text(page).casefold()


def test_orders_are_counted_by_the_scheduler_once(cast, meal):
    with cast.inside():
        book_seat(meal, person=cast.employee.person, by=cast.employee.person)
        LearningSession.objects.update(created_at=timezone.now() - timedelta(days=9))
    close_lunch_orders()
    with cast.inside():
        assert not LunchOrder.objects.exists()
        LearningSession.objects.update(starts_at=in_days(0.9), ends_at=in_days(1))
    close_lunch_orders()
    close_lunch_orders()
    with cast.inside():
        made = LunchOrder.objects.get()
        assert (made.heads, made.closed_by) == (3, None)
        assert close_due_orders(now=timezone.now()) == []
        meal.refresh_from_db()
        with pytest.raises(LunchOrderedError):
            order(meal, by=cast.hr_admin.person)


def test_moved_session_is_ordered_anew_and_the_old_mail_stands_no_more(cast, meal):
    with cast.inside():
        order(meal)
        mail = Notification.objects.get(kind="sessions.lunch_order")
        assert still_stands(mail)
        plan = plan_of(meal)
        week = timedelta(days=7)
        later = replace(plan, starts_at=plan.starts_at + week, ends_at=plan.ends_at + week)
        moved = change_session(meal, later, by=cast.hr_admin.person)
        assert not still_stands(mail)
        assert own(moved, cast.mentor).stage == "open"
        assert lunches_of([moved])[0].order is None
        order(moved)
        assert LunchOrder.objects.count() == 2


def test_by_video_there_is_no_lunch_but_a_word(cast, program):
    note = "Order something for up to 15 EUR."
    with cast.inside():
        hybrid = make_session(
            program, cast.hr_admin, video_url="https://v.example/", lunch_remote=note
        )
        book_seat(hybrid, person=cast.employee.person, by=cast.employee.person, mode=Mode.REMOTE)
        told = own(hybrid, cast.employee)
        assert (told.stage, told.note) == ("remote", note)
        mail = Notification.objects.get(
            kind="sessions.booking_confirmed", person=cast.employee.person
        )
        assert note in mail.body
        assert eaters_in([hybrid])[hybrid.pk] == set()
        remote = make_session(program, cast.hr_admin, video_url="https://v.example/", room="")
        assert leaving_of(remote) is None
        with pytest.raises(LunchRefusedError):
            order(remote)
    page = text(cast.employee.client().get(cast.employee.url(f"sessions/{remote.id}/")))
    assert "By video: bring your own lunch." in page


def test_planning_form_takes_it(cast, program):
    client, new = cast.hr_admin.client(), cast.hr_admin.url(f"sessions/new/?program={program.id}")
    bad = client.post(new, typed(lunch_hours="-1", lunch_currency="Euro"))
    assert bad.status_code == 422
    said = {"lunch_hours": "30", "lunch_cost": "12.5", "lunch_currency": "chf", "lunch_remote": "x"}
    client.post(new, typed(**said))
    with cast.inside():
        made = LearningSession.objects.get()
        assert (made.lunch_hours, made.lunch_cost) == (30, Decimal("12.50"))
        assert (made.lunch_currency, made.lunch_remote) == ("CHF", "x")


def test_overview_is_by_site_and_costs_the_same_for_three_as_for_one(cast, program):
    client, url = cast.hr_admin.client(), cast.hr_admin.url("sessions/lunch/")
    assert "No lunch to order" in text(client.get(url))
    counts = []
    for rooms in (["Ada"], ["Zuse", "Noether"]):
        with cast.inside():
            for room in rooms:
                make_session(program, cast.hr_admin, room=room, title=f"In {room}")
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            page = text(client.get(url))
        assert f"In {rooms[0]}" in page
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_session_moved_within_its_day_keeps_its_order(cast, program):
    """Counted anew a minute later, the difference would be the meal of who booked in between."""
    with cast.inside():
        meal, (late,) = at_noon(cast, program), make_people(program, 1)
        made = order(meal)
        tell_needs(late, ["kosher"])
        book_seat(meal, person=late, by=late)
        meal.refresh_from_db()
        plan, step = plan_of(meal), timedelta(minutes=1)
        moved = change_session(
            meal,
            replace(plan, starts_at=plan.starts_at + step, ends_at=plan.ends_at + step),
            by=cast.hr_admin.person,
        )
        with pytest.raises(LunchOrderedError):
            order(moved)
        made.refresh_from_db()
        assert (made.starts_at, made.meals) == (moved.starts_at, [[[], 1]])
        first, second = Notification.objects.filter(kind="sessions.lunch_order").order_by("id")
        assert (first.state, still_stands(second)) == ("cancelled", True)


def test_session_that_comes_back_to_a_day_has_the_order_of_that_day(cast, program):
    with cast.inside():
        meal = at_noon(cast, program)
        made = order(meal)
        for day, hour in ((7, 0), (-7, 1)):
            plan, by = plan_of(meal), timedelta(days=day, hours=hour)
            plan = replace(plan, starts_at=plan.starts_at + by, ends_at=plan.ends_at + by)
            meal = change_session(meal, plan, by=cast.hr_admin.person)
            assert (lunches_of([meal])[0].order is None) == (day > 0)
        made.refresh_from_db()
        assert made.starts_at == meal.starts_at
