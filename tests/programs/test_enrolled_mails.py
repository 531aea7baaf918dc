"""People learn by mail that they take part in a program."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from peerlearn.home.launching import launch_program
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Invitation, Membership, Person
from programs.actions.conduct import publish_conduct
from programs.actions.enrollment import enroll_people, undo_batch
from programs.actions.joining import apply_for
from programs.actions.roles import set_role
from programs.actions.telling import tell_enrolled
from programs.actions.waiting import approve_applications
from programs.enrolled_mails import ENROLLED, still_takes_part
from programs.models import Enrollment, FacilitatorNomination, Program
from programs.rules.enrollment import EnrollmentRule
from tests.sessions.making import make_session

TODAY = timezone.localdate()


def tell(cast, program, batch=None):
    tell_enrolled(
        program.id,
        batch_id=batch.id if batch else None,
        organization_id=cast.organization.id,
        now=timezone.now(),
    )


def mails():
    return Notification.objects.filter(kind=ENROLLED).order_by("person__name")


def only(*players):
    return EnrollmentRule(person_ids=frozenset(player.person.id for player in players))


def test_mail_says_what_role_hours_dates_session_and_facilitator(cast, program):
    with cast.inside():
        set_role(program, "mentee", by=None, label_one="Rookie", asked="Ask a lot")
        FacilitatorNomination.objects.create(
            program=program, person=cast.facilitator.person, state="accepted"
        )
        ahead = make_session(program, cast.hr_admin)
        for _twice in range(2):
            tell(cast, program)
        to_employee, to_mentor = mails()
        assert to_employee.subject == "You take part in “Onboarding spring”"
        for words in (
            "as “Rookie”",
            "> Arrive well",
            "- Ask a lot",
            "- 2 hours a month",
            "It runs",
        ):
            assert words in to_employee.body
        assert f"The next session: {ahead.title}" in to_employee.body
        assert "Fay Facilitator facilitates" in to_employee.body
        assert to_employee.link == f"/o/acme/programs/{program.id}/"
        assert "as “mentor”" in to_mentor.body
        assert "with each mentee" in to_mentor.body
        assert "pairs are made of it" in to_mentor.body
        assert "accept it" not in to_mentor.body


def test_mail_says_what_to_do_first(cast, program):
    with cast.inside():
        Enrollment.objects.filter(program=program).update(role="participant")
        tell(cast, program)
        assert not any("What to do first" in mail.body for mail in mails())
        mails().delete()
        publish_conduct(program, text="Be kind.", by=cast.hr_admin.person, based_on=0)
        tell(cast, program)
        for mail in mails():
            assert "What to do first:\n\n- Read how the group treats each other" in mail.body
            assert "pairs are made of it" not in mail.body


def test_whoever_has_no_login_gets_the_way_to_one_in_the_same_mail(cast, program):
    with cast.inside():
        new = Person.objects.create(name="Nia New", email="nia@acme.example")
        Enrollment.objects.create(program=program, person=new, role="mentee")
        tell(cast, program)
        mail = mails().get(person=new)
        assert "Sign in for the first time" in mail.body
        assert "/join/" in mail.link
        assert mail.is_private
        assert Invitation.objects.filter(person=new).count() == 1
        assert not Notification.objects.filter(kind="people.invitation", person=new).exists()
        again = Person.objects.create(name="Ned Next", email="ned@acme.example")
        Invitation.objects.create(person=again)
        Enrollment.objects.create(program=program, person=again, role="mentee")
        tell(cast, program)
        assert "another mail of ours leads you to one" in mails().get(person=again).body


def test_whoever_has_two_roles_gets_one_mail_that_names_both(cast, program):
    emil, cut = cast.employee.person, cast.mentor.person
    with cast.inside():
        for person in (emil, cut):
            Enrollment.objects.create(program=program, person=person, role="participant")
        for _twice in range(2):
            tell(cast, program)
        assert mails().count() == 2
        mail = mails().get(person=emil)
        assert "as “mentee” and “participant”." in mail.body
        for words in ("As “mentee”:", "As “participant”:", "- 2 hours a month", "- 1 hour a month"):
            assert words in mail.body
        assert still_takes_part(mail)
        Enrollment.objects.filter(person=emil, role="mentee").update(state="withdrawn")
        assert still_takes_part(mail)
        Enrollment.objects.filter(person=emil).update(state="withdrawn")
        assert not still_takes_part(mail)


def test_second_role_that_comes_later_is_told_once_beside_the_first(cast, program):
    emil = cast.employee.person
    with cast.inside():
        tell(cast, program)
        assert "as “mentee”." in mails().get(person=emil).body
        Enrollment.objects.create(program=program, person=emil, role="mentor")
        for _twice in range(2):
            tell(cast, program)
        _first, second = mails().filter(person=emil).order_by("created_at")
        assert "as “mentor” and “mentee”." in second.body
        Enrollment.objects.filter(person=emil, role="mentor").update(state="withdrawn")
        tell(cast, program)
        assert mails().filter(person=emil).count() == 2


def test_roles_of_one_person_are_never_torn_apart_between_chunks(cast, program, monkeypatch):
    monkeypatch.setattr("programs.actions.telling.CHUNK", 3)
    with cast.inside():
        for person in (cast.employee.person, cast.mentor.person, cast.director.person):
            Enrollment.objects.create(program=program, person=person, role="participant")
        tell(cast, program)
        assert [mail.body.count("“participant”.") for mail in mails()] == [1, 1, 1]


def test_nobody_is_told_of_a_draft(cast, program):
    with cast.inside():
        Program.objects.update(state="draft")
        tell(cast, program)
        assert not mails().exists()


def test_mail_is_not_sent_to_who_is_out_again(cast, program):
    with cast.inside():
        batch = enroll_people(
            program, only(cast.director), role="mentee", by=cast.hr_admin.person, today=TODAY
        )
        tell(cast, program, batch)
        [mail] = mails()
        assert mail.person == cast.director.person
        assert still_takes_part(mail)
        undo_batch(batch, by=cast.hr_admin.person)
        assert not still_takes_part(mail)


def test_mail_of_a_program_that_is_over_is_not_sent(cast, program):
    with cast.inside():
        tell(cast, program)
        Program.objects.update(state="archived")
        assert not any(still_takes_part(mail) for mail in mails())


@pytest.mark.parametrize(("wish", "tasks"), [({}, 1), ({"tell": False}, 0)])
def test_enrolling_tells_unless_unticked(
    cast, program, wish, tasks, django_capture_on_commit_callbacks
):
    with cast.inside(), django_capture_on_commit_callbacks() as quiet:
        enroll_people(
            program, only(), role="mentee", by=cast.hr_admin.person, today=TODAY, tell=False
        )
    with cast.inside(), django_capture_on_commit_callbacks() as callbacks:
        enroll_people(
            program,
            only(cast.director),
            role="mentee",
            by=cast.hr_admin.person,
            today=TODAY,
            **wish,
        )
    # One is the check of the facilitators.
    assert (len(quiet), len(callbacks)) == (0, 1 + tasks)


@pytest.mark.parametrize("told", [True, False])
def test_launch_tells_everybody_unless_unticked(
    cast, program, told, django_capture_on_commit_callbacks
):
    with cast.inside(), django_capture_on_commit_callbacks() as callbacks:
        Program.objects.update(state="draft")
        program.refresh_from_db()
        launch_program(program, publish=[], by=cast.hr_admin.person, today=TODAY, tell=told)
    assert len(callbacks) == told


def test_approved_applicant_reads_what_they_take_part_in(cast, program):
    with cast.inside():
        set_role(program, "participant", by=None, way_in="application", asked="Come along")
        asked = apply_for(program, cast.director.person, "participant", today=TODAY)
        approve_applications(program, [asked.id], by=cast.hr_admin.person)
        mail = Notification.objects.get(kind="programs.application_answered")
        for words in ("Come along", "1 hour a month", "It runs from"):
            assert words in mail.body


def test_launch_page_invites_who_can_not_sign_in(cast, program):
    with cast.inside():
        Program.objects.update(state="draft", starts_on=TODAY + timedelta(days=3))
        Membership.objects.filter(person=cast.employee.person).delete()
    page = cast.hr_admin.url(f"programs/{program.id}/opening/")
    client = cast.hr_admin.client()
    html = client.get(page).content.decode()
    assert (
        "1 of 2 people can&#x27;t sign in yet." in html
        or "1 of 2 people can't sign in yet." in html
    )
    assert "Invite 1 person" in html
    # A form of its own: Enter on the launch page must not invite anybody.
    assert f'id="invite-those-without-login" action="{page}invitations/"' in html
    assert 'name="tell"' in html
    answer = client.post(f"{page}invitations/", follow=True).content.decode()
    assert "1 invitation is on its way." in answer
    with cast.inside():
        assert Invitation.objects.get().person == cast.employee.person
    dry_run = client.get(cast.hr_admin.url(f"programs/{program.id}/dry-run/")).content.decode()
    assert "can't sign in yet" in dry_run
    assert "You take part, as “mentee”" in dry_run


def test_launch_page_shows_the_trusted_person_or_that_there_is_none(cast, program, desk):
    with cast.inside():
        Program.objects.update(state="draft")
    page = cast.hr_admin.url(f"programs/{program.id}/opening/")
    html = cast.hr_admin.client().get(page).content.decode()
    assert "Fay Facilitator" in html
    assert "no trusted person" not in html
    with cast.inside():
        desk.delete()
    html = cast.hr_admin.client().get(page).content.decode()
    assert "There is no trusted person for quiet reports." in html


def test_mail_waits_for_the_working_hours_of_each_reader(cast, program):
    monday_dawn = datetime(2026, 11, 23, 4, 45, tzinfo=UTC)
    with cast.inside():
        Person.objects.filter(id=cast.employee.person.id).update(time_zone="Europe/Berlin")
        Person.objects.filter(id=cast.mentor.person.id).update(time_zone="Asia/Singapore")
    tell_enrolled(
        program.id,
        batch_id=None,
        organization_id=cast.organization.id,
        now=monday_dawn,
        pace="morning",
    )
    with cast.inside():
        assert [one.due_at.astimezone(UTC).hour for one in mails()] == [8, 4]
