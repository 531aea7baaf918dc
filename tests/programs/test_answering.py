"""Whoever gives is asked whether it suits them: yes, rather not, and back again."""

import pytest
from django.utils import timezone

from peerlearn.audit.models import AuditEvent
from peerlearn.audit.sentences import what_happened
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.answering import say_no, say_yes, take_no_back
from programs.actions.enrollment import enroll_people, withdraw_enrollments
from programs.actions.joining import apply_for
from programs.actions.roles import set_role
from programs.actions.telling import tell_enrolled
from programs.actions.waiting import approve_applications
from programs.answering_mails import DECLINED, answer_path
from programs.enrolled_mails import ENROLLED
from programs.errors import MoveError, ProgramOverError
from programs.models import Enrollment, EnrollmentChange, Program
from programs.queries import active_enrollments
from programs.queries.answering import answers_of, parts_to_answer
from programs.rules.answering import Answers
from programs.rules.enrollment import EnrollmentRule

NOW = timezone.now()


@pytest.fixture
def part(cast, program):
    with cast.inside():
        return Enrollment.objects.get(program=program, role="mentor")


def tell(cast, program):
    tell_enrolled(
        program.id, batch_id=None, organization_id=cast.organization.id, now=timezone.now()
    )


def test_mail_asks_whoever_gives_and_tells_the_others(cast, program, part):
    tell(cast, program)
    with cast.inside():
        to_mentor = Notification.objects.get(kind=ENROLLED, person=cast.mentor.person)
        assert to_mentor.subject == "“Onboarding spring”, as “mentor”: does that suit you?"
        assert answer_path(cast.organization, part.id).split("/parts/")[0] in to_mentor.body
        assert "until you say otherwise" in to_mentor.body
        assert to_mentor.is_private
        to_mentee = Notification.objects.get(kind=ENROLLED, person=cast.employee.person)
        assert "You take part in the program" in to_mentee.body
        assert "/parts/" not in to_mentee.body
        assert not to_mentee.is_private


def test_yes_is_kept_once(cast, program, part):
    with cast.inside():
        assert list(parts_to_answer(cast.mentor.person)) == [part]
        assert answers_of(program) == Answers(0, (cast.mentor.person.name,), 0)
        first = say_yes(part, by=part.person, now=NOW).said_yes_at
        assert say_yes(part, by=part.person, now=timezone.now()).said_yes_at == first == NOW
        assert answers_of(program) == Answers(1, (), 0)
        assert not parts_to_answer(cast.mentor.person).exists()
        event = AuditEvent.objects.filter(table="enrollment", row_id=part.id).latest("at")
        names = {str(part.person_id): "Mona"}
        assert what_happened(event, names).startswith("Said that the part suits them")


def test_no_puts_them_out_with_their_reason_and_tells_hr_once(cast, program, part):
    with cast.inside():
        for _twice in range(2):
            say_no(part, by=part.person, words="No time.")
        part.refresh_from_db()
        assert part.state == "withdrawn"
        assert not active_enrollments(program, "mentor").exists()
        change = EnrollmentChange.objects.get(enrollment=part)
        assert (change.reason, change.words, change.by) == ("not_now", "No time.", part.person)
        mail = Notification.objects.get(kind=DECLINED)
        assert mail.person == cast.hr_admin.person
        assert "> No time." in mail.body
        assert answers_of(program) == Answers(0, (), 1)


def test_no_is_taken_back_by_the_person_who_has_said_yes_then(cast, program, part):
    with cast.inside():
        say_no(part, by=part.person)
        back = say_yes(part, by=part.person, now=timezone.now())
        assert (back.state, back.answer) == ("active", "yes")


def test_no_is_taken_back_by_hr_and_the_question_waits_anew(cast, program, part):
    with cast.inside():
        say_yes(part, by=part.person, now=NOW)
        say_no(part, by=part.person)
        for _twice in range(2):
            back = take_no_back(part, by=cast.hr_admin.person)
        assert (back.state, back.answer) == ("active", "no_answer")
        assert list(parts_to_answer(part.person)) == [part]


def test_who_has_left_the_company_is_not_had_in_again(cast, program, part):
    undo = cast.hr_admin.url(f"programs/{program.id}/people/{part.id}/refusal/undo/")
    with cast.inside():
        say_no(part, by=part.person)
        Person.objects.filter(id=part.person_id).update(state="left")
    page = cast.hr_admin.client().post(undo, follow=True).content.decode()
    assert f"{cast.mentor.person.name} has left the company." in page
    with cast.inside():
        part.refresh_from_db()
        assert part.state == "withdrawn"


