"""The pages of a pair, and what HR sees of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.ending import end_match
from matching.actions.goals import add_goal
from matching.models import Match, PairGoal, PairMeeting, PairTerms, PairVerdict
from programs.models import Program
from tests.matching.views.pages import FRAME


def path(scene, rest=""):
    return scene.ana.url(f"matching/pairs/{scene.match.id}/{rest}")


def text(answer):
    return answer.content.decode()


def test_page_shows_promise_agenda_goals_and_loop_to_both(told):
    for player in (told.ana, told.mia):
        page = text(player.client().get(path(told)))
        for words in (
            "First meeting: 30 minutes by",
            "too early to tell",
            "Meeting 1: Get to know each other",
            "We know what the mentee wants to be able to do in the end",
            "Only the two of you see them: not HR, not your managers.",
            "The learning loop",
        ):
            assert words in page


def test_goal_is_added_ticked_and_taken_back(told):
    client = told.ana.client()
    client.post(path(told, "goals/"), {"text": "Run payroll"})
    with told.cast.inside():
        goal = PairGoal.objects.get(text="Run payroll")
    client.post(path(told, f"goals/{goal.id}/tick/"))
    page = text(told.mia.client().get(path(told)))
    assert "Run payroll" in page
    assert "Not yet" in page
    told.mia.client().post(path(told, f"goals/{goal.id}/tick/undo/"))
    told.mia.client().post(path(told, f"goals/{goal.id}/removal/"))
    assert "Run payroll" not in text(client.get(path(told)))
    client.post(path(told, f"goals/{goal.id}/removal/undo/"))
    assert "Run payroll" in text(client.get(path(told)))


def test_empty_goal_is_refused_in_words(told):
    answer = told.ana.client().post(path(told, "goals/"), {"text": ""}, follow=True)
    assert "This field is required" in text(answer)


def test_goal_of_another_pair_is_not_there(told):
    with told.cast.inside():
        other = Match.objects.get(mentee=told.bo.person)
        goal = add_goal(other, text="Theirs", by=told.bo.person)
    answer = told.ana.client().post(path(told, f"goals/{goal.id}/tick/"))
    assert answer.status_code == 404


def test_meeting_is_planned_from_a_suggested_time_and_noted_later(told):
    client = told.ana.client()
    at = (timezone.now() + timedelta(days=2)).isoformat()
    client.post(path(told, "meetings/next/"), {"at": at})
    assert "Planned for" in text(told.mia.client().get(path(told)))
    client.post(path(told, "meetings/"), {"on": timezone.localdate().isoformat()})
    with told.cast.inside():
        assert sorted(PairMeeting.objects.values_list("state", flat=True)) == ["held", "planned"]
    page = text(client.get(path(told)))
    assert "on track" in page
    assert "Meeting 2: One real task" in page


def test_pause_is_shown_to_both_and_ends_by_either(told):
    with told.cast.inside():
        Program.objects.filter(id=told.program.id).update(ends_on=None)
    back = (timezone.localdate() + timedelta(days=10)).isoformat()
    refused = told.ana.client().post(path(told, "pause/"), {"returns_on": "2020-01-01"})
    assert refused.status_code == 422
    told.ana.client().post(path(told, "pause/"), {"returns_on": back})
    for player in (told.ana, told.mia):
        assert "the clock stands still" in text(player.client().get(path(told)))
    told.mia.client().post(path(told, "pause/end/"))
    with told.cast.inside():
        assert Match.objects.get(id=told.match.id).state == "active"


def test_long_break_of_the_mentor_says_that_the_pair_has_ended(told):
    with told.cast.inside():
        Program.objects.filter(id=told.program.id).update(ends_on=None)
    back = (timezone.localdate() + timedelta(days=60)).isoformat()
    page = text(told.mia.client().post(path(told, "pause/"), {"returns_on": back}, follow=True))
    assert "your pair has ended" in page
    assert "take a break; both" not in page


def test_passing_on_says_who_reads_it_before_asking(told):
    page = text(told.ana.client().get(path(told, "passing-on/")))
    assert "Nobody reads this: not Mia Mentor, not HR" in page
    assert page.index("Nobody reads this") < page.index('name="reason"')
    told.ana.client().post(path(told, "passing-on/"), {"reason": "contact", "again": "no"})
    after = text(told.mia.client().get(path(told)))
    assert "You two are no longer a pair in this program." in after
    assert "One question, in confidence" in after
    told.mia.client().post(path(told, "verdict/"), {"again": "yes"})
    with told.cast.inside():
        assert PairVerdict.objects.get(person=told.mia.person).again is True
    assert "One question, in confidence" not in text(told.mia.client().get(path(told)))


def test_thanks_are_read_only_when_both_have_looked_back(told):
    words = {"thanks": "You were there.", "commitment": "ask early", "stays_in_touch": "on"}
    told.ana.client().post(path(told, "closing/"), words)
    assert "You were there." not in text(told.mia.client().get(path(told)))
    told.mia.client().post(path(told, "closing/"), {})
    page = text(told.mia.client().get(path(told)))
    assert "You were there." in page
    assert "ask early" not in page
    assert "both would like to stay in touch" not in page
    told.mia.client().post(path(told, "closing/"), {"stays_in_touch": "on"})
    assert "both would like to stay in touch" in text(told.ana.client().get(path(told)))
    assert "has completed a pair" in text(health_page(told))


@pytest.mark.parametrize("rest", ["pause/", "passing-on/", "end/", "closing/"])
def test_pages_of_the_two_are_not_there_for_others(told, rest):
    for player in (told.bo, told.cast.hr_admin):
        assert player.client().get(path(told, rest)).status_code == 404
        assert player.client().post(path(told, rest)).status_code == 404


def health_page(scene, query=""):
    address = f"matching/programs/{scene.program.id}/pairs/{query}"
    return scene.cast.hr_admin.client().get(scene.cast.hr_admin.url(address))


def test_hr_sees_health_without_content(told):
    with told.cast.inside():
        add_goal(told.match, text="Secret goal", by=told.ana.person)
        end_match(Match.objects.get(mentee=told.bo.person), by=told.bo.person, reason="contact")
    page = text(health_page(told))
    assert "The first meeting isn&#x27;t due yet." in page
    assert "had a pair before" in page
    assert "Too few answers yet." in page
    for secret in ("Secret goal", "We didn", "Seen by"):
        assert secret not in page
    names = text(told.cast.hr_admin.client().get(path(told)))
    assert "Secret goal" not in names
    assert "The first meeting isn&#x27;t due yet." in names
    assert f"mailto:{told.ana.person.email},{told.mia.person.email}" in names


def test_hr_asks_a_mentor_for_who_waits_from_the_page_of_health(told):
    with told.cast.inside():
        end_match(Match.objects.get(mentee=told.bo.person), by=told.bo.person, reason="contact")
    address = told.cast.hr_admin.url(
        f"matching/programs/{told.program.id}/mentees/{told.bo.person.id}/offer/"
    )
    assert f'action="{address}"' in text(health_page(told))
    assert told.cast.hr_admin.client().post(address).status_code == 302
    page = text(health_page(told))
    assert "a mentor is asked" in page
    assert f'action="{address}"' not in page


def test_hr_reads_no_health_of_a_pair_that_is_over(told):
    with told.cast.inside():
        end_match(told.match, by=told.ana.person, reason="contact")
    names = text(told.cast.hr_admin.client().get(path(told)))
    assert "What you can do" not in names


def test_hr_filters_by_health(told):
    with told.cast.inside():
        late = timezone.now() - timedelta(days=30)
        Match.objects.filter(id=told.match.id).update(published_at=late)
    page = health_page(told, "?health=check_in")
    assert [pair.mentee for pair in page.context["page"]] == ["Ana New"]
    assert "1 of 3 pair needs a check-in" in text(page)
    assert len(health_page(told, "?health=nonsense").context["page"].object_list) == 3


def test_hr_sets_what_pairs_are_promised(told):
    admin = told.cast.hr_admin
    address = admin.url(f"matching/programs/{told.program.id}/pairs/terms/")
    page = admin.client().get(address)
    seen = page.context["form"].initial["seen"]
    fields = {"first_meeting_days": 3, "check_in_weeks": 2}
    assert admin.client().post(address, {**fields, "seen": seen}).status_code == 302
    assert admin.client().post(address, {**fields, "check_in_weeks": 9}).status_code == 422
    with told.cast.inside():
        assert PairTerms.objects.get().check_in_weeks == 2
    assert "First meeting within 3 working days." in text(health_page(told))


def test_health_takes_as_many_queries_for_three_pairs_as_for_one(told, django_assert_num_queries):
    admin = told.cast.hr_admin
    client, address = admin.client(), f"matching/programs/{told.program.id}/pairs/"
    client.get(admin.url(address))
    with told.cast.inside():
        ids = list(Match.objects.filter(run=told.run).values_list("id", flat=True))
    for count in (1, 3):
        with told.cast.inside():
            Match.objects.filter(id__in=ids).update(state="ended_early")
            Match.objects.filter(id__in=ids[:count]).update(state="active")
        with django_assert_num_queries(FRAME + 7):
            page = client.get(admin.url(address))
        assert len(page.context["page"].object_list) == count


def test_own_page_takes_as_many_queries_for_many_goals_as_for_few(told, django_assert_num_queries):
    client = told.ana.client()
    client.get(path(told))
    for _round in (1, 2):
        with django_assert_num_queries(FRAME + 19):
            client.get(path(told))
        with told.cast.inside():
            for number in range(4):
                add_goal(told.match, text=f"Goal {number}", by=told.ana.person)
