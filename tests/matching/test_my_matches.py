"""What the two people of a match see; nobody else does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.publishing import publish_run
from matching.models import FirstMeeting, Match
from matching.queries.my_matches import my_matches
from peerlearn.people.actions import add_member
from peerlearn.people.models import Membership, Person, PersonTopic, Topic
from tests.cast import Player, make_user
from tests.matching.views.pages import FRAME


@pytest.fixture
def told(reviewed):
    """Published, with logins for Ana (mentee), Mia (her mentor) and Bo (somebody else's)."""
    with reviewed.cast.inside():
        Person.objects.filter(id=reviewed.mia.id).update(time_zone="Asia/Kolkata", title="Lead")
        for person in (reviewed.ana, reviewed.mia):
            PersonTopic.objects.create(
                person=person,
                topic=Topic.objects.get_or_create(name="Delegating")[0],
                stance=PersonTopic.Stance.STRUGGLES,
                told_at=timezone.now() - timedelta(days=8),
            )
        publish_run(reviewed.run, by=reviewed.cast.hr_admin.person)
        reviewed.match = Match.objects.get(mentee=reviewed.ana)
        for name in ("ana", "mia", "bo"):
            person = getattr(reviewed, name)
            user = make_user(person.email)
            add_member(person, user=user)
            setattr(reviewed, f"{name}_plays", Player(reviewed.cast.organization, person, user))
    return reviewed


def page_of(player, path):
    return player.client().get(player.url(f"matching/{path}"))


def test_mentee_sees_mentor_why_and_when(told):
    page = page_of(told.ana_plays, "mine/").content.decode()
    for words in (
        "Your mentor",
        "Mia Mentor",
        "Lead",
        "Mia Mentor knows Excel and Python, which you want to learn",
        "First meeting: 30 minutes by",
        "IST for Mia Mentor",
        "mailto:mia.mentor@acme.example?subject=Our%20first%20meeting",
        "We have met",
    ):
        assert words in page


def test_mentor_sees_mentee(told):
    page = page_of(told.mia_plays, "mine/").content.decode()
    assert "Your mentee" in page
    assert "You know Excel and Python, which Ana New wants to learn" in page


def test_nobody_is_shown_before_publishing(reviewed):
    with reviewed.cast.inside():
        user = make_user(reviewed.ana.email)
        add_member(reviewed.ana, user=user)
    player = Player(reviewed.cast.organization, reviewed.ana, user)
    assert "You have no mentor or mentee yet" in page_of(player, "mine/").content.decode()
    with reviewed.cast.inside():
        match = Match.objects.get(mentee=reviewed.ana)
    assert page_of(player, f"pairs/{match.id}/").status_code == 404


def test_shared_struggle_is_named_to_the_two_alone(told):
    with told.cast.inside():
        match = told.match
        match.reasons = [
            *match.reasons,
            {"rule": "shared_struggles", "weight": 0.2, "value": 1, "detail": {"count": 1}},
        ]
        match.save()
    assert "You both struggle with Delegating" in page_of(told.ana_plays, "mine/").content.decode()
    hr_admin = page_of(told.cast.hr_admin, f"pairs/{match.id}/").content.decode()
    assert "Delegating" not in hr_admin


@pytest.mark.parametrize("why", ["fresh", "hr_admin", "owner", "in_line", "reviewer"])
def test_shared_struggle_is_not_named_where_one_has_a_say_or_it_is_new(told, why):
    ana, mia = told.ana, told.mia
    with told.cast.inside():
        if why == "fresh":
            PersonTopic.objects.filter(person=mia).update(told_at=timezone.now())
        if why == "hr_admin":
            Membership.objects.filter(person=mia).update(role=Membership.Role.HR_ADMIN)
        if why == "owner":
            type(told.program).objects.update(owner=mia)
        if why == "in_line":
            Person.objects.filter(id=told.boss.id).update(manager=mia)
            Person.objects.filter(id=ana.id).update(manager=told.boss)
        if why == "reviewer":
            Person.objects.filter(id=ana.id).update(reviewer=mia)
    for player in (told.ana_plays, told.mia_plays):
        assert "Delegating" not in page_of(player, "mine/").content.decode()


def test_hr_admin_sees_the_names_of_a_pair_and_nothing_else(told):
    page = page_of(told.cast.hr_admin, f"pairs/{told.match.id}/").content.decode()
    assert "Ana New and Mia Mentor" in page
    assert "which" not in page.split("<main")[1]
    assert "We have met" not in page


@pytest.mark.parametrize("who", ["bo", "employee", "outsider"])
def test_match_of_others_is_not_there(told, who):
    player = told.bo_plays if who == "bo" else getattr(told.cast, who)
    path = f"matching/pairs/{told.match.id}/"
    client = player.client()
    for verb, address in (
        ("get", path),
        ("post", f"{path}first-meeting/"),
        ("post", f"{path}first-meeting/undo/"),
    ):
        for organization in (told.ana_plays, player):
            assert getattr(client, verb)(organization.url(address)).status_code == 404
    with told.cast.inside():
        assert not FirstMeeting.objects.exists()


def test_hr_admin_cannot_say_that_others_have_met(told):
    path = f"matching/pairs/{told.match.id}/first-meeting/"
    assert told.cast.hr_admin.client().post(told.cast.hr_admin.url(path)).status_code == 404


def test_first_meeting_is_said_by_one_click_once_and_taken_back(told):
    address = told.ana_plays.url(f"matching/pairs/{told.match.id}/first-meeting/")
    page = told.ana_plays.client().post(address, follow=True).content.decode()
    assert "you have met" in page
    assert f'action="{address}undo/"' in page
    told.mia_plays.client().post(address)
    with told.cast.inside():
        assert FirstMeeting.objects.get().said_by == told.ana
    seen = page_of(told.mia_plays, "mine/").content.decode()
    assert "noted by Ana New" in seen
    assert "First meeting: 30 minutes" not in seen
    told.mia_plays.client().post(f"{address}undo/")
    with told.cast.inside():
        assert not FirstMeeting.objects.exists()


def test_first_meeting_answers_htmx_with_the_card(told):
    address = told.ana_plays.url(f"matching/pairs/{told.match.id}/first-meeting/")
    page = told.ana_plays.client().post(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert f'id="match-{told.match.id}"' in page
    assert "Your first meeting is noted" in page


def test_match_page_of_a_match_that_has_ended_stays_readable(told):
    with told.cast.inside():
        Match.objects.update(state=Match.State.COMPLETED)
    assert page_of(told.ana_plays, f"pairs/{told.match.id}/").status_code == 200
    assert "Mia Mentor" not in page_of(told.ana_plays, "mine/").content.decode()


def test_own_matches_take_as_many_queries_for_two_as_for_one(told, django_assert_num_queries):
    mia, max_ = told.mia_plays, told.max
    with told.cast.inside():
        user = make_user(max_.email)
        add_member(max_, user=user)
    # Mia shares a struggle: one more query asks whether the two are in one reporting line.
    for player, count, more in (
        (mia, 1, 1),
        (Player(told.cast.organization, max_, user), 2, 0),
    ):
        client = player.client()
        client.get(player.url("matching/mine/"))
        with django_assert_num_queries(FRAME + 16 + more):
            page = client.get(player.url("matching/mine/"))
        assert len(page.context["matches"]) == count


def test_mentors_come_before_mentees(told):
    with told.cast.inside():
        Match.objects.create(
            program=told.program,
            mentor=told.boss,
            mentee=told.mia,
            state=Match.State.ACTIVE,
            score=1,
            published_at=told.match.published_at,
        )
        found = my_matches(told.mia, now=told.match.published_at)
        assert [(mine.other.name, mine.is_mentee) for mine in found] == [
            ("Bea Boss", True),
            ("Ana New", False),
        ]
        assert Membership.objects.filter(person=told.mia).exists()
