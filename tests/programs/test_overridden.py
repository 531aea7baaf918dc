"""Whoever is asked although the check speaks against them is told so."""

from peerlearn.notifications.models import Notification
from tests.programs.nominating import nominate


def test_question_says_what_the_check_found_and_why_hr_asks_all_the_same(cast, program):
    with cast.inside():
        nomination = nominate(
            cast, program, cast.manager, override_reason="Small company.\n\nNobody else."
        )
        mail = Notification.objects.get(kind="programs.nomination")
    assert "by the neutrality check you are not neutral there." in mail.body
    assert "- Marco Manager manages 1 person here: Emil Employee" in mail.body
    assert "> Small company.\n>\n> Nobody else." in mail.body
    page = cast.manager.client().get(cast.manager.url(f"programs/nominations/{nomination.id}/"))
    assert "By the neutrality check you are not neutral in this program" in page.content.decode()
    assert "Small company." in page.content.decode()


def test_question_to_a_neutral_person_says_nothing_of_a_check(cast, program):
    with cast.inside():
        nominate(cast, program, cast.facilitator)
        mail = Notification.objects.get(kind="programs.nomination")
    assert "neutrality check" not in mail.body
    assert "all the same" not in mail.body
