"""What somebody reads before they say yes to facilitating, and in which words roles are named."""

from datetime import timedelta

from django.utils import timezone, translation

from peerlearn.notifications.models import Notification
from programs.actions.nominations import nominate_facilitator
from programs.models import Enrollment
from programs.queries.pausing import pausing_in
from programs.rules.neutrality import neutrality
from programs.rules.roles import usual_role
from sessions.actions.scheduling import create_session


def test_question_names_hours_and_sessions_in_mail_and_on_the_page(cast, program):
    start = (timezone.now() + timedelta(days=9)).replace(second=0, microsecond=0)
    with cast.inside():
        create_session(
            program,
            by=cast.hr_admin.person,
            title="Kick-off",
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            time_zone="UTC",
            capacity=5,
            state="draft",
        )
        asked = nominate_facilitator(
            program,
            cast.facilitator.person,
            by=cast.hr_admin.person,
            now=timezone.now(),
            override_reason="Everybody knows her",
        )
        mail = Notification.objects.get(kind="programs.nomination").body
    assert "It takes about 2 hours a month." in mail
    assert ": Kick-off" in mail
    url = cast.facilitator.url(f"programs/nominations/{asked.id}/")
    page = cast.facilitator.client().get(url).content.decode()
    assert "About 2 hours a month." in page
    assert "Kick-off" in page
    assert "You run the sessions" in page


def test_who_takes_a_break_is_counted_when_a_program_is_duplicated(cast, program):
    with cast.inside():
        Enrollment.objects.filter(person=cast.employee.person).update(state="paused")
        assert pausing_in(program) == 1
    url = cast.hr_admin.url(f"programs/{program.id}/duplicate/")
    page = cast.hr_admin.client().get(url).content.decode()
    assert "and 1 who takes a break and is not enrolled again" in page


def test_role_is_small_inside_of_an_english_sentence():
    mentor = usual_role("mentor")
    named = type(mentor)(**{**vars(mentor), "label": "Mentee", "plural": "HR partners"})
    assert (named.said, named.said_plural) == ("mentee", "HR partners")
    with translation.override("de"):
        assert named.said == "Mentee"


def test_taking_part_too_is_a_remark_and_no_warning(cast):
    check = neutrality(
        cast.employee.person.id,
        line=type("Line", (), {"above": {}, "below": {}, "reviews": {}})(),
        room={},
        owner_id=cast.employee.person.id,
        roles=["mentor"],
    )
    assert len(check.remarks("Emil")) == 1
    assert len(check.sentences("Emil")) == 2
