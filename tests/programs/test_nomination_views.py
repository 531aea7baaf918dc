from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.nominations import nominate_facilitator, revoke_nomination
from programs.models import Enrollment, FacilitatorNomination
from programs.nomination_mails import answer_path
from tests.programs.conftest import FRAME
from tests.programs.nominating import link_to_answer


@pytest.fixture
def at(cast, program):
    return lambda page: cast.hr_admin.url(f"programs/{program.id}/{page}")


@pytest.fixture
def nomination(cast, program):
    with cast.inside():
        return nominate_facilitator(
            program, cast.facilitator.person, by=cast.hr_admin.person, now=timezone.now()
        )


def state_of(cast, nomination):
    with cast.inside():
        return FacilitatorNomination.objects.get(id=nomination.id).state


def test_page_lists_who_could_be_neutral(cast, at):
    page = cast.hr_admin.client().get(at("facilitator/"))
    assert [
        (person.name, check.is_neutral) for person, check, _merits in page.context["candidates"]
    ] == [("Fay Facilitator", True), ("Mina Mentor", True), ("Emil Employee", True)]
    assert [merits[0] for _person, _check, merits in page.context["candidates"][1:]] == [
        "takes part here (mentor)",
        "takes part here (mentee)",
    ]


def test_page_proposes_nobody_in_the_line_and_says_why(cast, program, at):
    with cast.inside():
        Enrollment.objects.create(program=program, person=cast.director.person, role="mentor")
        Enrollment.objects.filter(person=cast.mentor.person).delete()
        Person.objects.filter(id=cast.mentor.person.id).update(manager=cast.director.person)
        Person.objects.filter(id=cast.facilitator.person.id).update(email=None)
    page = cast.hr_admin.client().get(at("facilitator/"))
    assert page.context["candidates"] == []
    assert "has a say over somebody enrolled" in page.content.decode()


def test_search_says_who_is_not_neutral(cast, at):
    page = cast.hr_admin.client().get(at("facilitator/"), {"q": "dora"})
    assert [
        (person.name, check.is_neutral) for person, check, _merits in page.context["candidates"]
    ] == [("Dora Director", False)]
    page = cast.hr_admin.client().get(at("facilitator/"), {"q": "nobody like that"})
    assert "Nobody found" in page.content.decode()


def test_neutral_person_is_asked(cast, at):
    client = cast.hr_admin.client()
    url = at(f"facilitator/{cast.facilitator.person.id}/")
    assert "has no authority over anybody here" in client.get(url).content.decode()
    page = client.post(url, follow=True)
    assert "Fay Facilitator was asked by e-mail." in page.content.decode()
    with cast.inside():
        assert FacilitatorNomination.objects.get().state == "proposed"


def test_person_who_is_not_neutral_is_asked_only_with_a_reason(cast, at):
    client, url = cast.hr_admin.client(), at(f"facilitator/{cast.manager.person.id}/")
    page = client.get(url).content.decode()
    assert "Marco Manager manages 1 person here: Emil Employee (direct report)." in page
    refused = client.post(url, {"override_reason": "  "})
    assert refused.status_code == 422
    with cast.inside():
        assert not FacilitatorNomination.objects.exists()
    page = client.post(url, {"override_reason": "We are only nine people"}, follow=True)
    assert "Overridden: We are only nine people" in page.content.decode()


def test_pages_say_that_an_empty_program_cannot_be_checked(cast, program, at):
    with cast.inside():
        Enrollment.objects.all().delete()
    client = cast.hr_admin.client()
    page = client.get(at("facilitator/"), {"q": "dora"}).content.decode()
    assert "Neutrality can't be checked yet" in page
    assert "neutral</span>" not in page
    url = at(f"facilitator/{cast.director.person.id}/")
    page = client.get(url).content.decode()
    assert "it can&#x27;t be checked whether Dora Director is neutral" in page
    assert "Dora Director was asked by e-mail." in client.post(url, follow=True).content.decode()


def test_accepted_facilitator_is_kept_with_a_reason(cast, program, at):
    with cast.inside():
        FacilitatorNomination.objects.create(
            program=program, person=cast.director.person, state="accepted"
        )
    client, url = cast.hr_admin.client(), at(f"facilitator/{cast.director.person.id}/")
    assert "Keep Dora Director as facilitator?" in client.get(url).content.decode()
    page = client.post(url, {"override_reason": "She leaves the line"}, follow=True)
    assert "The reason is kept." in page.content.decode()
    assert "Overridden: She leaves the line" in page.content.decode()
    with cast.inside():
        assert FacilitatorNomination.objects.get().state == "accepted"


def test_candidate_of_another_organization_or_leaver_is_404(cast, at):
    with cast.inside():
        left = Person.objects.create(name="Lea Left", email="l@acme.example", state="left")
    for person in (cast.outsider.person, left):
        assert cast.hr_admin.client().get(at(f"facilitator/{person.id}/")).status_code == 404


