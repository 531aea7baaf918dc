"""What to talk about, and how far a pair is in the learning loop."""

from matching.rules.milestones import loop_of, usual_milestones
from matching.rules.starters import agenda


def test_first_three_meetings_have_an_agenda_each():
    assert [one.number for one in map(agenda, range(1, 4)) if one] == [1, 2, 3]
    assert agenda(4) is None


def test_agenda_is_about_what_one_wants_and_the_other_knows():
    for number in (1, 2, 3):
        found = agenda(number, wanted="Python", common="You both know Excel")
        assert found is not None
        assert "Python" in " ".join(found.points)
    first = agenda(1, wanted="Python", common="You both know Excel")
    assert first is not None
    assert first.points[1] == "What you have in common: You both know Excel"


def test_struggle_stands_only_in_the_second_agenda_and_only_when_shared():
    texts = [
        " ".join(found.points)
        for number in (1, 2, 3)
        if (found := agenda(number, shared_private=["Delegating"]))
    ]
    assert ["Delegating" in text for text in texts] == [False, True, False]
    plain = agenda(2)
    assert plain is not None
    assert "struggle" not in " ".join(plain.points)


def test_loop_closes_stage_by_stage():
    def done(**given):
        return [stage.is_done for stage in loop_of(**given)]

    assert done(meetings=0, goals_done=0, closings=[]) == [False] * 4
    assert done(meetings=2, goals_done=1, closings=[]) == [True, True, False, False]
    assert done(meetings=2, goals_done=1, closings=[False]) == [True, True, False, True]
    assert done(meetings=2, goals_done=1, closings=[True]) == [True] * 4


def test_milestones_fit_their_column():
    assert len(usual_milestones()) == 3
    assert all(len(text) <= 160 for text in usual_milestones())
