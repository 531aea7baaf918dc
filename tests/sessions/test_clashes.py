"""What else somebody has while a session is on, said before they book it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.models import (
    Circle,
    CircleFacilitator,
    CircleMeeting,
    CircleMember,
    Match,
    PairMeeting,
)
from sessions.queries.bookings import clashes, clashing_sessions
from tests.sessions.making import make_session


@pytest.fixture
def meets(cast, program, lunch):
    """What the employee does while the lunch is on, by name."""

    def begin(what, *, at=None, **more):
        me, at = cast.employee.person, at or lunch.starts_at
        if what == "pair":
            match = Match.objects.create(
                program=program,
                mentor=cast.mentor.person,
                mentee=me,
                state="active",
                score=1,
                published_at=timezone.now(),
            )
            return PairMeeting.objects.create(match=match, starts_at=at, **more)
        if what in ("circle", "led circle"):
            circle = Circle.objects.create(program=program, number=1, state="active")
            if what == "circle":
                CircleMember.objects.create(circle=circle, program=program, person=me)
            else:
                CircleFacilitator.objects.create(
                    circle=circle, person=me, state="accepted", asked_at=timezone.now()
                )
            return CircleMeeting.objects.create(circle=circle, starts_at=at, **more)
        role = {"presents": "presenter", "facilitates": "facilitator"}[what]
        other = make_session(program, cast.hr_admin, title="Elsewhere", starts_at=at)
        setattr(other, role, me)
        other.save()
        return other

    return begin


def found(cast, lunch):
    return clashes(cast.employee.person, [lunch]).get(lunch)


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("pair", "Meeting with"),
        ("circle", ""),
        ("led circle", ""),
        ("presents", "Elsewhere"),
        ("facilitates", "Elsewhere"),
    ],
)
def test_what_is_on_then_is_named(cast, lunch, meets, what, title):
    with cast.inside():
        meets(what)
        clash = found(cast, lunch)
        assert clash.title.startswith(title)
        assert clash.url
    answer = cast.employee.client().get(cast.employee.url(f"sessions/{lunch.id}/"))
    page = answer.content.decode()
    assert "At the same time you have" in page
    assert "Book anyway" in page


def test_meeting_before_it_that_is_still_on_clashes_and_one_that_is_over_does_not(
    cast, lunch, meets
):
    with cast.inside():
        meeting = meets("pair", at=lunch.starts_at - timedelta(hours=1), minutes=90)
        assert found(cast, lunch).title
        PairMeeting.objects.filter(id=meeting.id).update(minutes=60)
        assert found(cast, lunch) is None


def test_meeting_called_off_or_of_others_is_no_clash(cast, lunch, meets):
    with cast.inside():
        meeting = meets("pair")
        assert clashes(cast.director.person, [lunch]) == {}
        PairMeeting.objects.filter(id=meeting.id).update(state="cancelled")
        assert found(cast, lunch) is None


def test_line_names_sessions_alone(cast, lunch, meets):
    with cast.inside():
        meets("pair")
        assert clashing_sessions(cast.employee.person, [lunch]) == {}


def test_many_meetings_take_as_many_queries_as_one(cast, lunch, meets, django_assert_num_queries):
    with cast.inside():
        meets("pair")
        for count in (1, 3):
            for _more in range(count - 1):
                meets("presents", at=lunch.starts_at + timedelta(minutes=10))
            with django_assert_num_queries(3):
                clashes(cast.employee.person, [lunch])
