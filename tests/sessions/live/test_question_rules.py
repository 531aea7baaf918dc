from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.models import LiveQuestion
from sessions.rules.questions import (
    ANSWERED,
    ARCHIVED,
    ASKED,
    DISMISSED,
    HELD,
    MOVED,
    MOVES,
    ON_SCREEN,
    EmptyQuestionError,
    LongQuestionError,
    clean_question,
    first_state,
    in_order,
    may_move,
    receipt,
)


@dataclass(frozen=True)
class Stub:
    id: str
    state: str = ASKED
    votes: int = 0


def test_states_are_those_of_the_model():
    assert set(MOVES) == set(LiveQuestion.State.values) == set(MOVED)


@pytest.mark.parametrize(
    ("state", "to", "expected"),
    [
        (HELD, ASKED, True),
        (HELD, ANSWERED, False),
        (HELD, ARCHIVED, False),
        (ASKED, ON_SCREEN, True),
        (ASKED, ANSWERED, True),
        (ON_SCREEN, ASKED, True),
        (ON_SCREEN, ANSWERED, True),
        (ANSWERED, HELD, False),
        (ANSWERED, ASKED, True),
        (DISMISSED, HELD, True),
        (ASKED, "gone", False),
        ("gone", ASKED, False),
    ],
)
def test_move_is_allowed_where_the_table_says(state, to, expected):
    assert may_move(state, to) is expected


def test_every_move_can_be_undone():
    moves = [(state, to) for state, targets in MOVES.items() for to in targets]
    assert [move for move in moves if not may_move(*reversed(move))] == []


def test_order_is_screen_then_votes_then_answered():
    questions = [
        Stub("a", ANSWERED, 9),
        Stub("b", ASKED, 1),
        Stub("c", ASKED, 3),
        Stub("d", ON_SCREEN, 0),
    ]
    assert [q.id for q in in_order(questions)] == ["d", "c", "b", "a"]


def test_order_among_equals_is_by_random_id_and_not_by_arrival():
    assert [q.id for q in in_order([Stub("f"), Stub("0"), Stub("a")])] == ["0", "a", "f"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Why?  ", "Why?"),
        ("Why\r\n\r\n\r\nnot?", "Why\nnot?"),
        ("a\u0000b\u0007c", "abc"),
        ("tab\there", "tab here"),
        ("\u202egnp.exe", "gnp.exe"),
        ("u\u0308ber", "\u00fcber"),
        ("\U0001f469\u200d\U0001f4bb ok", "\U0001f469\u200d\U0001f4bb ok"),
    ],
)
def test_question_is_cleaned(typed, stored):
    assert clean_question(typed) == stored


@pytest.mark.parametrize("typed", ["", " \n ", "\u200b\u200b", "\u0000"])
def test_question_without_text_is_refused(typed):
    with pytest.raises(EmptyQuestionError):
        clean_question(typed)


def test_question_of_500_characters_passes_and_of_501_does_not():
    assert len(clean_question("x" * 500)) == 500
    with pytest.raises(LongQuestionError):
        clean_question("x" * 501)


@given(st.text(max_size=300))
def test_cleaning_twice_is_cleaning_once(typed):
    try:
        cleaned = clean_question(typed)
    except EmptyQuestionError:
        return
    assert clean_question(cleaned) == cleaned


def test_receipt_says_that_nobody_sees_the_asker_and_who_reads():
    shown, held = receipt(holds_questions=False), receipt(holds_questions=True)
    assert "Nobody can see who asked, not even HR or the facilitator." in shown
    assert shown.endswith("Everyone in the room reads the question at once.")
    assert held.endswith(
        "The facilitator reads it first and then shows it to everyone in the room."
    )


def test_new_question_is_held_only_where_the_room_holds_them():
    assert first_state(holds_questions=True) == HELD
    assert first_state(holds_questions=False) == ASKED
