"""An HR admin who has imported people launches a program alone, from template to launch."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from peerlearn.people.models import Person
from tests.browser.actor import Actor
from tests.browser.setting_up import launches
from tests.cast import Cast
from tests.servers import Worker

# Ten pages, each looked at by axe in light and dark.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


def hire(cast: Cast) -> None:
    today = timezone.localdate()
    with cast.inside():
        for n in range(4):
            Person.objects.create(
                name=f"New Colleague {n}",
                email=f"new{n}@acme.example",
                department="Sales",
                starts_on=today - timedelta(days=20),
            )


def chooses_a_template(hanna: Actor, cast: Cast) -> None:
    hanna.goes(cast.hr_admin.url("programs/"))
    hanna.follows("New program")
    hanna.sees("Peer feedback cycle")
    hanna.finds_no_barrier()
    hanna.follows("Onboarding mentoring", exact=True)
    hanna.sees("Kick-off: a good first hour together")
    hanna.finds_no_barrier()
    hanna.follows("Use this template")
    hanna.fills(name="Mentoring spring")
    hanna.finds_no_barrier()
    hanna.presses("Create the draft")
    hanna.sees("Set it up with our proposals")
    hanna.finds_no_barrier()


def enrolls(hanna: Actor) -> None:
    hanna.follows("Last step: check your answers and launch")
    hanna.sees("Nobody is enrolled, and there is no way in.")
    expect(hanna.page.get_by_role("button", name="Launch", exact=True)).to_be_disabled()
    hanna.finds_no_barrier()
    launch = hanna.page.url
    people = launch.replace("opening", "enrollment")
    hanna.goes(f"{people}?role=mentee&started=new&days=90")
    hanna.presses(re.compile("^Enroll 4"))
    hanna.goes(f"{people}?role=mentor&started=seasoned&years=2&departments=Engineering")
    hanna.presses(re.compile("^Enroll 1"))
    hanna.goes(launch)
    hanna.sees("Mentees: 4")


def gives_a_place(hanna: Actor) -> None:
    hanna.fills(room="Canteen")
    hanna.presses("Put it into all of them")
    hanna.sees("5 drafts have a place now.")
    hanna.finds_no_barrier()


def runs_dry(hanna: Actor, cast: Cast) -> None:
    hanna.follows("Dry run")
    hanna.sees("1 is short")
    hanna.sees("Mentors' places for mentees")
    hanna.finds_no_barrier()
    hanna.page.locator("summary", has_text="Mails by date").click()
    hanna.page.locator("summary", has_text="Kick-off").first.click()
    hanna.finds_no_barrier()
    hanna.follows("Reminder a day before")
    hanna.sees("You have a seat in this session:")
    hanna.finds_no_barrier()
    hanna.presses("Send me this mail")
    hanna.sees("Nobody else gets it.")
    test = hanna.mail(str(cast.hr_admin.user.email), "[Test] Reminder")
    assert "Kick-off" in test
    hanna.follows("Check your answers")


def looks_as_an_employee(hanna: Actor) -> None:
    hanna.follows("See it as an employee")
    hanna.sees("You see this as Sam Sample")
    hanna.sees("Kick-off: a good first hour together")
    hanna.finds_no_barrier()
    hanna.follows("Session", exact=True)
    expect(hanna.page.get_by_role("button", name="Book a seat")).to_be_disabled()
    hanna.finds_no_barrier()
    hanna.page.set_viewport_size({"width": 390, "height": 800})
    hanna.sees_no_sideways_scroll()
    hanna.page.set_viewport_size({"width": 1280, "height": 900})
    hanna.follows("Back to the launch")


def test_hr_admin_launches_from_a_template(people, committed_cast: Cast, worker: Worker) -> None:
    hire(committed_cast)
    hanna: Actor = people("hanna")
    hanna.signs_in(committed_cast.hr_admin)
    chooses_a_template(hanna, committed_cast)
    hanna.follows("Step by step instead")
    hanna.finds_no_barrier()
    enrolls(hanna)
    gives_a_place(hanna)
    runs_dry(hanna, committed_cast)
    looks_as_an_employee(hanna)
    launches(hanna)
    hanna.sees("5 sessions are published. 5 people are told by mail.")
    told = hanna.mail("new1@acme.example", "You take part in")
    assert "Sign in for the first time" in told
    hanna.goes(f"{hanna.page.url}duplicate/")
    hanna.finds_no_barrier()
    hanna.presses("Create the draft")
    hanna.sees("Mentoring spring 2")
    hanna.had_no_errors()


def employ(cast: Cast) -> None:
    today = timezone.localdate()
    with cast.inside():
        for n in range(9):
            Person.objects.create(
                name=f"Seasoned Colleague {n}",
                email=f"seasoned{n}@acme.example",
                department=("Finance", "Design", "Logistics")[n % 3],
                starts_on=today - timedelta(days=2000 + n),
            )


def takes_our_proposals(hanna: Actor) -> None:
    hanna.sees("4 mentees need 2 to 4 mentors; we propose the 3 best placed")
    hanna.presses("Set these up")
    hanna.sees("Give a room, a video link, or both.")
    hanna.finds_no_barrier()
    hanna.fills(place="Canteen")
    hanna.page.set_viewport_size({"width": 390, "height": 800})
    hanna.sees_no_sideways_scroll()
    hanna.page.set_viewport_size({"width": 1280, "height": 900})
    hanna.presses("Set these up")
    hanna.sees("5 of 5 drafts are published with the launch")
    hanna.finds_no_barrier()


def test_hr_admin_takes_our_proposals_and_launches(people, committed_cast: Cast) -> None:
    hire(committed_cast)
    employ(committed_cast)
    hanna: Actor = people("hanna")
    hanna.signs_in(committed_cast.hr_admin)
    chooses_a_template(hanna, committed_cast)
    takes_our_proposals(hanna)
    launches(hanna)
    hanna.sees("5 sessions are published. 7 people are told by mail.")
    hanna.had_no_errors()