def test_revocation_is_undone_by_the_toast(cast, at, nomination):
    client = cast.hr_admin.client()
    page = client.post(at(f"nominations/{nomination.id}/revocation/"), follow=True)
    undo = at(f"nominations/{nomination.id}/revocation/undo/")
    assert f'action="{undo}"' in page.content.decode()
    assert state_of(cast, nomination) == "revoked"
    assert "is asked again." in client.post(undo, follow=True).content.decode()
    assert state_of(cast, nomination) == "proposed"


def test_mail_leads_to_a_page_that_asks_without_a_login(cast, nomination, anonymous):
    with cast.inside():
        path = link_to_answer(Notification.objects.get(kind="programs.nomination"))
    page = anonymous.get(path)
    assert page.status_code == 200
    assert "Would you facilitate “Onboarding spring”?" in page.content.decode()
    assert "Hanna Admin" in page.content.decode()
    assert state_of(cast, nomination) == "proposed"


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ({"answer": "accept"}, "accepted", "You facilitate this program"),
        ({"answer": "decline", "reason": "No time"}, "declined", "You have declined"),
        ({"answer": "decline"}, "declined", "You have declined"),
    ],
)
def test_answer_by_the_link(cast, nomination, anonymous, answer, state, words):
    with cast.inside():
        path = answer_path(nomination)
    for _ in range(2):
        page = anonymous.post(path, answer, follow=True)
        assert words in page.content.decode()
    assert state_of(cast, nomination) == state
    with cast.inside():
        assert Notification.objects.filter(kind="programs.nomination_answered").count() == 1


def test_answer_that_is_none_is_refused(cast, nomination, anonymous):
    with cast.inside():
        path = answer_path(nomination)
    assert anonymous.post(path, {"answer": "perhaps"}).status_code == 422
    assert state_of(cast, nomination) == "proposed"


def test_second_answer_does_not_change_the_first(cast, nomination, anonymous):
    with cast.inside():
        path = answer_path(nomination)
    anonymous.post(path, {"answer": "decline"})
    page = anonymous.post(path, {"answer": "accept"}, follow=True)
    assert state_of(cast, nomination) == "declined"
    assert "You have declined" in page.content.decode()


def test_link_is_void_when_taken_back(cast, nomination, anonymous):
    with cast.inside():
        path = answer_path(nomination)
        revoke_nomination(nomination, by=cast.hr_admin.person)
    assert "Nothing to answer any more" in anonymous.get(path).content.decode()
    anonymous.post(path, {"answer": "accept"})
    assert state_of(cast, nomination) == "revoked"


def test_link_is_void_when_asked_again(cast, program, nomination, anonymous):
    with cast.inside():
        old = answer_path(nomination)
        revoke_nomination(nomination, by=cast.hr_admin.person)
        nominate_facilitator(
            program, cast.facilitator.person, by=cast.hr_admin.person, now=timezone.now()
        )
    assert anonymous.get(old).status_code == 410
    assert anonymous.post(old, {"answer": "accept"}).status_code == 410
    assert state_of(cast, nomination) == "proposed"


def test_changed_old_and_foreign_links_are_gone(cast, nomination, anonymous):
    with cast.inside():
        path = answer_path(nomination)
    assert anonymous.get(path.replace("answer/", "answer/x")).status_code == 404
    abroad = path.replace("/o/acme/", "/o/umbrella/")
    assert anonymous.get(abroad).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=61), tick=False):
        assert anonymous.get(path).status_code == 410


def test_nominee_answers_in_the_app_and_nobody_else(cast, nomination):
    path = f"programs/nominations/{nomination.id}/"
    for player in (cast.employee, cast.hr_admin):
        assert player.client().get(player.url(path)).status_code == 404
        assert player.client().post(player.url(path), {"answer": "accept"}).status_code == 404
    client = cast.facilitator.client()
    assert "What a facilitator does" in client.get(cast.facilitator.url(path)).content.decode()
    page = client.post(cast.facilitator.url(path), {"answer": "accept"}, follow=True)
    assert "To the program" in page.content.decode()
    assert state_of(cast, nomination) == "accepted"


def test_nominee_who_is_no_longer_neutral_is_thanked_and_blocked(
    cast, program, nomination, anonymous
):
    with cast.inside():
        path = answer_path(nomination)
        report = Person.objects.create(name="Rita Report", manager=cast.facilitator.person)
        Enrollment.objects.create(program=program, person=report, role="mentee")
    page = anonymous.post(path, {"answer": "accept"}, follow=True)
    assert "Thank you for saying yes" in page.content.decode()
    assert state_of(cast, nomination) == "blocked"


def test_facilitator_page_takes_as_many_queries_for_3_as_for_1(
    cast, program, at, nomination, django_assert_num_queries
):
    client = cast.hr_admin.client()
    client.get(at("facilitator/"))
    with django_assert_num_queries(FRAME + 11):
        client.get(at("facilitator/"))
    with cast.inside():
        for name in ("Abe", "Bea"):
            person = Person.objects.create(name=name, email=f"{name}@acme.example")
            FacilitatorNomination.objects.create(program=program, person=person, state="accepted")
            Person.objects.create(name=f"{name} Free", email=f"{name}.free@acme.example")
    with django_assert_num_queries(FRAME + 11):
        assert len(client.get(at("facilitator/")).context["standing"]) == 3
