from itertools import permutations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from matching.rules.reporting import cut_circles, find_circles, in_one_line, pairs_by_circle

ANN, BO, CY, DEE, EVE = (UUID(int=number) for number in range(1, 6))


def test_chain_is_above_and_below_but_siblings_are_not():
    lines = cut_circles({ANN: None, BO: ANN, CY: BO, DEE: ANN})
    assert lines.above(CY) == [BO, ANN]
    assert in_one_line(CY, ANN, lines)
    assert in_one_line(ANN, CY, lines)
    assert not in_one_line(CY, DEE, lines)


def test_everybody_of_a_circle_stands_in_one_line_with_all_of_it_and_below_it():
    lines = cut_circles({ANN: CY, BO: ANN, CY: BO, DEE: BO, EVE: None})
    assert lines.circles == ((ANN, CY, BO),)
    for one, other in permutations([ANN, BO, CY, DEE], 2):
        assert in_one_line(one, other, lines)
    assert not in_one_line(EVE, DEE, lines)
    assert (CY, DEE) in pairs_by_circle([CY, DEE, EVE], lines)


def test_no_circle_needs_no_pairs():
    assert pairs_by_circle([ANN, BO], cut_circles({ANN: None, BO: ANN})) == set()


PEOPLE = [UUID(int=number) for number in range(12)]
ANY_LINES = st.lists(
    st.one_of(st.none(), st.sampled_from(PEOPLE)), min_size=len(PEOPLE), max_size=len(PEOPLE)
)


@given(ANY_LINES)
def test_cut_lines_have_no_circle_and_keep_everybody_above(given_managers):
    managers = dict(zip(PEOPLE, given_managers, strict=True))
    lines = cut_circles(managers)
    assert find_circles(lines.managers) == []
    for person in PEOPLE:
        expected, at = set(), managers[person]
        while at is not None and at not in expected:
            expected.add(at)
            at = managers[at]
        assert set(lines.above(person)) == expected - {person}
