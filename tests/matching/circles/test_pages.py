"""The pages of circles, for HR and for members."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.circle_publishing import (
    version_of_drafts,
)
from matching.models import Circle, CircleFacilitator, CirclePlan, NotWith
from matching.queries.circle_page import circles_page, options_for
from matching.queries.my_circles import my_circle
from matching.tasks import form_circles_of
from tests.matching.builders import enroll, make_person
from tests.matching.circles.making import (
    PARTICIPANT,
    by_hand,
    circle,
    member,
    page,
    people,
    plan,
    publish,
)


def test_hr_forms_moves_publishes_and_takes_back_in_the_browser(cast, program):
    with cast.inside():
        people(program, 8)
    client, here = cast.hr_admin.client(), f"matching/programs/{program.id}/circles/"
    url = cast.hr_admin.url

    def post(path, **data):
        answer = client.post(url(path), data, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    seen = client.get(url(f"{here}plan/")).context["form"].initial["seen"]
    said = {"size": 4, "mix_by": ["department"], "apart_line": "on", "seen": seen}
    post(f"{here}plan/", **said)
    refused = client.post(url(f"{here}plan/"), {**said, "size": 5})
    assert (refused.status_code, refused.context["form"].conflict is not None) == (422, True)
    assert "being formed" in post(f"{here}forming/")
    with cast.inside():
        going = CirclePlan.objects.get()
        assert (going.size, going.apart_team) == (4, False)
    form_circles_of(
        organization_id=str(going.organization_id), plan_id=str(going.id), asked=str(going.asked)
    )
    html = client.get(url(here)).content.decode()
    assert "Mix of all circles" in html
    assert "Each from another department" in html
    with cast.inside():
        row = member("Peer 00")
        to = Circle.objects.exclude(id=row.circle_id).get()
        seen = version_of_drafts(program)
    assert f"circle {to.number} now" in post(f"matching/circle-members/{row.id}/circle/{to.id}/")
    assert "have changed since" in post(f"{here}publication/", seen=seen)
    back = f"matching/circle-members/{row.id}/circle/{row.circle_id}/"
    assert "Undo" in post(back)
    assert "2 circles are published" in post(f"{here}publication/", seen=seen)
    assert "a proposal again" in post(f"{here}publication/undo/")


def test_page_of_a_place_says_what_a_move_does_and_leaves_out_what_is_private(cast, program):
    with cast.inside():
        made = people(program, 8)
        by_hand(program, "Peer 00, Peer 01, Peer 02, Peer 03", "Peer 04, Peer 05, Peer 06, Peer 07")
        plan(cast, program)
        place = f"circle-members/{member('Peer 00').id}/"
    status, html = page(cast.hr_admin, place)
    assert (status, "100 → 90" in html, "Peer 05" in html) == (200, True, True)
    with cast.inside():
        NotWith.objects.create(person=made[5], other=made[0])
    _status, html = page(cast.hr_admin, place)
    assert "Peer 05" not in html
    assert "There is nobody to swap with." in html
    assert page(cast.employee, place)[0] == 404
    assert page(cast.outsider, place)[0] == 404


def test_hr_wishes_by_form_and_takes_a_wish_back(cast, program):
    with cast.inside():
        one, other = people(program, 2)
    client, url = cast.hr_admin.client(), cast.hr_admin.url
    here = url(f"matching/programs/{program.id}/circles/wishes/")
    said = {"one": one.id, "other": other.id, "kind": "together"}
    assert client.post(here, {**said, "other": one.id}).status_code == 422
    assert client.post(here, {**said, "other": cast.mentor.person.id}).status_code == 422
    assert "Peer 00, Peer 01" in client.post(here, said, follow=True).content.decode()
    with cast.inside():
        wish = program.circle_wishes.get()
    assert cast.mentor.client().post(cast.mentor.url(f"matching/circle-wishes/{wish.id}/removal/")).status_code == 404  # fmt: skip  # noqa: E501
    client.post(url(f"matching/circle-wishes/{wish.id}/removal/"))
    with cast.inside():
        assert not program.circle_wishes.exists()


def test_hr_sees_small_circles_and_joiners_with_what_would_help(cast, program):
    with cast.inside():
        people(program, 6)
        by_hand(program, "Peer 00, Peer 01", "Peer 02, Peer 03, Peer 04")
        plan(cast, program)
        publish(cast, program)
        small = circle(1)
    client, url = cast.hr_admin.client(), cast.hr_admin.url
    html = client.get(url(f"matching/programs/{program.id}/circles/")).content.decode()
    assert "only 2 people" in html
    assert "Join to circle 2" in html
    assert "1 person has no circle yet" in html
    assert "best in circle" in html
    html = client.post(
        url(f"matching/programs/{program.id}/circles/joiners/"), follow=True
    ).content.decode()
    assert "1 person has a circle now." in html
    with cast.inside():
        to = circle(2)
    html = client.post(
        url(f"matching/circles/{small.id}/merging/{to.id}/"), follow=True
    ).content.decode()
    assert "are one now: circle 2" in html


def test_member_sees_the_circle_hosts_and_plans(cast, program):
    with cast.inside():
        for player in (cast.employee, cast.mentor):
            enroll(program, player.person, PARTICIPANT)
        people(program, 2)
        by_hand(program, "Emil Employee, Mina Mentor, Peer 00, Peer 01")
        publish(cast, program)
        mine = circle(1)
    client, url = cast.employee.client(), cast.employee.url
    html = client.get(url("matching/circles/"), follow=True).content.decode()
    assert "Mina Mentor" in html
    assert "Who calls the first meeting?" in html
    here = f"matching/circles/{mine.id}/"
    assert "You call the first meeting" in client.post(url(f"{here}host/"), follow=True).content.decode()  # fmt: skip  # noqa: E501
    assert "Emil Employee calls" in page(cast.mentor, f"circles/{mine.id}/")[1]
    assert client.post(url(f"{here}meeting/"), {"at": "2020-01-01T10:00"}).status_code == 422
    at = f"{timezone.localdate() + timedelta(days=3)}T10:00"
    html = client.post(url(f"{here}meeting/"), {"at": at}, follow=True).content.decode()
    assert "all of you get it by mail" in html
    assert "called off" in client.post(url(f"{here}meeting/undo/"), follow=True).content.decode()
    for player in (cast.manager, cast.hr_admin, cast.outsider):
        assert page(player, f"circles/{mine.id}/")[0] == 404
        assert player.client().post(player.url(f"{here}host/")).status_code == 404


def test_nobody_reads_a_struggle_or_a_sensitive_topic_on_the_page(cast, program):
    with cast.inside():
        enroll(program, cast.employee.person, PARTICIPANT)
        for n in range(3):
            enroll(
                program, make_person(f"Peer {n}", struggles="Burnout", knows="Excel"), PARTICIPANT
            )
        by_hand(program, "Emil Employee, Peer 0, Peer 1, Peer 2")
        publish(cast, program)
        mine = circle(1)
    _status, html = page(cast.employee, f"circles/{mine.id}/")
    assert "can tell: Peer 0, Peer 1 and Peer 2" in html
    assert "Burnout" not in html


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_as_many_queries_for_many_circles(
    cast, program, number, django_assert_num_queries
):
    with cast.inside():
        people(program, 4 * number + 1)
        names = [f"Peer {n:02}" for n in range(4 * number)]
        by_hand(program, *(", ".join(names[n::number]) for n in range(number)))
        publish(cast, program)
        one = member("Peer 00")
        now = timezone.now()
        for each in Circle.objects.all():
            CircleFacilitator.objects.create(
                circle=each, person=make_person(f"Neutral {each.number}"), asked_at=now
            )
        with django_assert_num_queries(13):
            assert len(circles_page(program, now=now).active.lines) == number
        with django_assert_num_queries(8):
            options_for(one, now=now)
        with django_assert_num_queries(9):
            assert my_circle(circle(1), one.person, now=now).others


def test_many_circles_come_in_pages_and_many_joiners_are_counted(cast, program, monkeypatch):
    monkeypatch.setattr("matching.views.circles.PAGE_SIZE", 1)
    monkeypatch.setattr("matching.views.circles.JOINERS_SHOWN", 1)
    with cast.inside():
        people(program, 6)
        by_hand(program, "Peer 00, Peer 01", "Peer 02, Peer 03")
        publish(cast, program)
    first = page(cast.hr_admin, f"programs/{program.id}/circles/")[1]
    assert ("Circle 1<" in first, "Circle 2<" in first, "and 1 more" in first) == (
        True,
        False,
        True,
    )
    second = page(cast.hr_admin, f"programs/{program.id}/circles/?page=2")[1]
    assert ("Circle 1<" in second, "Circle 2<" in second) == (False, True)


def test_home_and_program_lead_members_to_their_circle_and_nobody_else(cast, program):
    with cast.inside():
        for player in (cast.employee, cast.mentor):
            enroll(program, player.person, PARTICIPANT)
        people(program, 3)
        by_hand(program, "Emil Employee, Peer 00, Peer 01, Peer 02")
        address = f"matching/circles/{circle(1).id}/"

    def leads(player):
        pages = (player.client().get(player.url(path)) for path in ("", f"programs/{program.id}/"))
        return [player.url(address) in one.content.decode() for one in pages]

    assert leads(cast.employee) == [False, False]
    with cast.inside():
        publish(cast, program)
    assert leads(cast.employee) == [True, True]
    assert leads(cast.mentor) == [False, False]
    shown = cast.employee.client().get(cast.employee.url(f"programs/{program.id}/"))
    assert "No pair yet" not in shown.content.decode()


def test_program_of_equals_leads_hr_to_circles_instead_of_pairs(cast, program):
    here = f"programs/{program.id}/"
    circles = cast.hr_admin.url(f"matching/{here}circles/")
    client = cast.hr_admin.client()
    assert circles not in client.get(cast.hr_admin.url(here)).content.decode()
    with cast.inside():
        people(program, 4)
    shown = client.get(cast.hr_admin.url(here)).content.decode()
    assert circles in shown
    assert "None are published yet." not in shown
    assert circles not in cast.employee.client().get(cast.employee.url(here)).content.decode()