def test_whom_hr_took_out_can_answer_nothing(cast, program, part):
    with cast.inside():
        withdraw_enrollments(program, [part.id], by=cast.hr_admin.person)
        for act in (say_no, take_no_back):
            with pytest.raises(MoveError):
                act(part, by=part.person)
        with pytest.raises(MoveError):
            say_yes(part, by=part.person, now=NOW)


def test_mentees_drafts_and_programs_that_are_over_ask_nobody(cast, program, part):
    with cast.inside():
        mentee = Enrollment.objects.get(program=program, role="mentee")
        assert mentee.answer == ""
        with pytest.raises(MoveError):
            say_yes(mentee, by=mentee.person, now=NOW)
        Program.objects.filter(id=program.id).update(state="draft")
        part.refresh_from_db()
        assert not parts_to_answer(part.person).exists()
        assert answers_of(Program.objects.get(id=program.id)).asked == 0
        with pytest.raises(MoveError):
            say_yes(part, by=part.person, now=NOW)
        Program.objects.filter(id=program.id).update(state="finished")
        with pytest.raises(ProgramOverError):
            say_no(part, by=part.person)


def test_whoever_applied_has_said_yes_and_whoever_is_enrolled_anew_is_asked_anew(
    cast, program, part
):
    today, admin = timezone.localdate(), cast.hr_admin.person
    with cast.inside():
        set_role(program, "mentor", by=None, way_in="application")
        applied = apply_for(program, cast.director.person, "mentor", today=today)
        approve_applications(program, [applied.id], by=admin)
        applied.refresh_from_db()
        assert applied.answer == "yes"
        say_yes(part, by=part.person, now=NOW)
        withdraw_enrollments(program, [part.id], by=admin)
        again = EnrollmentRule(person_ids=frozenset({part.person_id}), includes_withdrawn=True)
        enroll_people(program, again, role="mentor", by=admin, today=today, tell=False)
        part.refresh_from_db()
        assert (part.state, part.answer) == ("active", "no_answer")


def test_link_asks_on_get_and_answers_on_post_without_login(cast, program, part, client):
    with cast.inside():
        path = answer_path(cast.organization, part.id)
    page = client.get(path).content.decode()
    assert "Does that suit you?" in page
    assert "Rather not this time" in page
    with cast.inside():
        part.refresh_from_db()
        assert part.said_yes_at is None
    said_no = client.post(path, {"answer": "decline", "reason": "Later"}, follow=True)
    assert "You said: rather not this time" in said_no.content.decode()
    with cast.inside():
        part.refresh_from_db()
        assert part.state == "withdrawn"
        event = AuditEvent.objects.filter(table="enrollment", row_id=part.id).latest("at")
        assert event.actor == f"person:{part.person_id}"
    after_all = client.post(path, {"answer": "accept"}, follow=True)
    assert "You said yes" in after_all.content.decode()
    assert client.get(path[:-4] + "abc/").status_code == 404
    with cast.inside():
        Person.objects.filter(id=part.person_id).update(state="left")
    assert client.get(path).status_code == 404


def test_pages_of_the_person_ask_and_lead_to_the_question(cast, program, part):
    mentor = cast.mentor.client()
    href = cast.mentor.url(f"programs/mine/{part.id}/part/")
    for page in ("", f"programs/{program.id}/", "programs/mine/"):
        answer = mentor.get(cast.mentor.url(page))
        if answer.status_code == 200:
            assert href in answer.content.decode()
    assert mentor.post(href, {"answer": "accept"}, follow=True).status_code == 200
    assert href not in mentor.get(cast.mentor.url("")).content.decode()
    assert cast.employee.client().get(href).status_code == 404


def test_hr_reads_who_said_what_and_has_somebody_in_again(cast, program, part):
    hr, people = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/people/")
    assert "no answer" in hr.get(people).content.decode()
    page = hr.get(cast.hr_admin.url(f"programs/{program.id}/")).content.decode()
    assert "1 has not answered" in page
    assert "said yes" not in cast.facilitator.client().get(people).content.decode()
    with cast.inside():
        say_yes(part, by=part.person, now=NOW)
    assert "said yes" in hr.get(people).content.decode()
    with cast.inside():
        say_no(part, by=part.person, words="Half-year report")
    listed = hr.get(f"{people}?show=withdrawn").content.decode()
    undo = f"{people}{part.id}/refusal/undo/"
    for words in ("Rather not this time", "Half-year report", undo):
        assert words in listed
    assert cast.mentor.client().post(undo).status_code == 404
    assert "takes part again" in hr.post(undo, follow=True).content.decode()
    with cast.inside():
        part.refresh_from_db()
        assert part.state == "active"


def test_hr_is_told_before_matching_who_has_not_answered(cast, program, part):
    hr = cast.hr_admin.client()
    page = hr.get(cast.hr_admin.url(f"matching/programs/{program.id}/")).content.decode()
    assert "1 has not answered" in page
    assert cast.mentor.person.name in page
