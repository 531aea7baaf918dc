from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feedback.rules import knowledge
from feedback.rules.results import Distribution, Question, Stage, stage_of
from feedback.rules.rounds import (
    AlreadyAnsweredError,
    NotAskedError,
    RoundClosedError,
    closing_time,
    comment_threshold_for,
    reminder_time,
    threshold_for,
    why_no_answer,
)
from feedback.rules.visibility import (
    Terms,
    check_sentence,
    may_read,
    no_suggestions,
    sentence_of,
    too_few_there,
)

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
people = st.integers(min_value=0, max_value=60)
thresholds = st.integers(min_value=3, max_value=10)
ids = st.sampled_from([uuid4() for _ in range(3)])
ids_or_none = st.one_of(st.none(), ids)


def terms(invited=12, threshold=5, facilitator="Fay Facilitator"):
    return Terms(threshold, comment_threshold_for(threshold), invited, facilitator, "Acme")


@given(st.integers(min_value=-5, max_value=20))
def test_threshold_is_never_below_three(setting):
    assert threshold_for(setting) == max(setting, 3)
    assert comment_threshold_for(threshold_for(setting)) >= max(10, setting)


def test_round_is_open_for_three_days_and_reminds_a_day_before():
    assert closing_time(NOW) == NOW + timedelta(days=3)
    assert reminder_time(closing_time(NOW)) == NOW + timedelta(days=2)


@pytest.mark.parametrize(
    ("is_closed", "has_answered", "now", "refusal"),
    [
        (False, False, NOW, None),
        (False, True, NOW, AlreadyAnsweredError),
        (True, True, NOW, AlreadyAnsweredError),
        (False, None, NOW, NotAskedError),
        (True, None, NOW, RoundClosedError),
        (False, False, NOW + timedelta(days=3), RoundClosedError),
        (False, False, NOW + timedelta(days=3, seconds=-1), None),
    ],
)
def test_answer_is_refused(is_closed, has_answered, now, refusal):
    found = why_no_answer(
        is_closed=is_closed,
        closes_at=NOW + timedelta(days=3),
        has_answered=has_answered,
        now=now,
    )
    assert (type(found) if found else None) is refusal


@given(closed=st.booleans(), invited=people, answers=people, threshold=thresholds)
def test_results_are_shown_only_after_the_close_and_from_the_threshold_on(
    closed, invited, answers, threshold
):
    assume(answers <= invited)
    stage = stage_of(is_closed=closed, invited=invited, answers=answers, threshold=threshold)
    assert (stage == Stage.SHOWN) == (closed and answers >= threshold)
    assert (stage == Stage.TOO_FEW_THERE) == (invited < threshold)


@given(person=ids, reader=ids_or_none, facilitator=ids_or_none, is_hr_admin=st.booleans())
def test_readers_are_hr_admins_and_the_facilitator_who_was_promised(
    person, reader, facilitator, is_hr_admin
):
    reads = may_read(
        person_id=person, is_hr_admin=is_hr_admin, reader_id=reader, facilitator_id=facilitator
    )
    assert reads == (is_hr_admin or (person == reader and reader == facilitator))


@given(person=ids, reader=ids_or_none, before=ids_or_none, after=ids_or_none)
def test_change_of_facilitator_never_adds_a_reader(person, reader, before, after):
    assume(before == reader)  # a round opens with the facilitator of that moment

    def reads(facilitator):
        return may_read(
            person_id=person, is_hr_admin=False, reader_id=reader, facilitator_id=facilitator
        )

    assert reads(before) or not reads(after)


def test_sentence_names_readers_and_thresholds():
    assert sentence_of(terms()) == (
        "Fay Facilitator (facilitator) and the HR admins of Acme see averages and how often each "
        "number was chosen, but only after the close and from 5 answers on. They read "
        "suggestions, in random order, from 10 answers on. What falls short of that is deleted "
        "unread. Nobody sees who answered what. If everybody answers alike, the totals show what "
        "everybody said."
    )


def test_sentence_without_facilitator_names_hr_alone():
    assert sentence_of(terms(facilitator="")).startswith("The HR admins of Acme see")


@pytest.mark.parametrize(
    ("invited", "is_closed", "ends"),
    [
        (7, False, "from 5 people on."),
        (7, True, "you are not in them."),
        (4, True, "your own answers and score."),
    ],
)
def test_sentence_of_a_check_says_who_sees_totals(invited, is_closed, ends):
    sentence = check_sentence(invited=invited, threshold=5, is_closed=is_closed)
    assert sentence.startswith("Only you see your own answers and score.")
    assert sentence.endswith(ends)


def test_sentence_of_a_room_below_ten_promises_nothing_about_suggestions():
    assert "suggestions" not in sentence_of(terms(invited=9))
    assert no_suggestions(9, 10).startswith("9 people were there. Suggestions are shown from 10")


@given(invited=people, threshold=thresholds)
def test_sentence_of_a_room_below_the_threshold_says_that_nobody_is_asked(invited, threshold):
    sentence = sentence_of(terms(invited=invited, threshold=threshold))
    assert (sentence == too_few_there(invited, threshold)) == (invited < threshold)


