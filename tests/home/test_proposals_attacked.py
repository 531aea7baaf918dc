"""Our proposals where a company is tiny, uneven or on the move, and where two press at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.home.proposals import pages
from peerlearn.home.proposals.setting_up import set_up
from peerlearn.home.proposals.shapes import Wish
from peerlearn.people.models import Person
from programs.actions.nominations import decline_nomination
from programs.actions.reader_consents import decline_reading
from programs.models import Enrollment, FacilitatorNomination, Program, ReaderConsent
from tests.home.test_proposals import STARTS_ON, colleague, do, found, made

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


def test_launch_in_the_meantime_is_said(cast, monkeypatch):
    with cast.inside():
        program = made(cast)
    url = cast.hr_admin.url(f"programs/{program.id}/proposals/")

    def late(*given, **named):
        Program.objects.filter(id=program.id).update(state=Program.State.OPEN)
        return set_up(*given, **named)

    monkeypatch.setattr(pages, "set_up", late)
    answer = cast.hr_admin.client().post(url, {"step": "people", "seen_people": "x"})
    assert answer.url == cast.hr_admin.url(f"programs/{program.id}/")
