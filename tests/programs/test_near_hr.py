"""Naming somebody near to HR is asked twice; who is replaced before answering is told."""

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.reader_consents import accept_reading, decline_reading
from programs.actions.report_desks import name_readers, take_naming_back
from programs.models import ReaderConsent, ReportDesk
from programs.queries.near_hr import sentences_about_hr
from tests.typed import send as send_form

MINA = "mina.mentor@acme.example"


def page_of(cast, program):
    return cast.hr_admin.url(f"programs/{program.id}/report/readers/")


def name(cast, program, trusted, stand_in=None):
    return name_readers(
        program,
        trusted_person=trusted.person,
        stand_in=stand_in and stand_in.person,
        external_contact="",
        by=cast.hr_admin.person,
    )


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("reports", "Mina Mentor reports to HR: "),
        ("leads", "HR reports to Mina Mentor: "),
        ("department", "Mina Mentor works in People, as HR does: "),
    ],
)
def test_who_is_near_to_hr_is_asked_only_when_saved_again(cast, program, how, said):
    mina, admin = cast.mentor.person, cast.hr_admin.person
    with cast.inside():
        if how == "reports":
            Person.objects.filter(pk=mina.pk).update(manager=admin)
        elif how == "leads":
            Person.objects.filter(pk=admin.pk).update(manager=mina)
        else:
            Person.objects.filter(pk__in=(mina.pk, admin.pk)).update(department="People")
    client, url = cast.hr_admin.client(), page_of(cast, program)
    first = send_form(client, url, {"trusted_person": MINA})
    assert first.status_code == 422
    shown = first.content.decode()
    assert said in shown
    with cast.inside():
        assert not ReaderConsent.objects.exists()
    seen = first.context["form"].near_hr_seen
    again = send_form(client, url, {"trusted_person": MINA, "near_hr_seen": seen})
    assert again.status_code == 302
    with cast.inside():
        assert ReaderConsent.objects.get().person == mina


def test_who_stands_free_of_hr_is_asked_at_once(cast, program):
    with cast.inside():
        assert sentences_about_hr([cast.mentor.person]) == {}
    answer = send_form(cast.hr_admin.client(), page_of(cast, program), {"trusted_person": MINA})
    assert answer.status_code == 302


def test_box_completes_names_while_somebody_types(cast, program):
    client = cast.hr_admin.client()
    found = client.get(page_of(cast, program), {"stand_in": "emil"}, headers={"HX-Request": "true"})
    shown = found.content.decode()
    assert cast.employee.person.email in shown
    assert "<html" not in shown


def told():
    return [one.person for one in Notification.objects.filter(kind="programs.reader_replaced")]


def test_who_is_replaced_before_answering_is_told_once(cast, program):
    with cast.inside():
        name(cast, program, cast.mentor, cast.director)
        Notification.objects.filter(kind="programs.report_desk").update(state="sent")
        name(cast, program, cast.facilitator, cast.director)
        name(cast, program, cast.facilitator, cast.director)
        assert told() == [cast.mentor.person]
        assert "withdrawn" in Notification.objects.get(kind="programs.reader_replaced").body


def test_question_that_has_not_left_is_taken_back_without_a_word(cast, program):
    with cast.inside():
        name(cast, program, cast.mentor)
        name(cast, program, cast.facilitator)
        assert told() == []
        asked = Notification.objects.filter(kind="programs.report_desk")
        assert {one.person: one.state for one in asked} == {
            cast.mentor.person: "cancelled",
            cast.facilitator.person: "pending",
        }


def test_who_has_answered_is_not_told_that_the_question_is_withdrawn(cast, program):
    with cast.inside():
        desk = name(cast, program, cast.mentor)
        accept_reading(desk.consents.get(), now=timezone.now())
        name(cast, program, cast.facilitator)
        assert told() == []


@pytest.fixture
def draft(cast, program):
    with cast.inside():
        program.state = "draft"
        program.save(update_fields=["state"])
    return program


def take_back_page(cast, program):
    return cast.hr_admin.url(f"programs/{program.id}/report/readers/undo/")


def test_naming_is_taken_back_before_the_launch_and_who_was_reached_is_told(cast, draft):
    with cast.inside():
        desk = name(cast, draft, cast.mentor, cast.director)
        Notification.objects.filter(kind="programs.report_desk", person=cast.mentor.person).update(
            state="sent"
        )
    for _twice in range(2):
        answer = cast.hr_admin.client().post(take_back_page(cast, draft), {"next": "/o/acme/"})
        assert (answer.status_code, answer["Location"]) == (302, "/o/acme/")
    with cast.inside():
        assert not ReportDesk.objects.filter(id=desk.id).exists()
        assert told() == [cast.mentor.person]
        asked = Notification.objects.get(kind="programs.report_desk", person=cast.director.person)
        assert asked.state == "cancelled"


def test_who_has_said_no_hears_nothing_more_when_naming_is_taken_back(cast, draft):
    with cast.inside():
        desk = name(cast, draft, cast.mentor)
        Notification.objects.filter(kind="programs.report_desk").update(state="sent")
        decline_reading(desk.consents.get(), reason="", now=timezone.now())
        take_naming_back(draft)
        assert told() == []


def test_naming_of_a_launched_program_is_not_taken_back(cast, program):
    with cast.inside():
        desk = name(cast, program, cast.mentor)
    page = cast.hr_admin.client().post(take_back_page(cast, program), follow=True)
    assert "name somebody else instead" in page.content.decode()
    answer = cast.hr_admin.client().delete(
        f"/api/v1/organizations/acme/programs/{program.id}/report-desk/"
    )
    assert answer.status_code == 409
    with cast.inside():
        assert ReportDesk.objects.filter(id=desk.id).exists()
