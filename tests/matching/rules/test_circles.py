"""The mix of circles, counted, against the engine's, couple by couple."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from matching.engine.mix import differences, mix_of
from matching.rules.circle_board import Apart, Board, fill
from matching.rules.circles import Fellow, Mixing

TODAY = date(2026, 3, 2)
MIXING = Mixing(("department", "location", "tenure", "grade"), TODAY)
WORDS = st.sampled_from(["", "a", "A", "b", "c"])
DAYS = st.none() | st.dates(date(2015, 1, 1), TODAY)


def fellow(n, **fields):
    return Fellow(id=UUID(int=n), **fields)


@st.composite
def crowds(draw, most=8):
    rows = draw(st.lists(st.tuples(WORDS, WORDS, WORDS, DAYS), max_size=most))
    return [
        fellow(n, department=d, location=place, grade=g, starts_on=on)
        for n, (d, place, g, on) in enumerate(rows)
    ]


@given(crowds())
def test_mix_is_that_of_the_engine(people):
    records = [MIXING.record(one) for one in people]
    theirs = mix_of(differences(records), range(len(people)), 4)
    assert round(MIXING.of(people).share, 9) == round(theirs, 9)


@given(crowds(most=12))
def test_effects_of_moves_and_swaps_are_those_of_counting_again(people):
    circles = {UUID(int=100 + n): people[n::3] for n in range(3)}
    board = Board(circles, Apart(), MIXING)
    home = UUID(int=100)
    for who in circles[home][:2]:
        for effect in (*board.moves(who, home), *board.swaps(who, home)):
            after = {
                key: [one for one in group if one.id != who.id] for key, group in circles.items()
            }
            after[effect.circle].append(who)
            if effect.other:
                [other] = [one for one in people if one.id == effect.other]
                after[effect.circle].remove(other)
                after[home].append(other)
            assert effect.whole == (
                MIXING.of_all(circles.values()).tenths,
                MIXING.of_all(after.values()).tenths,
            )
            assert effect.there[1] == MIXING.of(after[effect.circle]).percent
            assert effect.here[1] == MIXING.of(after[home]).percent


def test_private_wish_counts_against_the_whole_circle_and_a_known_one_against_who_stays():
    one, other, third = (fellow(n) for n in range(3))
    couple = frozenset({frozenset({one.id, other.id})})
    ids = [other.id, third.id]
    assert Apart(team=couple).may_take(one.id, ids, leaving=other.id)
    assert not Apart(team=couple).may_take(one.id, ids, leaving=third.id)
    assert not Apart(private=couple).may_take(one.id, ids, leaving=other.id)


def test_newcomers_fill_the_circles_one_after_the_other():
    circles = {UUID(int=100): [fellow(n, department="a") for n in range(7)]}
    board = Board(circles, Apart(), MIXING)
    found = fill(board, [fellow(20, department="b"), fellow(21, department="c")])
    assert found == [(UUID(int=20), UUID(int=100)), (UUID(int=21), None)]
    assert len(circles[UUID(int=100)]) == 7
