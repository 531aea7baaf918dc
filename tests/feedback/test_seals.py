import base64
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.rounds import LONGEST_SUGGESTION
from feedback.seals import Answer, DamagedSealError, check_key, seal, slot_of, unseal

ROUND = uuid4()
ratings = st.integers(min_value=1, max_value=5)
words = st.text(
    alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]),
    max_size=LONGEST_SUGGESTION,
)


@given(useful=ratings, safe=ratings, suggestion=words)
def test_seal_gives_back_what_was_sealed(useful, safe, suggestion):
    answer = Answer(useful, safe, suggestion)
    assert unseal(seal(answer, round_id=ROUND), round_id=ROUND) == answer


@given(first=words, second=words)
def test_seals_have_one_length_whatever_was_written(first, second):
    sealed = [seal(Answer(1, 5, text), round_id=ROUND) for text in (first, second)]
    assert len(sealed[0]) == len(sealed[1])


def test_longest_suggestion_of_the_widest_characters_fits():
    answer = Answer(1, 5, "😀" * LONGEST_SUGGESTION)
    assert unseal(seal(answer, round_id=ROUND), round_id=ROUND) == answer


def test_seal_tells_no_time():
    sealed = base64.urlsafe_b64decode(seal(Answer(1, 5), round_id=ROUND))
    assert sealed[1:9] == bytes(8)


def test_seal_of_another_round_is_damaged():
    with pytest.raises(DamagedSealError):
        unseal(seal(Answer(1, 5), round_id=ROUND), round_id=uuid4())


def test_changed_seal_is_damaged():
    sealed = bytearray(seal(Answer(1, 5), round_id=ROUND))
    sealed[50] ^= 1
    for broken in (bytes(sealed), b"", b"nonsense"):
        with pytest.raises(DamagedSealError):
            unseal(broken, round_id=ROUND)


def test_seal_of_another_key_is_damaged(settings):
    sealed = seal(Answer(1, 5), round_id=ROUND)
    settings.FEEDBACK_KEY = Fernet.generate_key().decode()
    with pytest.raises(DamagedSealError):
        unseal(sealed, round_id=ROUND)


@pytest.mark.parametrize(
    "fields",
    [(0, 1, ""), (6, 1, ""), (1, 0, ""), (1, 1, "x" * (LONGEST_SUGGESTION + 1)), (1, 1, "a\0b")],
)
def test_answer_that_no_form_offers_is_refused(fields):
    with pytest.raises(ValueError, match=r"ratings|suggestion"):
        Answer(*fields)


def test_slot_is_the_same_for_one_person_and_looks_random(settings):
    person, other = uuid4(), uuid4()
    slot = slot_of(ROUND, person)
    assert slot == slot_of(ROUND, person)
    assert slot.version == 4
    assert len({slot, slot_of(ROUND, other), slot_of(uuid4(), person)}) == 3
    settings.FEEDBACK_KEY = Fernet.generate_key().decode()
    assert slot_of(ROUND, person) != slot


def test_bad_key_is_refused_at_the_start(settings):
    check_key()
    settings.FEEDBACK_KEY = "too short"
    with pytest.raises(ImproperlyConfigured, match="FEEDBACK_KEY"):
        check_key()
