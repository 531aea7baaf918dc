"""Mentees' lists: choosing, asking, order, deadline; what mentors say; who is shown first."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from matching.actions.not_now import BreakDayError, end_break, take_break
from matching.actions.offers import accept_request, decline_request
from matching.actions.wishes import (
    choose_mentor_oneself,
    move_choice,
    order_choices,
    say_of_mentee,
    set_modes,
)
from matching.errors import NoChoicesError, NotPossibleError, TooManyChoicesError
from matching.models import MatchBlock, MatchRequest, MentorWish
from matching.queries.directory import Directory, my_choices
from matching.queries.modes import mentees_to_rank, mentors_to_choose, programs_to_choose_in
from matching.rules.fit import Fit
from matching.rules.group import Participant
from matching.rules.spreading import featured
from peerlearn.people.actions.sharing import agree_to_private_matching
from peerlearn.people.models import PersonTopic, Topic
from tests.matching.builders import make_mentor

State = MatchRequest.State


@pytest.fixture
def asking(scene):
    with scene.cast.inside():
        set_modes(scene.program, by=scene.cast.hr_admin.person, choosing="ask", most_choices=3)
    return scene


@pytest.fixture
def ranking(scene):
    with scene.cast.inside():
        set_modes(
            scene.program,
            by=scene.cast.hr_admin.person,
            choosing="rank",
            choose_until=timezone.localdate() + timedelta(days=3),
        )
    return scene


def choose(scene, mentor, who="ana"):
    return choose_mentor_oneself(scene.program, mentor.id, by=getattr(scene, who))


def names(scene, who="ana"):
    return [one.mentor.name for one in my_choices(scene.program, getattr(scene, who))]


def directory(scene, who="ana"):
    return Directory(scene.program, getattr(scene, who), now=timezone.now())


def test_first_is_asked_at_once_and_the_others_wait(asking):
    with asking.cast.inside():
        first, second = choose(asking, asking.max), choose(asking, asking.mia)
        assert (first.state, second.state) == (State.ASKED, State.QUEUED)
        assert choose(asking, asking.mia) == second
        assert first.reasons
        decline_request(first, by=asking.max, reason="time")
        second.refresh_from_db()
        assert second.state == State.ASKED


def test_ranked_lists_ask_nobody(ranking):
    with ranking.cast.inside():
        assert choose(ranking, ranking.max).state == State.QUEUED


def test_list_holds_as_many_as_the_program_allows(asking):
    with asking.cast.inside():
        set_modes(asking.program, by=asking.cast.hr_admin.person, most_choices=1)
        choose(asking, asking.max)
        with pytest.raises(TooManyChoicesError):
            choose(asking, asking.mia)


def test_order_changes_by_steps_and_at_once(ranking):
    with ranking.cast.inside():
        for mentor in (ranking.mia, ranking.max, ranking.boss):
            choose(ranking, mentor)
        last = my_choices(ranking.program, ranking.ana)[2]
        move_choice(last, up=True, by=ranking.ana)
        assert names(ranking) == ["Mia Mentor", "Bea Boss", "Max Mentor"]
        move_choice(my_choices(ranking.program, ranking.ana)[0], up=True, by=ranking.ana)
        assert names(ranking)[0] == "Mia Mentor"
        ids = [one.id for one in my_choices(ranking.program, ranking.ana)]
        order_choices(ranking.program, [ids[2], ids[0]], by=ranking.ana)
        assert names(ranking) == ["Max Mentor", "Mia Mentor", "Bea Boss"]


def test_others_do_not_move_what_is_not_theirs(ranking):
    with ranking.cast.inside():
        choose(ranking, ranking.mia)
        second = choose(ranking, ranking.max)
        move_choice(second, up=True, by=ranking.bo)
        assert names(ranking) == ["Mia Mentor", "Max Mentor"]


def test_lists_are_closed_after_their_day(ranking):
    with ranking.cast.inside():
        choice = choose(ranking, ranking.mia)
        yesterday = timezone.localdate() - timedelta(days=1)
        set_modes(ranking.program, by=ranking.cast.hr_admin.person, choose_until=yesterday)
        with pytest.raises(NoChoicesError):
            choose(ranking, ranking.max)
        with pytest.raises(NoChoicesError):
            move_choice(choice, up=True, by=ranking.ana)


def test_nobody_chooses_where_the_program_has_no_lists(scene):
    with scene.cast.inside():
        assert programs_to_choose_in(scene.ana) == []
        with pytest.raises(NoChoicesError):
            choose(scene, scene.mia)


def test_who_is_not_allowed_is_not_shown_and_cannot_be_chosen(asking):
    with asking.cast.inside():
        MatchBlock.objects.create(program=asking.program, mentor=asking.mia, mentee=asking.ana)
        shown = {one.fit.mentor.name for one in directory(asking).listed}
        assert shown == {"Max Mentor", "Bea Boss"}
        with pytest.raises(NotPossibleError):
            choose(asking, asking.mia)


def test_break_is_shown_and_kept(asking):
    with asking.cast.inside():
        today = timezone.localdate()
        take_break(asking.mia, today + timedelta(days=9), today=today)
        found = directory(asking)
        card = next(one for one in found.cards(found.listed) if one.mentor == asking.mia)
        assert card.not_before == today + timedelta(days=9)
        assert not card.can_be_chosen
        with pytest.raises(NotPossibleError):
            choose(asking, asking.mia)
        end_break(asking.mia)
        assert choose(asking, asking.mia).state == State.ASKED
        with pytest.raises(BreakDayError):
            take_break(asking.mia, today, today=today)


def test_cards_say_why_how_many_places_and_how_fast(asking):
    with asking.cast.inside():
        now = timezone.now()
        for hours, mentee in ((20, asking.bo), (30, asking.cy), (40, asking.boss)):
            MatchRequest.objects.create(
                program=asking.program,
                mentee=mentee,
                mentor=asking.mia,
                origin="choice",
                state=State.DECLINED,
                reason="time",
                asked_at=now - timedelta(days=9),
                answered_at=now - timedelta(days=9) + timedelta(hours=hours),
            )
        found = directory(asking)
        cards = {card.mentor.name: card for card in found.cards(found.listed)}
        assert cards["Mia Mentor"].usual_days == 2
        assert cards["Max Mentor"].usual_days is None
        assert cards["Max Mentor"].free == 2
        assert "which you want to learn" in cards["Mia Mentor"].reasons[0].text


def test_struggles_change_nothing_in_what_a_mentee_is_shown(asking):
    with asking.cast.inside():
        before = [(one.fit.mentor.id, one.fit.score) for one in directory(asking).listed]
        topic = Topic.objects.create(name="Saying no")
        for person in (asking.ana, asking.boss):
            PersonTopic.objects.create(person=person, topic=topic, stance="struggles")
            agree_to_private_matching(person)
        assert [(one.fit.mentor.id, one.fit.score) for one in directory(asking).listed] == before


def test_yes_ends_the_list(asking):
    with asking.cast.inside():
        first = choose(asking, asking.max)
        choose(asking, asking.mia)
        accept_request(first, by=asking.max)
        assert names(asking) == []


def test_mentor_says_in_private_how_gladly(ranking):
    with ranking.cast.inside():
        choose(ranking, ranking.mia)
        say_of_mentee(ranking.program, ranking.ana, rank=None, by=ranking.mia)
        say_of_mentee(ranking.program, ranking.ana, rank=2, by=ranking.mia)
        assert MentorWish.objects.get().rank == 2
        with pytest.raises(NotPossibleError):
            say_of_mentee(ranking.program, ranking.bo, rank=1, by=ranking.mia)


def test_featured_only_as_often_as_there_is_room():
    def fit(number, score, places):
        return Fit(Participant(id=UUID(int=number), name="", places=places), score, ())

    fits = [fit(1, 0.9, 1), fit(2, 0.8, 2), fit(3, 0.7, 1), fit(4, 0.6, 0)]
    mentee = UUID(int=99)
    assert featured(fits, mentee, {}) == [UUID(int=1), UUID(int=2), UUID(int=3)]
    assert featured(fits, mentee, {UUID(int=1): 1}) == [UUID(int=2), UUID(int=3)]
    assert featured(fits, mentee, {UUID(int=2): 1}, most=2) == [UUID(int=1), UUID(int=2)]


def test_mentors_of_the_same_score_take_turns():
    fits = [
        Fit(Participant(id=UUID(int=number), name="", places=1), 0.5, ()) for number in range(1, 9)
    ]
    firsts = {featured(fits, UUID(int=1000 + at), {})[0] for at in range(60)}
    assert len(firsts) == 8
    assert featured(fits, UUID(int=1000), {}) == featured(fits, UUID(int=1000), {})


@pytest.mark.parametrize("more", [0, 5])
def test_directory_asks_the_database_as_often_for_any_number(
    asking, more, django_assert_max_num_queries
):
    with asking.cast.inside():
        for number in range(more):
            make_mentor(asking.program, f"More {number}", knows="Pay")
        with django_assert_max_num_queries(24):
            found = directory(asking)
            assert len(found.cards(found.listed)) == 3 + more


def test_day_of_the_deadline_itself_is_open(ranking):
    with ranking.cast.inside():
        today: date = timezone.localdate()
        set_modes(ranking.program, by=ranking.cast.hr_admin.person, choose_until=today)
        assert choose(ranking, ranking.mia).state == State.QUEUED


def programs(parts):
    return [part.program for part in parts]


def test_list_waits_for_a_mentee_until_there_is_a_name_on_it(ranking):
    today = timezone.localdate()
    with ranking.cast.inside():
        assert programs(mentors_to_choose(ranking.ana, today=today)) == [ranking.program]
        assert not mentors_to_choose(ranking.max, today=today).exists()
        assert not mentors_to_choose(ranking.ana, today=today + timedelta(days=400)).exists()
        choose_mentor_oneself(ranking.program, ranking.max.id, by=ranking.ana)
        assert not mentors_to_choose(ranking.ana, today=today).exists()


def test_wish_waits_for_a_mentor_who_was_chosen_until_it_is_said(ranking):
    today = timezone.localdate()
    with ranking.cast.inside():
        assert not mentees_to_rank(ranking.max, today=today).exists()
        choose_mentor_oneself(ranking.program, ranking.max.id, by=ranking.ana)
        assert programs(mentees_to_rank(ranking.max, today=today)) == [ranking.program]
        say_of_mentee(ranking.program, ranking.ana, rank=1, by=ranking.max)
        assert not mentees_to_rank(ranking.max, today=today).exists()


def test_who_has_a_mentor_needs_no_list(asking):
    with asking.cast.inside():
        accept_request(choose(asking, asking.max), by=asking.max)
        assert not mentors_to_choose(asking.ana, today=timezone.localdate()).exists()
