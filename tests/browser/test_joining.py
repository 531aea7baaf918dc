"""Into a program and out again: apply, be let in, pause, come back, leave, and undo that."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.actions.roles import set_role
from programs.queries.joining import applications
from tests.cast import make_cast
from tests.sessions.making import make_program

pytestmark = pytest.mark.browser


@pytest.fixture
def stage(transactional_db):
    """Acme, whose director isn't in the program and may apply for it."""
    cast = make_cast()
    with cast.inside():
        program = make_program(cast)
        set_role(
            program,
            "participant",
            by=cast.hr_admin.person,
            label_one="Guest",
            label_many="Guests",
            asked="Come and listen.",
            way_in="application",
        )
    return cast, program


def test_apply_approve_pause_and_leave(people, stage):
    cast, program = stage
    dora = people("Dora")
    dora.signs_in(cast.director)
    dora.follows("My programs", exact=True)
    dora.finds_no_barrier()
    dora.follows("Apply")
    dora.sees("Come and listen.")
    dora.finds_no_barrier()
    dora.fills(words="I would like to know the newcomers.")
    dora.presses("Apply")
    dora.sees("Your application is with HR. You hear from us by mail.")
    dora.sees("You are number 1 of those who wait.")

    hanna = people("Hanna")
    hanna.signs_in(cast.hr_admin)
    hanna.goes(hanna.link_in(hanna.mail(cast.hr_admin.person.email, "Dora Director applies")))
    hanna.sees("I would like to know the newcomers.")
    hanna.finds_no_barrier()
    hanna.presses("Let those ticked in")
    hanna.sees("Tick at least one person.")
    hanna.page.get_by_label("Dora Director").check()
    hanna.presses("Let those ticked in")
    hanna.sees("1 person is in.")
    with cast.inside():
        assert not applications(program).exists()

    dora.goes(dora.link_in(dora.mail(cast.director.person.email, "You are in")))
    dora.follows("Pause")
    dora.finds_no_barrier()
    day = timezone.localdate() + timedelta(days=5)
    dora.fills(returns_on=day.isoformat())
    dora.presses("Pause")
    dora.sees("Enjoy your break.")
    dora.presses("I am back")
    dora.sees("You take part again.")
    dora.follows("Leave")
    dora.finds_no_barrier()
    dora.presses("Leave")
    dora.sees("This field is required.")
    dora.page.get_by_label("Not enough time").check()
    dora.presses("Leave")
    dora.sees("You have left")
    dora.presses("Undo")
    dora.sees("You are in again.")
    for one in (dora, hanna):
        one.had_no_errors()


def test_pages_of_joining_fit_a_phone_and_have_no_barrier(people, stage):
    cast, program = stage
    hanna = people("Hanna", viewport={"width": 320, "height": 640}, is_mobile=True)
    hanna.signs_in(cast.hr_admin)
    for page in (
        "people/",
        "roles/",
        "roles/mentor/",
        "applications/",
        "enrollment/list/",
        "enrollment/new-hires/",
    ):
        hanna.goes(cast.hr_admin.url(f"programs/{program.id}/{page}"))
        hanna.finds_no_barrier()
        hanna.sees_no_sideways_scroll()
    hanna.goes(cast.hr_admin.url("programs/mine/"))
    hanna.finds_no_barrier()
    hanna.sees_no_sideways_scroll()
    hanna.had_no_errors()
