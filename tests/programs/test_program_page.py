"""What the set-up guide counts, and the page of a program that shows it."""

from datetime import timedelta

from django.utils import timezone

from feedback.models import KnowledgeCheck
from matching.models import Match
from peerlearn.home.program_facts import guide_facts
from peerlearn.home.setup_facts import GuideFacts
from peerlearn.people.models import Person, PersonTopic, Topic
from programs.actions.conduct import accept_conduct, publish_conduct
from programs.models import Enrollment, FacilitatorNomination
from programs.queries.facilitators import CheckedNomination
from programs.queries.reports import ReadersToday
from programs.rules.neutrality import Neutrality
from sessions.models import LearningSession
from tests.programs.conftest import FRAME
from tests.programs.reporting import name_fay_and_mina


def test_program_page_leads_to_the_draft_of_a_networking_event(cast, program):
    def link():
        page = cast.hr_admin.client().get(cast.hr_admin.url(f"programs/{program.id}/"))
        steps = page.context["guide"].steps
        return next(one.href for one in steps if one.step.name == "networking")

    with cast.inside():
        draft = make_session(program, "networking", "draft", 1)
    assert link() == cast.hr_admin.url(f"sessions/{draft.id}/")
    with cast.inside():
        make_session(program, "networking", "draft", 2)
    assert link() == cast.hr_admin.url("sessions/") + f"?program={program.id}"
    page = cast.hr_admin.client().get(link()).content.decode()
    assert "networking 1" in page
    assert "networking 2" in page


def test_facts_are_counted_across_the_apps(cast, program):
    with cast.inside():
        version = publish_conduct(program, text="Be kind", by=cast.hr_admin.person)
        accept_conduct(version, by=cast.employee.person)
        for person in (cast.employee.person, cast.manager.person):
            for name in ("SQL", "Python"):
                topic, _made = Topic.objects.get_or_create(name=name)
                PersonTopic.objects.create(person=person, topic=topic, stance="wants")
        sql = Topic.objects.get(name="SQL")
        for stance in ("knows", "wants"):
            PersonTopic.objects.create(person=cast.mentor.person, topic=sql, stance=stance)
        planned = [
            make_session(program, kind, state, number)
            for number, (kind, state) in enumerate(
                [
                    ("networking", "published"),
                    ("networking", "draft"),
                    ("lunch_and_learn", "finished"),
                    ("workshop", "published"),
                    ("workshop", "cancelled"),
                    ("workshop", "draft"),
                    ("lunch_and_learn", "draft"),
                ]
            )
        ]
        for session in (planned[0], planned[2], planned[4], planned[5]):
            KnowledgeCheck.objects.create(learning_session=session)
        make_match(cast, program, published_at=timezone.now(), state="active")
        nomination = FacilitatorNomination.objects.create(
            program=program, person=cast.facilitator.person, state="accepted"
        )
        assert guide_facts(
            program, [CheckedNomination(nomination, Neutrality(()))], readers=ReadersToday()
        ) == GuideFacts(
            people=2,
            facilitators_accepted=1,
            has_conduct=True,
            conduct_accepted=1,
            networking_planned=1,
            networking_drafts=1,
            networking_draft=planned[1].id,
            mentors=1,
            mentees=1,
            mentees_paired=1,
            people_who_know=1,
            people_who_want=2,
            pairs=1,
            pairs_across_departments=1,
            teaching_sessions=2,
            teaching_sessions_with_check=1,
            teaching_drafts=2,
            teaching_drafts_with_check=1,
        )


def make_session(program, kind, state, number):
    starts_at = timezone.now() + timedelta(days=number + 1)
    return LearningSession.objects.create(
        program=program,
        kind=kind,
        state=state,
        title=f"{kind} {number}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        time_zone="UTC",
        capacity=10,
        join_code=f"CODE{number}",
    )


def make_match(cast, program, **fields):
    return Match.objects.create(
        program=program,
        mentor=cast.mentor.person,
        mentee=cast.employee.person,
        score=1.0,
        **fields,
    )


def test_unpublished_pairs_are_nobodys_business(cast, program):
    with cast.inside():
        make_match(cast, program, state="draft")
        assert guide_facts(program, [], readers=ReadersToday()).pairs == 0
    page = cast.employee.client().get(cast.employee.url(f"programs/{program.id}/"))
    assert "Mina Mentor" not in page.content.decode()


def test_employee_sees_mentor_sessions_and_conduct(cast, program):
    with cast.inside():
        publish_conduct(program, text="Be kind", by=cast.hr_admin.person)
        make_match(cast, program, state="active", published_at=timezone.now())
        make_session(program, "lunch_and_learn", "published", 1)
        make_session(program, "lunch_and_learn", "draft", 2)
    path = f"programs/{program.id}/"
    page = cast.employee.client().get(cast.employee.url(path)).content.decode()
    assert "Your mentor" in page
    assert "Mina Mentor" in page
    assert "lunch_and_learn 1" in page
    assert "lunch_and_learn 2" not in page
    assert "Please read the code of conduct" in page
    page = cast.mentor.client().get(cast.mentor.url(path)).content.decode()
    assert "Your mentee" in page
    assert "Emil Employee" in page


def test_program_page_takes_as_many_queries_for_3_as_for_1(
    cast, program, django_assert_num_queries
):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/")
    with cast.inside():
        name_fay_and_mina(cast, program)
        add_everything(cast, program, 1)
    client.get(url)
    with django_assert_num_queries(FRAME + 5):
        client.get(url)
    with cast.inside():
        for number in (2, 3):
            add_everything(cast, program, number)
    with django_assert_num_queries(FRAME + 5):
        page = client.get(url)
    assert len(page.context["facilitators"]) == 3
    assert len(page.context["sessions"]) == 3
    assert page.context["trusted_person"] == cast.facilitator.person


def add_everything(cast, program, number):
    person = Person.objects.create(name=f"P{number}", email=f"p{number}@acme.example")
    Enrollment.objects.create(program=program, person=person, role="participant")
    fay = Person.objects.create(name=f"F{number}", email=f"f{number}@acme.example")
    FacilitatorNomination.objects.create(program=program, person=fay, state="accepted")
    session = make_session(program, "workshop", "published", number)
    LearningSession.objects.filter(id=session.id).update(presenter=person)
