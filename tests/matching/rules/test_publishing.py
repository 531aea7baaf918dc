from uuid import UUID

from matching.rules.publishing import Proposal, Standing, obstacle_text, sort_out
from matching.rules.reporting import cut_circles

MIA, MAX, ANA, BO, CY = (UUID(int=number) for number in range(1, 6))
BEST, NEXT, LAST = (UUID(int=number) for number in range(10, 13))


def standing(**changes):
    values = {
        "places": {MIA: 2, MAX: 1},
        "mentees": frozenset({ANA, BO, CY}),
        "matched": frozenset(),
        "lines": cut_circles({}),
        **changes,
    }
    return Standing(**values)


def proposals(mentor=MIA):
    return [
        Proposal(LAST, mentor, CY, 0.2),
        Proposal(BEST, mentor, ANA, 0.9),
        Proposal(NEXT, mentor, BO, 0.5),
    ]


def test_best_pairs_get_the_places_that_are_left():
    fit, obstacles = sort_out(proposals(), standing())
    assert [proposal.id for proposal in fit] == [BEST, NEXT]
    assert obstacles == {LAST: "no_place"}


def test_what_has_changed_since_keeps_a_pair_back():
    now = standing(
        matched=frozenset({ANA}),
        mentees=frozenset({ANA, BO}),
        lines=cut_circles({BO: MIA, MIA: None}),
    )
    fit, obstacles = sort_out(proposals(), now)
    assert fit == []
    assert obstacles == {BEST: "matched", NEXT: "reporting_line", LAST: "left"}


def test_pair_of_which_one_reviews_the_other_now_is_kept_back_either_way():
    fit, obstacles = sort_out(proposals(), standing(reviews=frozenset({(MIA, ANA), (BO, MIA)})))
    assert [proposal.id for proposal in fit] == [LAST]
    assert obstacles == {BEST: "reviewer_of", NEXT: "reviewer_of"}
    assert obstacle_text("reviewer_of") == "one of them reviews the other's work now"


def test_mentor_who_left_the_program_gets_nobody():
    fit, obstacles = sort_out(proposals(), standing(places={MAX: 5}))
    assert (fit, set(obstacles.values())) == ([], {"left"})


def test_each_obstacle_is_said_in_words():
    assert obstacle_text("no_place") == "the mentor has no place left"
