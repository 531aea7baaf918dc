"""Opening the pages of a round."""

from feedback.actions.closing import close_round
from tests.feedback.making import (
    answer,
    attendees,
)

RATINGS = {"useful": "4", "safe_to_ask": "5"}


CHECK = {"question_0": "0", "question_1": "0", "question_2": "3"}


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
