"""A round of feedback from both sides, in a browser."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from feedback.models import FeedbackRound
from peerlearn.tenancy.models import OrganizationSettings
from tests.cast import Cast
from tests.feedback.making import answer, attendees, make_round

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def check(actor):
    actor.finds_no_barrier()
    actor.sees_no_sideways_scroll()


def write_question(actor, place, text, choices, right):
    actor.fills(**{f"text_{place}": text})
    for n, choice in enumerate(choices):
        actor.fills(**{f"choice_{place}_{n}": choice})
    actor.page.locator(f"[name=right_{place}][value='{right}']").check()


def writes_check(fay, results):
    fay.goes(results)
    fay.sees("0 of 10 have answered")
    check(fay)
    fay.follows("Write one")
    for place, word in enumerate(("assets", "equity", "debt")):
        write_question(fay, place, f"What are {word}?", ["Owned", "Owed", "Shared"], place)
    fay.presses("Preview")
    expect(fay.page.get_by_role("heading", name="Preview: not saved yet")).to_be_focused()
    check(fay)
    fay.presses("Save")
    fay.sees("The knowledge check is saved.")


def gives_feedback(emil, address):
    invitation = emil.mail(address, "How was Reading")
    emil.goes(urlsplit(emil.link_in(invitation)).path)  # this process wrote it for another port
    emil.sees(re.compile("Nobody sees who answered what."))
    check(emil)
    # By the keyboard alone: arrows choose, Tab goes on.
    emil.page.locator("[name=useful]").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Tab", "Space", "Tab"):
        emil.page.keyboard.press(key)
    expect(emil.page.locator("[name=suggestion]")).to_be_focused()
    expect(emil.page.locator("[name=useful][value='4']")).to_be_checked()
    emil.page.locator("[name=safe_to_ask][value='5']").check()
    emil.fills(suggestion="Show one more example")
    emil.presses("Send, sealed")
    emil.sees("Thank you. Your feedback is sealed until the round closes.")
    check(emil)


def takes_check(emil, index):
    emil.presses("See what stayed")
    emil.sees("There is a problem")
    for place in range(3):
        emil.page.locator(f"[name=question_{place}][value='0']").check()
    emil.presses("See what stayed")
    emil.sees("1 of 3")
    check(emil)
    emil.goes(index)
    emil.sees("1 of 3 right")
    check(emil)


def closes(fay, results, index):
    fay.goes(results)
    fay.sees("9 of 10 have answered")
    fay.follows("Close now")
    fay.sees("Suggestions need 10 answers: those written so far are deleted.")
    check(fay)
    fay.presses("Close the round")
    fay.sees(re.compile("Most found it useful: 4.9 of 5"))
    fay.does_not_see("Show one more example")
    check(fay)
    fay.goes(index)
    check(fay)


def test_feedback_from_invitation_to_results(committed_cast: Cast, people):
    cast = committed_cast
    with cast.inside():
        OrganizationSettings.objects.update(anonymity_threshold=3)
        opened = make_round(cast, attended=10)
    index = cast.facilitator.url("feedback/")
    results = f"{index}{opened.learning_session_id}/results/"
    fay, emil = people("fay"), people("emil", **PHONE)
    fay.signs_in(cast.facilitator)
    writes_check(fay, results)
    emil.signs_in(cast.employee)
    gives_feedback(emil, cast.employee.user.email)
    takes_check(emil, index)
    for person in attendees(cast, opened)[1:9]:
        answer(opened, person, useful=5, suggestion="More time for questions")
    closes(fay, results, index)
    with cast.inside():
        assert FeedbackRound.objects.get().answer_count == 9
    for actor in (fay, emil):
        actor.had_no_errors()
