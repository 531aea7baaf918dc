"""Each page: works, lesser role, outsider, invalid input."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.actions.closing import close_round
from feedback.actions.rounds import open_round
from feedback.models import Attempt, FeedbackParticipation, FeedbackRound, KnowledgeCheck
from feedback.queries.checks import questions_of
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.web.navigation import navigation
from sessions.panels import panels_of, preparations_of
from tests.feedback.making import (
    QUESTIONS,
    answer,
    attendees,
    make_check,
    make_finished_session,
    make_round,
)

RATINGS = {"useful": "4", "safe_to_ask": "5"}
CHECK = {"question_0": "0", "question_1": "0", "question_2": "3"}
MOST_QUERIES = 12  # with the frame around the page
PAGES = ["", "results/", "results.csv", "close/", "check/", "check/edit/"]


@pytest.fixture
def room(cast):
    """A round of twelve with a knowledge check."""
    with cast.inside():
        opened = make_round(cast, attended=12)
        make_check(cast, opened.learning_session)
        return opened


def path(player, opened, page=""):
    return player.url(f"feedback/{opened.learning_session_id}/{page}")


def get(player, opened, page=""):
    return player.client().get(path(player, opened, page))


def post(player, opened, page, data, **options):
    return player.client().post(path(player, opened, page), data, **options)


def text(response):
    return " ".join(response.content.decode().split())


def close_with(cast, opened, answers, **said):
    for person in attendees(cast, opened)[:answers]:
        answer(opened, person, **said)
    with cast.inside():
        close_round(opened)


def status(player, opened, page):
    return get(player, opened, page).status_code


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("employee", {"": 200, "check/": 200}),
        ("facilitator", {"results/": 200, "close/": 200, "check/edit/": 200}),
        ("hr_admin", {"results/": 200, "close/": 200, "check/edit/": 200}),
        ("outsider", {}),
    ],
)
def test_pages_are_there_for_their_readers_alone(cast, room, who, expected):
    player = getattr(cast, who)
    base = cast.employee  # the outsider asks for Acme's addresses
    client = player.client()
    found = {page: client.get(path(base, room, page)).status_code for page in PAGES}
    assert found == {page: expected.get(page, 404) for page in PAGES}


@pytest.mark.parametrize("who", ["employee", "manager", "director", "mentor"])
def test_results_are_not_there_for_participants_after_the_close(cast, room, who):
    close_with(cast, room, 10)
    player = getattr(cast, who)
    for page in ("results/", "results.csv", "close/", "check/edit/"):
        assert status(player, room, page) == 404
    assert status(cast.facilitator, room, "results/") == 200


def test_strangers_are_asked_to_sign_in(cast, room, anonymous):
    for page in PAGES:
        assert anonymous.get(path(cast.employee, room, page)).status_code == 302


def test_sentence_stands_before_the_boxes(cast, room):
    shown = text(get(cast.employee, room))
    assert shown.index("see averages") < shown.index('name="useful"')
    assert "0 of 12 have answered" in shown
    assert "data-unsaved-warning" in shown
    assert "Step 1 of 2" in shown


def test_feedback_is_given_and_leads_to_the_check(cast, room):
    response = post(cast.employee, room, "", RATINGS | {"suggestion": "More examples"})
    assert response.url == path(cast.employee, room, "check/")
    with cast.inside():
        assert FeedbackParticipation.objects.get(person=cast.employee.person).has_answered
    assert "Your answer is sealed until the round closes" in text(get(cast.employee, room))


def test_second_answer_is_told_so(cast, room):
    client = cast.employee.client()
    client.post(path(cast.employee, room), RATINGS)
    again = client.post(path(cast.employee, room), RATINGS, follow=True)
    assert "You have answered already" in text(again)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"useful": "4"}, "Choose a number from 1 to 5."),
        (RATINGS | {"useful": "6"}, "6 is not one of the available choices"),
        (RATINGS | {"suggestion": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_invalid_feedback_is_shown_with_its_errors(cast, room, data, error):
    response = post(cast.employee, room, "", data)
    assert response.status_code == 422
    shown = text(response)
    assert error in shown
    assert "There is a problem" in shown
    assert "<title>Error:" in shown.replace("<title> ", "<title>")
    with cast.inside():
        assert not FeedbackParticipation.objects.filter(has_answered=True).exists()


def test_room_below_ten_is_not_asked_for_a_suggestion(cast):
    with cast.inside():
        opened = make_round(cast, attended=9)
    shown = text(get(cast.employee, opened))
    assert 'name="suggestion"' not in shown
    assert "9 people were there. Suggestions are shown from 10 answers on" in shown


def test_room_below_the_threshold_says_so_to_all(cast):
    with cast.inside():
        opened = make_round(cast, attended=4)
    said = "Only 4 people were there. Ratings are shown from 5 answers on"
    shown = text(get(cast.employee, opened))
    assert said in shown
    assert "Tell Fay Facilitator directly" in shown
    assert 'name="useful"' not in shown
    for player in (cast.facilitator, cast.hr_admin):
        assert said in text(get(player, opened, "results/"))


def test_results_before_the_close_are_a_count(cast, room):
    for person in attendees(cast, room)[:5]:
        answer(room, person)
    shown = text(get(cast.facilitator, room, "results/"))
    assert "5 of 12 have answered" in shown
    assert "Results appear after that, if at least 5 have answered" in shown
    assert "on average" not in shown
    assert status(cast.facilitator, room, "results.csv") == 404


def test_results_of_too_few_say_so_without_a_number(cast):
    with cast.inside():
        opened = make_round(cast, attended=7)
    close_with(cast, opened, 4)
    for player in (cast.facilitator, cast.hr_admin):
        shown = text(get(player, opened, "results/"))
        assert "4 of 7 answered. Results are shown from 5 on" in shown
        assert "on average" not in shown
        assert status(player, opened, "results.csv") == 404


def test_results_are_a_chart_a_table_and_a_file(cast, room):
    close_with(cast, room, 10, suggestion="More <examples>")
    shown = text(get(cast.hr_admin, room, "results/"))
    for word in (
        "10 of 12",
        "Most found it useful: 4.0 of 5 on average",
        "Most felt safe to ask: 5.0 of 5 on average",
        "10 chose 4 or 5, 0 chose 3, 0 chose 1 or 2.",
        "More &lt;examples&gt;",
    ):
        assert word in shown
    rows = get(cast.hr_admin, room, "results.csv").content.decode().splitlines()
    assert rows[0] == "Question,Rating,Answers"
    assert rows[4] == "How useful was it for your work?,4,10"
    assert len(rows) == 11


def test_new_facilitator_was_not_promised_and_sees_nothing(cast, room):
    with cast.inside():
        lunch = room.learning_session
        lunch.facilitator = cast.mentor.person
        lunch.save(update_fields=["facilitator"])
    close_with(cast, room, 5)
    assert status(cast.mentor, room, "results/") == 404
    assert status(cast.facilitator, room, "results/") == 404
    assert status(cast.hr_admin, room, "results/") == 200


def test_close_now_says_what_it_means_and_closes(cast, room):
    for person in attendees(cast, room)[:3]:
        answer(room, person)
    asked = text(get(cast.facilitator, room, "close/"))
    assert "3 of 12 have answered" in asked
    assert "these answers are deleted and nobody will ever see them" in asked
    response = post(cast.facilitator, room, "close/", {}, follow=True)
    assert "Too few answers: nothing is shown" in text(response)


def test_close_without_an_answer_is_refused(cast, room):
    assert "Close now" not in text(get(cast.facilitator, room, "results/"))
    response = post(cast.facilitator, room, "close/", {}, follow=True)
    assert "Nobody has answered yet" in text(response)
    with cast.inside():
        assert not FeedbackRound.objects.get().is_closed


def test_close_by_a_participant_is_not_there(cast, room):
    assert post(cast.employee, room, "close/", {}).status_code == 404


def test_check_is_taken_and_shows_the_own_score(cast, room):
    form = text(get(cast.employee, room, "check/"))
    assert "Who approves them?" in form
    assert "Only you see your own answers" in form
    response = post(cast.employee, room, "check/", CHECK, follow=True)
    shown = text(response)
    assert "2 of 3" in shown
    assert "You chose “HR”." in shown
    assert "Give feedback" in shown


def test_incomplete_check_is_shown_with_its_errors(cast, room):
    response = post(cast.employee, room, "check/", {"question_0": "0", "question_1": "9"})
    assert response.status_code == 422
    assert "Choose an answer." in text(response)
    with cast.inside():
        assert not Attempt.objects.exists()


def test_check_is_not_retaken(cast, room):
    post(cast.employee, room, "check/", CHECK)
    assert post(cast.employee, room, "check/", CHECK | {"question_1": "1"}).status_code == 200
    with cast.inside():
        assert Attempt.objects.get().score == 2


def test_attempt_of_one_is_nowhere_for_others(cast, room):
    post(cast.employee, room, "check/", CHECK)
    shown = text(get(cast.facilitator, room, "results/"))
    assert "1 person has taken it" in shown
    assert "Emil" not in shown
    assert "2 of 3" not in shown


def written(*questions, **extra):
    data = {"count": str(len(questions)), **extra}
    for place, question in enumerate(questions):
        data[f"text_{place}"] = question.text
        data[f"right_{place}"] = str(question.correct)
        for n, choice in enumerate(question.choices):
            data[f"choice_{place}_{n}"] = choice
    return data


@pytest.fixture
def lunch(cast):
    with cast.inside():
        return open_round(make_finished_session(cast, attended=5))


def test_check_is_written_and_shown_again(cast, lunch):
    response = post(cast.facilitator, lunch, "check/edit/", written(*QUESTIONS), follow=True)
    shown = text(response)
    assert "The knowledge check is saved." in shown
    assert 'value="Where do you log holidays?"' in shown
    with cast.inside():
        assert questions_of(KnowledgeCheck.objects.get()) == QUESTIONS


def test_preview_shows_the_questions_and_saves_nothing(cast, lunch):
    response = post(cast.facilitator, lunch, "check/edit/", written(*QUESTIONS, preview="1"))
    shown = text(response)
    assert response.status_code == 200
    assert "Preview: not saved yet" in shown
    assert 'name="preview-question_2"' in shown
    with cast.inside():
        assert not KnowledgeCheck.objects.exists()


def test_another_question_keeps_what_was_typed(cast, lunch):
    response = post(cast.facilitator, lunch, "check/edit/", written(*QUESTIONS, add="1"))
    shown = text(response)
    assert response.status_code == 200
    assert 'name="text_3"' in shown
    assert 'value="Who approves them?"' in shown
    assert "There is a problem" not in shown
    full = written(*QUESTIONS, add="1") | {"count": "5"}
    assert 'name="text_5"' not in text(post(cast.facilitator, lunch, "check/edit/", full))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"text_0": ""}, "Write the question."),
        ({"right_1": ""}, "Mark the right choice."),
        ({"right_1": "3"}, "The choice that is marked as right is empty."),
        ({"choice_0_1": ""}, "Write at least two choices."),
        ({"choice_0_1": "in the portal"}, "Two choices are the same."),
        ({"text_0": "x" * 301}, "at most 300 characters"),
    ],
)
def test_incomplete_question_is_shown_with_its_error(cast, lunch, change, error):
    response = post(cast.facilitator, lunch, "check/edit/", written(*QUESTIONS) | change)
    assert response.status_code == 422
    assert error in text(response)
    with cast.inside():
        assert not KnowledgeCheck.objects.exists()


def test_empty_check_is_refused_and_empty_blocks_are_left_out(cast, lunch):
    empty = post(cast.facilitator, lunch, "check/edit/", {"count": "3"})
    assert empty.status_code == 422
    assert "Write at least one question." in text(empty)
    one = post(cast.facilitator, lunch, "check/edit/", written(QUESTIONS[0]) | {"count": "3"})
    assert one.status_code == 302
    with cast.inside():
        assert questions_of(KnowledgeCheck.objects.get()) == QUESTIONS[:1]


def test_taken_check_is_shown_but_not_editable(cast, room):
    post(cast.employee, room, "check/", CHECK)
    shown = text(get(cast.facilitator, room, "check/edit/"))
    assert "the questions can't be changed any more" in shown
    assert 'name="text_0"' not in shown
    response = post(cast.facilitator, room, "check/edit/", written(QUESTIONS[0]), follow=True)
    assert "the questions can&#x27;t be changed" in text(response)


def test_index_lists_what_waits_and_what_is_past(cast, room):
    url = cast.employee.url("feedback/")
    client = cast.employee.client()
    waiting = text(client.get(url))
    assert "Waiting for you" in waiting
    assert "Give feedback" in waiting
    answer(room, cast.employee.person)
    assert "Take the knowledge check" in text(client.get(url))
    client.post(path(cast.employee, room, "check/"), CHECK)
    past = text(client.get(url))
    assert "No feedback is waiting" in past
    assert "Given" in past
    assert "2 of 3 right" in past
    with cast.inside():
        close_round(room)
    assert "Closed; 1 of 12 answered" in text(client.get(url))


def test_index_lists_rounds_for_those_who_read_results(cast, room):
    for player in (cast.facilitator, cast.hr_admin):
        shown = text(player.client().get(player.url("feedback/")))
        assert "Collecting" in shown
        assert f'href="{path(player, room, "results/")}"' in shown
    employee = text(cast.employee.client().get(cast.employee.url("feedback/")))
    assert "results/" not in employee
    assert "results/" not in text(cast.outsider.client().get(cast.outsider.url("feedback/")))


def queries_of(player, url):
    client = player.client()
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    ignored = ("SAVEPOINT", "RELEASE", "SET LOCAL")
    return len([q for q in captured if not q["sql"].startswith(ignored)])


@pytest.mark.parametrize("who", ["employee", "hr_admin"])
def test_index_costs_the_same_with_one_and_three_rounds(cast, who):
    player = getattr(cast, who)
    with cast.inside():
        make_check(cast, make_round(cast, attended=6).learning_session)
    one = queries_of(player, player.url("feedback/"))
    with cast.inside():
        for attended in (12, 4):
            make_check(cast, make_round(cast, attended=attended).learning_session)
    assert queries_of(player, player.url("feedback/")) == one <= MOST_QUERIES


def test_panels_tell_participants_and_facilitator(cast, room):
    with cast.inside():
        lunch = room.learning_session
        asked = panels_of("live.finished", lunch, cast.employee.person)
        assert [panel.template for panel in asked] == ["feedback/_participant_panel.html"]
        assert panels_of("live.finished", lunch, cast.hr_admin.person) == []
        seen = panels_of("run.finished", lunch, cast.facilitator.person)
        assert [panel.template for panel in seen] == ["feedback/_facilitator_panel.html"]
        assert panels_of("run.finished", lunch, cast.employee.person) == []


def test_pages_of_the_session_show_the_panels(cast, room):
    page = f"sessions/{room.learning_session_id}"
    seen = text(cast.facilitator.client().get(cast.facilitator.url(f"{page}/run/")))
    assert "0 of 12 have answered" in seen
    asked = text(cast.employee.client().get(cast.employee.url(f"{page}/live/")))
    assert f'href="{path(cast.employee, room)}"' in asked
    answer(room, cast.employee.person)
    thanked = text(cast.employee.client().get(cast.employee.url(f"{page}/live/")))
    assert "Thank you for your feedback." in thanked
    assert "Take the knowledge check" in thanked


@pytest.mark.parametrize("attended", [4, 0])
def test_pages_of_a_session_that_was_too_small_say_so(cast, attended):
    with cast.inside():
        opened = make_round(cast, attended=attended)
    page = f"sessions/{opened.learning_session_id}"
    seen = text(cast.facilitator.client().get(cast.facilitator.url(f"{page}/run/")))
    assert opened.visibility_sentence in seen
    if attended:
        asked = text(cast.employee.client().get(cast.employee.url(f"{page}/live/")))
        assert opened.visibility_sentence in asked


def test_dashboard_says_whether_the_check_is_written(cast, lunch):
    with cast.inside():
        session = lunch.learning_session

        def prepared():
            items = preparations_of([session], cast.facilitator.person)[session.id]
            return [item.is_done for item in items if str(item.label) == "Knowledge check"]

        assert prepared() == [False]
        make_check(cast, session)
        assert prepared() == [True]


def test_feedback_is_in_the_navigation():
    assert any(item.url_name == "feedback:index" for item in navigation.items.values())


def test_setting_of_the_organization_changes_no_open_round(cast, room):
    with cast.inside():
        OrganizationSettings.objects.update(anonymity_threshold=3)
    close_with(cast, room, 4)
    assert "Too few answers" in text(get(cast.hr_admin, room, "results/"))