@pytest.mark.parametrize(
    ("invited", "begins"),
    [
        (0, "Nobody was checked in"),
        (1, "Only 1 person was there. Ratings are shown from 5"),
        (4, "Only 4 people were there. Ratings are shown from 5"),
    ],
)
def test_too_few_there_is_said_in_words(invited, begins):
    assert too_few_there(invited, 5).startswith(begins)


@given(st.tuples(*[st.integers(min_value=0, max_value=20)] * 5).filter(any))
def test_distribution_mean_lies_between_the_ratings(counts):
    distribution = Distribution(Question.USEFUL, counts)
    assert 1 <= distribution.mean <= 5
    assert sum(count for _label, count in distribution.rows) == distribution.total


@pytest.mark.parametrize(
    ("counts", "finding"),
    [
        ((0, 0, 1, 2, 3), "Most found it useful: 4.3 of 5 on average"),
        ((1, 1, 1, 1, 1), "About half found it useful: 3.0 of 5 on average"),
        ((3, 2, 1, 0, 0), "Few found it useful: 1.7 of 5 on average"),
    ],
)
def test_finding_says_what_the_counts_say(counts, finding):
    assert Distribution(Question.USEFUL, counts).finding == finding


texts = st.text(alphabet="abc", max_size=2)


@given(texts, st.lists(texts, min_size=4, max_size=4), st.none() | st.integers(-1, 4))
def test_question_without_problems_is_sound_without_its_gaps(text, choices, correct):
    if knowledge.problems_of(text, choices, correct):
        return
    question = knowledge.without_gaps(text, choices, correct)
    assert question.choices[question.correct] == choices[correct]
    assert knowledge.are_sound([question])


@pytest.mark.parametrize(
    ("text", "choices", "correct", "parts"),
    [
        ("", ["a", "b"], 0, {"text"}),
        ("q", ["a", ""], 0, {"choices"}),
        ("q", ["a", "A"], 0, {"choices"}),
        ("q", ["a", "b"], None, {"correct"}),
        ("q", ["a", "b", ""], 2, {"correct"}),
        ("", ["", ""], None, {"text", "choices", "correct"}),
        ("q", ["a", "b"], 1, set()),
    ],
)
def test_question_problems(text, choices, correct, parts):
    assert set(knowledge.problems_of(text, choices, correct)) == parts


def test_no_or_six_questions_are_not_sound():
    question = knowledge.Question("q", ("a", "b"), 0)
    assert not knowledge.are_sound([])
    assert knowledge.are_sound([question] * 5)
    assert not knowledge.are_sound([question] * 6)


def test_score_counts_right_answers():
    questions = [knowledge.Question("q", ("a", "b"), right) for right in (0, 1, 1)]
    assert knowledge.score_of([0, 1, 0], questions) == 2
    assert knowledge.right_counts([[0, 1, 0], [0, 0, 1]], [0, 1, 1]) == [2, 1, 1]


@pytest.mark.parametrize("answers", [[], [0], [0, 2], [0, -1], [0, 0, 0]])
def test_score_of_incomplete_answers_is_refused(answers):
    questions = [knowledge.Question("q", ("a", "b"), 0)] * 2
    with pytest.raises(knowledge.IncompleteAttemptError):
        knowledge.score_of(answers, questions)


@pytest.mark.parametrize(
    ("rights", "attempts", "lost"),
    [([5, 3, 4], 5, 1), ([5, 5, 5], 5, None), ([4, 5], 5, None), ([], 5, None), ([0], 0, None)],
)
def test_most_lost_is_the_question_with_the_fewest_right_answers(rights, attempts, lost):
    assert knowledge.most_lost(rights, attempts) == lost


@pytest.mark.parametrize(
    ("rights", "attempts", "finding"),
    [
        ([9, 9, 9], 9, "Everybody was right on everything"),
        ([0, 0, 0], 9, "Nobody was right on anything"),
        # majorities below the share from which something counts as learned
        ([7, 6, 9], 9, "Most people were right on all 3 questions"),
        ([7, 4, 9], 9, "Most people were right on 2 of 3 questions"),
        # half is not most
        ([5, 5], 10, "On no question were more than half of the people right"),
        ([6, 5], 10, "Most people were right on 1 of 2 questions"),
        ([4, 1], 9, "On no question were more than half of the people right"),
        ([3], 5, "Most people were right on the question"),
        ([], 0, "Nobody has answered"),
        ([0, 0], 0, "Nobody has answered"),
    ],
)
def test_finding_says_what_the_bars_show(rights, attempts, finding):
    assert knowledge.finding_of(rights, attempts) == finding


@given(st.lists(st.integers(0, 9), min_size=2, max_size=5))
def test_finding_counts_exactly_the_bars_above_half(rights):
    finding = knowledge.finding_of(rights, 9)
    above = sum(right > 4.5 for right in rights)
    if 0 < above < len(rights):
        assert finding == f"Most people were right on {above} of {len(rights)} questions"
    else:
        assert " of " not in finding or not above
