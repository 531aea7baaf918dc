"""Our proposals where a company is tiny, uneven or on the move, and where two press at once."""

from datetime import timedelta
from math import ceil

import pytest
from django.utils import timezone

from peerlearn.home.proposals.setting_up import set_up
from peerlearn.home.proposals.shapes import Wish
from peerlearn.people.models import Person
from programs.actions.nominations import decline_nomination
from programs.actions.reader_consents import decline_reading
from programs.models import Enrollment, FacilitatorNomination, Program, ReaderConsent
from sessions.models import LearningSession
from tests.home.test_proposals import STARTS_ON, colleague, do, found, made
from tests.locks import while_uncommitted

NEW = timezone.localdate() - timedelta(days=3)


@pytest.fixture
def tiny(cast):
    """A company of HR alone."""
    with cast.inside():
        Person.objects.exclude(id=cast.hr_admin.person.id).update(state=Person.State.LEFT)
    return cast


@pytest.mark.parametrize("size", [0, 1, 3])
@pytest.mark.parametrize("key", ["onboarding-mentoring", "peer-circles"])
def test_company_of_so_few_is_told_what_is_missing(tiny, key, size):
    with tiny.inside():
        for number in range(size):
            colleague(number, starts_on=NEW)
        program = made(tiny, key)
        done = do(tiny, program)
        assert set(done.failed) <= {"place"}
    client = tiny.hr_admin.client()
    for page in ("proposals/", "opening/", "dry-run/", "preview/", ""):
        assert client.get(tiny.hr_admin.url(f"programs/{program.id}/{page}")).status_code == 200


def test_recruits_alone_have_nobody_to_learn_from(tiny):
    with tiny.inside():
        for number in range(20):
            colleague(number, starts_on=NEW)
        rows = found(made(tiny))
        assert (rows["mentors"].state, rows["people"].state) == ("stuck", "open")


def test_chain_of_command_has_nobody_neutral(tiny):
    with tiny.inside():
        above = None
        for number in range(8):
            above = colleague(number, starts_on=NEW, manager=above)
        program = made(tiny)
        assert not do(tiny, program).failed


def test_who_left_since_is_not_enrolled_nor_asked(cast):
    with cast.inside():
        for number in range(40):
            colleague(number, starts_on=STARTS_ON if number < 4 else STARTS_ON - timedelta(2000))
        program = made(cast)
        rows = found(program)
        chosen = {one.step: one.seen for one in rows.values()}
        gone = rows["mentors"].people[0]
        Person.objects.filter(id=gone.id).update(state=Person.State.LEFT)
        name = rows["facilitator"].text.split(",")[0]
        Person.objects.filter(name=name).update(state=Person.State.LEFT)
        wish = Wish(cast.hr_admin.person, "Blue room")
        done = set_up(program, chosen, wish, now=timezone.now(), today=timezone.localdate())
        assert {"mentors", "facilitator"} <= set(done.failed)
        assert not Enrollment.objects.filter(program=program, person=gone).exists()
        assert not FacilitatorNomination.objects.filter(person__name=name).exists()


def test_who_said_no_is_shown_and_another_is_proposed(cast):
    with cast.inside():
        for number in range(40):
            colleague(number, starts_on=STARTS_ON if number < 4 else STARTS_ON - timedelta(2000))
        program = made(cast)
        do(cast, program)
        nomination = FacilitatorNomination.objects.get()
        decline_nomination(nomination, reason="No time", now=timezone.now())
        for consent in ReaderConsent.objects.all():
            decline_reading(consent, reason="", now=timezone.now())
        rows = found(program)
        assert rows["facilitator"].state == "open"
        assert nomination.person.name not in rows["facilitator"].text
        assert rows["readers"].state == "stuck"
        assert rows["readers"].text == "Nobody who is named reads them: name somebody else"


def test_launch_in_the_meantime_is_said(committed_cast):
    cast = committed_cast
    with cast.inside():
        program = made(cast)
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/proposals/")
    answer = while_uncommitted(
        cast,
        lambda: Program.objects.filter(id=program.id).update(state=Program.State.OPEN),
        lambda: client.post(url, {"step": "people", "seen_people": "x"}),
    )
    assert answer.url == cast.hr_admin.url(f"programs/{program.id}/")


def test_seats_follow_those_enrolled(cast):
    with cast.inside():
        for number in range(80):
            colleague(number, starts_on=STARTS_ON if number < 4 else STARTS_ON - timedelta(2000))
        program = made(cast)
        assert set(seats_of(program)) == {60}
        do(cast, program)
        people = Enrollment.objects.filter(program=program).count()
        assert people < 16
        assert set(seats_of(program)) == {20}


def test_large_group_of_pairs_gets_seats_for_all_and_lessons_of_few_stay_small(cast):
    with cast.inside():
        for number in range(160):
            recent = STARTS_ON if number < 64 else STARTS_ON - timedelta(2000)
            colleague(number, starts_on=recent)
        program = made(cast)
        do(cast, program)
        people = Enrollment.objects.filter(program=program).count()
        assert people > 64
        assert set(seats_of(program)) == {people + ceil(people / 4)}
        lunches = made(cast, "lunch-and-learn", name="Lunches")
        do(cast, lunches)
        assert set(seats_of(lunches)) == {25, 60}


def test_nobody_enrolled_leaves_the_seats_alone(cast):
    with cast.inside():
        program = made(cast)
        do(cast, program, but=("people", "mentors"))
        assert set(seats_of(program)) == {60}


def test_undo_leads_back_to_the_proposals(cast):
    with cast.inside():
        for number in range(40):
            colleague(number, starts_on=STARTS_ON if number < 4 else STARTS_ON - timedelta(2000))
        program = made(cast)
        do(cast, program)
    client = cast.hr_admin.client()
    page = cast.hr_admin.url(f"programs/{program.id}/proposals/")
    shown = client.get(page)
    assert f'name="next" value="{page}"' in shown.content.decode()
    undos = [one["undo"] for one in shown.context["rows"] if one["undo"]]
    assert len(undos) == 4
    for undo in undos:
        assert client.post(undo, {"next": page}).url == page
        assert client.post(undo, {"next": "//elsewhere.example/"}).url.startswith("/o/")


def test_place_is_refused_in_a_program_that_is_over(cast):
    with cast.inside():
        program = made(cast)
        Program.objects.filter(id=program.id).update(state=Program.State.FINISHED)
    client = cast.hr_admin.client()
    for page in ("places/", "proposals/"):
        said = {"room": "Late room", "step": "place", "place": "Late room"}
        url = cast.hr_admin.url(f"programs/{program.id}/{page}")
        assert client.post(url, said, follow=True).status_code == 200
    with cast.inside():
        assert not LearningSession.objects.filter(room="Late room").exists()


def test_unknown_step_is_said(cast):
    with cast.inside():
        program = made(cast)
        wish = Wish(cast.hr_admin.person, "")
        done = set_up(program, {"peple": ""}, wish, now=timezone.now(), today=timezone.localdate())
        assert done.failed == {"peple": "This program has no such step."}


def seats_of(program):
    found = LearningSession.objects.filter(program=program)
    return list(found.values_list("capacity", flat=True))
