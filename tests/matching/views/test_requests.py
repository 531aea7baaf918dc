"""The pages of questions, lists and modes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.offers import offer_next_mentor
from matching.actions.wishes import choose_mentor_oneself, set_modes
from matching.models import Match, MatchModes, MatchRequest, MentorSearch, MentorWish, NotNow
from programs.models import Enrollment
from tests.matching.builders import MENTEE, MENTOR, enroll, make_program

State = MatchRequest.State


@pytest.fixture
def asked(cast):
    """Emil looks for a mentor; Mina is asked."""
    with cast.inside():
        cast_program = make_program()
        enroll(cast_program, cast.mentor.person, MENTOR, capacity=2)
        enroll(cast_program, cast.facilitator.person, MENTOR)
        enroll(cast_program, cast.employee.person, MENTEE)
        set_modes(cast_program, by=cast.hr_admin.person, choosing="ask")
        return choose_mentor_oneself(
            cast_program, cast.mentor.person.id, by=cast.employee.person, words="Hello\nMina"
        )


def page(player, path):
    answer = player.client().get(player.url(f"matching/{path}"))
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def press(player, path, data=None):
    return player.client().post(player.url(f"matching/{path}"), data or {})


def test_mentor_reads_and_says_yes(cast, asked):
    assert "Emil Employee" in page(cast.mentor, "requests/")
    text = page(cast.mentor, f"requests/{asked.id}/")
    assert "Yes, gladly" in text
    assert "Hello<br>Mina" in text
    answer = press(cast.mentor, f"requests/{asked.id}/acceptance/")
    with cast.inside():
        match = Match.objects.get(state="active")
    assert answer.url == cast.mentor.url(f"matching/pairs/{match.id}/")
    assert "settled" in page(cast.mentor, f"requests/{asked.id}/")


def test_mentor_says_no_with_a_reason_hr_reads(cast, asked):
    path = f"requests/{asked.id}/refusal/"
    assert press(cast.mentor, path, {"reason": "no_place"}).status_code == 422
    assert press(cast.mentor, path, {"reason": "time", "words": "June"}).status_code == 302
    assert "June" in page(cast.hr_admin, f"programs/{asked.program_id}/questions/")
    assert "June" not in page(cast.employee, "mine/")


def test_nobody_else_answers(cast, asked):
    for player in (cast.employee, cast.facilitator, cast.hr_admin):
        assert press(player, f"requests/{asked.id}/acceptance/").status_code == 404
    assert press(cast.facilitator, f"requests/{asked.id}/withdrawal/").status_code == 404
    assert press(cast.mentor, f"requests/{asked.id}/withdrawal/").status_code == 404


def test_mentee_sees_the_mentors_asks_and_takes_back(cast, asked):
    path = f"programs/{asked.program_id}/mentors/"
    text = page(cast.employee, path)
    assert "Asked; the answer comes by" in text
    assert "Fay Facilitator" in text
    with cast.inside():
        fay = cast.facilitator.person.id
    press(cast.employee, f"{path}{fay}/choice/")
    with cast.inside():
        queued = MatchRequest.objects.get(state=State.QUEUED)
    assert press(cast.employee, f"requests/{queued.id}/up/").status_code == 302
    press(cast.employee, f"requests/{asked.id}/withdrawal/")
    with cast.inside():
        assert MatchRequest.objects.get(state=State.ASKED).mentor_id == fay


def test_search_narrows_and_says_when_nobody_is_found(cast, asked):
    path = f"programs/{asked.program_id}/mentors/"
    assert "Put Fay" not in page(cast.employee, f"{path}?q=Mina")
    assert "Nobody fits this search" in page(cast.employee, f"{path}?q=Zzz")


def test_only_mentees_look_at_the_mentors(cast, asked):
    for player in (cast.mentor, cast.hr_admin, cast.manager):
        path = player.url(f"matching/programs/{asked.program_id}/mentors/")
        assert player.client().get(path).status_code == 404


def test_break_is_taken_and_ended(cast, asked):
    until = timezone.localdate() + timedelta(days=20)
    assert press(cast.mentor, "requests/break/", {"until": "2001-01-01"}).status_code == 422
    press(cast.mentor, "requests/break/", {"until": until.isoformat()})
    with cast.inside():
        assert NotNow.objects.get().until == until
    assert "Nobody asks you before" in page(cast.mentor, "requests/")
    press(cast.mentor, "requests/break/undo/")
    with cast.inside():
        assert not NotNow.objects.exists()


def test_hr_chooses_how_pairs_come_about(cast, asked):
    path = f"programs/{asked.program_id}/modes/"
    page(cast.hr_admin, path)
    form = cast.hr_admin.client().get(cast.hr_admin.url(f"matching/{path}")).context["form"]
    said = {"choosing": "rank", "most_choices": 3, "offers_to_new_hires": "on"}
    answer = press(cast.hr_admin, path, {**said, "seen": form.initial["seen"]})
    assert answer.status_code == 302
    with cast.inside():
        modes = MatchModes.objects.get()
        assert (modes.choosing, modes.most_choices, modes.offers_to_new_hires) == ("rank", 3, True)
    assert press(cast.hr_admin, path, {**said, "most_choices": 99}).status_code == 422


def test_names_on_a_ranked_list_have_a_place_and_wait_for_no_turn(cast, asked):
    with cast.inside():
        set_modes(asked.program, by=cast.hr_admin.person, choosing="rank")
        MatchRequest.objects.filter(id=asked.id).update(state=State.QUEUED)
    shown = page(cast.employee, f"programs/{asked.program_id}/mentors/")
    assert "choice 1" in shown
    assert "on your list" in shown
    assert "waiting its turn" not in shown


def test_mentor_says_how_gladly(cast, asked):
    with cast.inside():
        set_modes(asked.program, by=cast.hr_admin.person, choosing="rank")
        MatchRequest.objects.filter(id=asked.id).update(state=State.QUEUED)
    path = f"programs/{asked.program_id}/wishes/"
    assert "Emil Employee" in page(cast.mentor, path)
    press(cast.mentor, f"{path}{asked.mentee_id}/", {"said": "not"})
    with cast.inside():
        assert MentorWish.objects.get().rank is None
    press(cast.mentor, f"{path}{asked.mentee_id}/", {"said": ""})
    with cast.inside():
        assert not MentorWish.objects.exists()


def test_hr_offers_and_reads_why_nobody_can_be_asked(cast, asked):
    with cast.inside():
        Enrollment.objects.filter(role=MENTOR).delete()
        MatchRequest.objects.all().delete()
        offer_next_mentor(asked.program, cast.employee.person, because="rescue")
        assert MentorSearch.objects.exists()
    path = f"programs/{asked.program_id}/"
    assert "Nobody can be asked for them" in page(cast.hr_admin, f"{path}questions/")
    press(cast.hr_admin, f"{path}mentees/{asked.mentee_id}/offer/")
    with cast.inside():
        enroll(asked.program, cast.mentor.person, MENTOR)
    press(cast.hr_admin, f"{path}mentees/{asked.mentee_id}/offer/")
    with cast.inside():
        assert MatchRequest.objects.get().origin == "admin"


def test_mine_says_what_waits(cast, asked):
    assert "question waits for your answer" in page(cast.mentor, "mine/")
    assert "Mina Mentor was asked to be with you" in page(cast.employee, "mine/")
    assert "Nobody waits for your answer" in page(cast.manager, "requests/")
