"""What readers see before and after the close, and closing by hand."""

from feedback.models import FeedbackRound
from tests.feedback.browsing import close_with, get, post, status, text
from tests.feedback.making import (
    answer,
    attendees,
    make_round,
)


def test_results_before_the_close_are_a_count(cast, quiz_room):
    for person in attendees(cast, quiz_room)[:5]:
        answer(quiz_room, person)
    shown = text(get(cast.facilitator, quiz_room, "results/"))
    assert "5 of 12 have answered" in shown
    assert "Results appear after that, if at least 5 have answered" in shown
    assert "on average" not in shown
    assert status(cast.facilitator, quiz_room, "results.csv") == 404


def test_results_of_too_few_say_so_without_a_number(cast):
    with cast.inside():
        opened = make_round(cast, attended=7)
    close_with(cast, opened, 4)
    for player in (cast.facilitator, cast.hr_admin):
        shown = text(get(player, opened, "results/"))
        assert "4 of 7 answered. Results are shown from 5 on" in shown
        assert "on average" not in shown
        assert status(player, opened, "results.csv") == 404


def test_results_are_a_chart_a_table_and_a_file(cast, quiz_room):
    close_with(cast, quiz_room, 10, suggestion="More <examples>")
    shown = text(get(cast.hr_admin, quiz_room, "results/"))
    for word in (
        "10 of 12",
        "Most found it useful: 4.0 of 5 on average",
        "Most felt safe to ask: 5.0 of 5 on average",
        "10 chose 4 or 5, 0 chose 3, 0 chose 1 or 2.",
        "More &lt;examples&gt;",
    ):
        assert word in shown
    rows = get(cast.hr_admin, quiz_room, "results.csv").content.decode().splitlines()
    assert rows[0] == "Question,Rating,Answers"
    assert rows[4] == "How useful was it for your work?,4,10"
    assert len(rows) == 11


def test_new_facilitator_was_not_promised_and_sees_nothing(cast, quiz_room):
    with cast.inside():
        small_room = quiz_room.learning_session
        small_room.facilitator = cast.mentor.person
        small_room.save(update_fields=["facilitator"])
    close_with(cast, quiz_room, 5)
    assert status(cast.mentor, quiz_room, "results/") == 404
    assert status(cast.facilitator, quiz_room, "results/") == 404
    assert status(cast.hr_admin, quiz_room, "results/") == 200


def test_close_now_says_what_it_means_and_closes(cast, quiz_room):
    for person in attendees(cast, quiz_room)[:3]:
        answer(quiz_room, person)
    asked = text(get(cast.facilitator, quiz_room, "close/"))
    assert "3 of 12 have answered" in asked
    assert "these answers are deleted and nobody will ever see them" in asked
    response = post(cast.facilitator, quiz_room, "close/", {}, follow=True)
    assert "Too few answers: nothing is shown" in text(response)


def test_close_without_an_answer_is_refused(cast, quiz_room):
    assert "Close now" not in text(get(cast.facilitator, quiz_room, "results/"))
    response = post(cast.facilitator, quiz_room, "close/", {}, follow=True)
    assert "Nobody has answered yet" in text(response)
    with cast.inside():
        assert not FeedbackRound.objects.get().is_closed


def test_close_by_a_participant_is_not_there(cast, quiz_room):
    assert post(cast.employee, quiz_room, "close/", {}).status_code == 404
