"""Two people of a pair find a time in their browsers, and say whether they met."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from matching.models import Match, PairMeeting
from peerlearn.tenancy.models import OrganizationSettings
from tests.matching.builders import enroll, make_program

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def match(committed_cast):
    """Emil has Mina, both told long ago."""
    cast = committed_cast
    with cast.inside():
        OrganizationSettings.objects.update(holidays="")
        program = make_program("Onboarding", ends_on=None)
        enroll(program, cast.mentor.person, "mentor")
        enroll(program, cast.employee.person, "mentee")
        return Match.objects.create(
            program=program,
            mentor=cast.mentor.person,
            mentee=cast.employee.person,
            score=0.9,
            state=Match.State.ACTIVE,
            published_at=timezone.now() - timedelta(days=40),
        )


def looks_well(actor):
    actor.finds_no_barrier()
    actor.page.set_viewport_size(PHONE)
    actor.sees_no_sideways_scroll()
    actor.page.set_viewport_size(DESK)


def test_two_propose_counter_take_and_move(people, committed_cast, match):
    cast = committed_cast
    emil, mina = people("emil"), people("mina")
    page = cast.employee.url(f"matching/pairs/{match.id}/")
    for actor, player in ((emil, cast.employee), (mina, cast.mentor)):
        actor.signs_in(player)
        actor.goes(page)
    looks_well(emil)
    emil.follows("Other times")
    looks_well(emil)
    emil.presses("Propose")
    emil.sees("Proposed. Mina Mentor is asked by mail.")
    looks_well(emil)

    mina.goes(page)
    mina.sees("Emil Employee proposes times: which one suits you?")
    looks_well(mina)
    mina.follows("Propose others")
    mina.page.get_by_role("checkbox").nth(1).check()
    mina.page.get_by_role("checkbox").first.uncheck()
    mina.presses("Propose")
    mina.sees("Proposed. Emil Employee is asked by mail.")

    # His page is an old one: what he took back has gone by now.
    emil.presses("Take them back")
    emil.sees("These times don't stand any more.")
    emil.sees("Mina Mentor proposes times: which one suits you?")
    emil.presses(re.compile("^Take it"))
    emil.sees("You meet then. Both of you get it by mail, for your calendars.")
    emil.sees("Call it off")
    looks_well(emil)
    mina.mail(cast.mentor.person.email, "Emil Employee")

    mina.goes(page)
    mina.follows("Propose to move it")
    mina.sees("It stays until one of the new times is taken; then it moves there.")
    looks_well(mina)
    mina.had_no_errors()
    emil.had_no_errors()
    with cast.inside():
        assert PairMeeting.objects.get().state == "planned"


def test_one_says_whether_they_met_and_takes_it_back(people, committed_cast, match):
    cast = committed_cast
    yesterday = datetime.combine(timezone.localdate() - timedelta(days=1), time(9), tzinfo=UTC)
    with cast.inside():
        PairMeeting.objects.create(
            match=match, starts_at=yesterday, minutes=30, said_by=cast.mentor.person
        )
    emil = people("emil")
    emil.signs_in(cast.employee)
    emil.goes(cast.employee.url(f"matching/pairs/{match.id}/"))
    looks_well(emil)
    emil.presses(re.compile("^(Yes|We met)"))
    emil.sees("Noted. When do you meet next?")
    looks_well(emil)
    emil.presses("Undo")
    emil.sees("The question is open again.")
    emil.had_no_errors()
    with cast.inside():
        assert PairMeeting.objects.get().state == "planned"
