"""Finding a time, as the two see it in the browser."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.models import Match, PairMeeting, ProposedTimes
from matching.queries.times import choice_of_times
from peerlearn.people.models import Person
from tests.matching.views.pages import FRAME


def path(scene, rest=""):
    return scene.ana.url(f"matching/pairs/{scene.match.id}/{rest}")


def text(answer):
    return answer.content.decode()


def suggested(scene):
    with scene.cast.inside():
        match = Match.objects.select_related("mentor", "mentee", "program").get(id=scene.match.id)
        choice = choice_of_times(match, scene.ana.person, minutes=30, now=timezone.now())
        return [slot.starts_at for slot in choice.slots]


def asked(scene):
    with scene.cast.inside():
        return ProposedTimes.objects.get(state="open")


def propose(scene, starts, **more):
    data = {"starts": [at.isoformat() for at in starts], "minutes": "30", **more}
    return scene.ana.client().post(path(scene, "times/"), data, follow=True)


def test_page_suggests_times_with_three_of_them_marked(told):
    page = text(told.ana.client().get(path(told, "times/")))
    assert "Find a time with Mia Mentor" in page
    assert len(re.findall(r'type="checkbox" name="starts"', page)) == len(suggested(told)) == 8
    assert len(re.findall(r'name="starts"[^>]*checked', page)) == 3


def test_times_are_proposed_taken_and_planned(told):
    starts = suggested(told)[:3]
    page = text(propose(told, starts))
    assert "Proposed. Mia Mentor is asked by mail." in page
    assert "You asked Mia Mentor for one of these times" in page
    mia = told.mia.client()
    answer = text(mia.get(path(told)))
    assert "Ana New proposes times: which one suits you?" in answer
    assert answer.count("Take it<") == 3
    at = {"at": starts[1].isoformat()}
    after = text(mia.post(path(told, f"times/{asked(told).id}/acceptance/"), at, follow=True))
    assert "You meet then." in after
    assert "Planned for" in after
    with told.cast.inside():
        assert PairMeeting.objects.get().starts_at == starts[1]


def test_other_zone_stands_beside_each_time(told):
    with told.cast.inside():
        Person.objects.filter(id=told.mia.person.id).update(time_zone="Europe/Lisbon")
        Person.objects.filter(id=told.ana.person.id).update(time_zone="Europe/Berlin")
    propose(told, suggested(told)[:2])
    assert "for Mia Mentor)" in text(told.ana.client().get(path(told)))
    assert "for Ana New)" in text(told.mia.client().get(path(told)))


def test_first_times_are_proposed_by_one_click_from_the_card(told):
    page = text(told.ana.client().get(path(told)))
    assert "Propose these" in page
    starts = re.findall(r'type="hidden" name="starts" value="([^"]+)"', page)
    assert len(starts) == 3
    client = told.ana.client()
    client.post(path(told, "times/"), {"starts": starts, "minutes": "30"})
    assert len(asked(told).starts) == 3


def test_own_time_counts_beside_the_suggested_ones_and_four_are_too_many(told):
    starts = suggested(told)
    own = timezone.localtime(starts[3]).strftime("%Y-%m-%dT%H:%M")
    refused = propose(told, starts[:3], own=own)
    assert refused.status_code == 422
    assert "Choose up to three times." in text(refused)
    assert len(re.findall(r'name="starts"[^>]*checked', text(refused))) == 3
    propose(told, starts[:2], own=own)
    assert len(asked(told).starts) == 3


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"minutes": "30"}, "Choose one time at least."),
        ({"minutes": "7", "starts": ["2026-01-01T10:00:00+00:00"]}, "Select a valid choice"),
        ({"minutes": "30", "starts": ["never"]}, "Select a valid choice"),
        ({"minutes": "30", "own": "soon"}, "Enter a valid date/time"),
        ({"minutes": "30", "starts": ["2020-01-06T10:00:00+00:00"]}, "in the next three months"),
    ],
)
def test_bad_input_is_said_in_words(told, data, words):
    answer = told.ana.client().post(path(told, "times/"), data)
    assert answer.status_code == 422
    assert words in text(answer)


def test_none_suits_is_undone_or_answered_with_other_times(told):
    propose(told, suggested(told)[:1])
    times, mia = asked(told), told.mia.client()
    page = text(mia.post(path(told, f"times/{times.id}/refusal/"), follow=True))
    assert "Propose times that suit you better." in page
    mia.post(path(told, f"times/{times.id}/undo/"))
    assert asked(told).id == times.id
    assert "has proposed times as well" in text(mia.get(path(told, "times/")))


def test_own_times_are_taken_back_and_a_stale_answer_says_so(told):
    starts = suggested(told)[:1]
    propose(told, starts)
    times = asked(told)
    told.ana.client().post(path(told, f"times/{times.id}/withdrawal/"))
    answer = told.mia.client().post(
        path(told, f"times/{times.id}/acceptance/"), {"at": starts[0].isoformat()}, follow=True
    )
    assert "These times don&#x27;t stand any more." in text(answer)


@pytest.mark.parametrize("act", ["acceptance", "refusal", "withdrawal", "undo"])
def test_times_of_others_are_not_there(told, act):
    propose(told, suggested(told)[:1])
    times = asked(told)
    for player in (told.bo, told.cast.hr_admin, told.cast.outsider):
        assert player.client().post(path(told, f"times/{times.id}/{act}/")).status_code == 404


def test_hr_reads_nothing_of_times(told):
    propose(told, suggested(told)[:1])
    page = text(told.cast.hr_admin.client().get(path(told)))
    assert "proposes" not in page
    assert "one of these times" not in page


def test_break_hides_the_way_to_a_time_and_an_ended_pair_leads_back(told):
    with told.cast.inside():
        Match.objects.filter(id=told.match.id).update(state="ended_early")
    answer = told.ana.client().get(path(told, "times/"), follow=True)
    assert "You two are no longer a pair" in text(answer)


def test_own_matches_take_as_many_queries_with_times_as_without(told, django_assert_num_queries):
    client, url = told.ana.client(), told.ana.url("matching/mine/")
    client.get(url)
    with django_assert_num_queries(FRAME + 16):
        client.get(url)
    propose(told, suggested(told)[:3])
    with django_assert_num_queries(FRAME + 16):
        assert "one of these times" in text(client.get(url))


def test_proposing_takes_as_many_queries_for_many_meetings_as_for_few(
    told, django_assert_num_queries
):
    client = told.ana.client()
    client.get(path(told, "times/"))
    for days in (1, 3):
        with told.cast.inside():
            for day in range(days):
                at = timezone.now() + timedelta(days=7 + days * 10 + day)
                make_held(told.match, at - timedelta(days=90))
        with django_assert_num_queries(FRAME + 29):
            client.get(path(told, "times/"))


def make_held(match, at):
    PairMeeting.objects.create(match=match, starts_at=at, state="held")
