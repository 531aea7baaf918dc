"""Neutrality is checked again when the org chart, the presenters or the room change."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.people.actions.people import save_person
from peerlearn.people.models import Person
from programs.actions.enrollment import enroll_people, undo_batch
from programs.actions.joining import leave_program
from programs.actions.nominations import (
    accept_nomination,
    nominate_facilitator,
    nominate_facilitators,
)
from programs.actions.rechecking import ALL_TASK, TASK, recheck_facilitators
from programs.errors import NotNeutralError
from programs.models import Enrollment, FacilitatorNomination
from programs.queries.candidates import likely_neutral, merits_of
from programs.queries.facilitators import neutrality_of, nominations_needing_decision
from programs.rules.candidates import Merits, merits_in_words
from programs.rules.enrollment import EnrollmentRule
from programs.rules.neutrality import Finding, FindingKind, InLine, Neutrality
from programs.rules.objections import known_objections, news, objections
from programs.tasks import recheck_organization, recheck_program
from sessions.actions.scheduling import cancel_session
from tests.sessions.making import make_session

KIND = "programs.not_neutral"


@pytest.fixture
def accepted(cast, program):
    """The facilitator accepted while nothing spoke against them."""
    with cast.inside():
        asked = nominate_facilitator(
            program, cast.facilitator.person, by=cast.hr_admin.person, now=timezone.now()
        )
        return accept_nomination(asked, now=timezone.now())


def told():
    return list(Notification.objects.filter(kind=KIND).order_by("created_at"))


def report_to(person, manager):
    Person.objects.filter(id=person.id).update(manager=manager)


def test_new_finding_is_told_once_and_waits_for_a_decision(cast, program, accepted):
    with cast.inside():
        assert list(recheck_facilitators(program)) == []
        report_to(cast.employee.person, cast.facilitator.person)
        for _again in range(2):
            recheck_facilitators(program)
        [mail] = told()
        assert mail.person == cast.hr_admin.person
        assert "Fay Facilitator manages 1 person here: Emil Employee" in mail.body
        assert nominations_needing_decision() == [accepted]


def test_another_finding_is_told_alone(cast, program, accepted):
    with cast.inside():
        report_to(cast.employee.person, cast.facilitator.person)
        recheck_facilitators(program)
        report_to(cast.mentor.person, cast.facilitator.person)
        recheck_facilitators(program)
        assert len(told()) == 2
        assert "Mina Mentor" in told()[1].body
        assert "Emil Employee" not in told()[1].body


def test_finding_that_went_and_came_back_is_told_again(cast, program, accepted):
    with cast.inside():
        for manager in (cast.facilitator.person, None, cast.facilitator.person):
            report_to(cast.employee.person, manager)
            recheck_facilitators(program)
        assert len(told()) == 2


def test_override_settles_it_until_something_else_is_found(cast, program, accepted):
    with cast.inside():
        report_to(cast.employee.person, cast.facilitator.person)
        recheck_facilitators(program)
        nominate_facilitator(
            program,
            cast.facilitator.person,
            by=cast.hr_admin.person,
            now=timezone.now(),
            override_reason="Nobody else speaks Finnish.",
        )
        assert nominations_needing_decision() == []
        recheck_facilitators(program)
        assert len(told()) == 1
        report_to(cast.mentor.person, cast.facilitator.person)
        recheck_facilitators(program)
        assert "Your reason covers what was found then" in told()[1].body


def test_program_that_is_over_is_left_alone(cast, program, accepted):
    with cast.inside():
        report_to(cast.employee.person, cast.facilitator.person)
        program.state = "finished"
        program.save()
        recheck_facilitators(program)
        assert told() == []


def test_tasks_check_one_program_or_all(cast, program, accepted):
    organization_id = str(cast.organization.id)
    with cast.inside():
        report_to(cast.employee.person, cast.facilitator.person)
    recheck_program(organization_id=organization_id, program_id=str(program.id))
    with cast.inside():
        report_to(cast.mentor.person, cast.facilitator.person)
    recheck_organization(organization_id=organization_id)
    with cast.inside():
        assert len(told()) == 2


def sent_by(act, capture):
    with capture() as callbacks:
        act()
    return len(callbacks)


def test_another_manager_asks_for_a_check_and_another_title_does_not(
    cast, django_capture_on_commit_callbacks
):
    hr = cast.hr_admin.person
    with cast.inside():
        emil = Person.objects.get(id=cast.employee.person.id)

        def change(**values):
            save_person(emil, values, by=hr, topics={})

        assert sent_by(lambda: change(title="Boss"), django_capture_on_commit_callbacks) == 0
        boss = cast.mentor.person
        assert sent_by(lambda: change(manager=boss), django_capture_on_commit_callbacks) == 1


def test_enrolling_and_undoing_ask_for_a_check(cast, program, django_capture_on_commit_callbacks):
    hr, rule = cast.hr_admin.person, EnrollmentRule(person_ids=frozenset([cast.director.person.id]))
    with cast.inside():
        with django_capture_on_commit_callbacks() as sent:
            batch = enroll_people(
                program, rule, role=Enrollment.Role.MENTEE, by=hr, today=timezone.localdate()
            )
        assert len(sent) == 2  # the check, and a mail to whom it is about
        with django_capture_on_commit_callbacks() as sent:
            undo_batch(batch, by=hr)
        assert len(sent) >= 1


def test_presenter_belongs_to_the_room(cast, program, accepted):
    with cast.inside():
        guest = Person.objects.create(name="Gus Guest", manager=cast.facilitator.person)
        assert neutrality_of(program, cast.facilitator.person).is_neutral
        make_session(program, cast.hr_admin, presenter=guest)
        check = neutrality_of(program, cast.facilitator.person)
        assert check.sentences("Fay") == ["Fay manages 1 person here: Gus Guest (direct report)."]
        make_session(program, cast.hr_admin, title="Own", presenter=cast.facilitator.person)
        kinds = [one.kind for one in neutrality_of(program, cast.facilitator.person).findings]
        assert kinds == [FindingKind.MANAGES, FindingKind.PRESENTS]


def test_several_are_asked_in_one_act_or_nobody(cast, program):
    hr, now = cast.hr_admin.person, timezone.now()
    with cast.inside():
        asked = {cast.facilitator.person: "", cast.manager.person: ""}
        with pytest.raises(NotNeutralError):
            nominate_facilitators(program, asked, by=hr, now=now)
        assert not FacilitatorNomination.objects.exists()
        asked[cast.manager.person] = "He offered."
        nominate_facilitators(program, asked, by=hr, now=now)
        assert FacilitatorNomination.objects.filter(state="proposed").count() == 2


def test_page_asks_several_with_a_reason_where_one_is_needed(cast, program):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/facilitator/")
    ids = [str(cast.facilitator.person.id), str(cast.manager.person.id)]
    page = client.get(f"{url}several/", {"person": ids}).content.decode()
    assert "Ask 2 people" in page
    assert "Why Marco Manager all the same?" in page
    assert client.post(f"{url}several/", {"person": ids}).status_code == 422
    given = {"person": ids, f"reason_{ids[1]}": "He offered."}
    page = client.post(f"{url}several/", given, follow=True).content.decode()
    assert "2 people were asked by e-mail." in page
    assert client.post(f"{url}several/", {"person": ["x"]}).status_code == 302
    assert cast.employee.client().get(f"{url}several/", {"person": ids}).status_code == 404


def test_home_of_hr_leads_to_the_decision(cast, program, accepted):
    with cast.inside():
        report_to(cast.employee.person, cast.facilitator.person)
        recheck_facilitators(program)
    words = "Fay Facilitator isn&#x27;t neutral in “Onboarding spring”"
    assert words in cast.hr_admin.client().get(cast.hr_admin.url()).content.decode()
    assert words not in cast.facilitator.client().get(cast.facilitator.url()).content.decode()


def test_best_candidate_can_sign_in_is_not_busy_and_comes_from_elsewhere(cast, program):
    with cast.inside():
        for name, since in (
            ("Abe", None),
            ("Bea", date(2019, 4, 1)),
            ("Cem", timezone.localdate()),
        ):
            Person.objects.create(
                name=name,
                email=f"{name}@acme.example",
                department="Engineering",
                starts_on=since,
            )
        found = likely_neutral(program)
        names = [person.name for person in found]
        # Who takes part in the program themselves comes after everybody else.
        assert names == ["Fay Facilitator", "Bea", "Abe", "Mina Mentor", "Emil Employee"]
        assert merits_of(found[0]) == [
            "leads nobody",
            "from Legal, where nobody in the program works",
        ]
        assert merits_of(found[1]) == [
            "leads nobody",
            "here since 2019",
            "has no login yet, and is sent one",
        ]


def test_before_anybody_is_in_who_leads_nobody_comes_first(cast, program):
    with cast.inside():
        Enrollment.objects.all().delete()
        names = [person.name for person in likely_neutral(program)]
        leads = [Person.objects.filter(manager__name=name).exists() for name in names]
        assert leads == sorted(leads)
        assert True in leads
        assert not any("works" in said for p in likely_neutral(program) for said in merits_of(p))


def test_merits_say_what_somebody_has_done_and_does():
    assert merits_in_words(Merits(True, 2, 1, "Legal", is_from_elsewhere=False)) == [
        "facilitated 2 times before",
        "facilitates 1 other program now",
    ]


ANA, BEN = (InLine(f"id-{name}", name, 1) for name in ("Ana", "Ben"))


def check(*findings):
    return Neutrality(tuple(findings))


def test_what_is_kept_tells_the_same_objections():
    found = check(
        Finding(FindingKind.MANAGES, (ANA, BEN)),
        Finding(FindingKind.OWNS_PROGRAM),
        Finding(FindingKind.TAKES_PART, roles=("mentor",)),
    )
    assert objections(found) == {
        ("manages", "id-Ana"),
        ("manages", "id-Ben"),
        ("owns_program", ""),
    }
    assert known_objections(found.as_json()) == objections(found)


def test_news_are_findings_and_people_not_known_before():
    before = check(Finding(FindingKind.MANAGES, (ANA,))).as_json()
    now = check(Finding(FindingKind.MANAGES, (ANA, BEN)), Finding(FindingKind.OWNS_PROGRAM))
    assert news(now, before) == [
        Finding(FindingKind.MANAGES, (BEN,)),
        Finding(FindingKind.OWNS_PROGRAM),
    ]
    assert news(now, now.as_json()) == []


def checked_after(sent, program):
    """An act has asked for a check, and it was done."""
    assert {TASK, ALL_TASK} & {getattr(one, "name", "") for one in sent}
    recheck_facilitators(program)


def test_decision_is_not_asked_for_any_more_once_the_room_is_empty_again(
    cast, program, accepted, django_capture_on_commit_callbacks
):
    emil = cast.employee.person
    with cast.inside():
        report_to(emil, cast.facilitator.person)
        recheck_facilitators(program)
        row = Enrollment.objects.get(program=program, person=emil)
        assert len(nominations_needing_decision()) == 1
        with django_capture_on_commit_callbacks() as sent:
            leave_program(row, reason="", by=emil)
        checked_after(sent, program)
        assert nominations_needing_decision() == []
        assert len(told()) == 1


@pytest.mark.parametrize("state", [Person.State.LEFT, Person.State.ACTIVE])
def test_who_leaves_the_company_or_comes_back_is_checked_again(
    cast, program, accepted, django_capture_on_commit_callbacks, state
):
    with cast.inside():
        report_to(cast.employee.person, cast.facilitator.person)
        others = set(Person.State) - {state}
        Person.objects.filter(id=cast.employee.person.id).update(state=others.pop())
        recheck_facilitators(program)
        emil = Person.objects.get(id=cast.employee.person.id)
        with django_capture_on_commit_callbacks() as sent:
            save_person(emil, {"state": state}, by=cast.hr_admin.person, topics={})
        checked_after(sent, program)
        assert bool(nominations_needing_decision()) is (state == Person.State.ACTIVE)


def test_session_that_is_called_off_takes_its_presenter_out_of_the_room(
    cast, program, accepted, django_capture_on_commit_callbacks
):
    with cast.inside():
        guest = Person.objects.create(name="Gus Guest", manager=cast.facilitator.person)
        held = make_session(program, cast.hr_admin, presenter=guest)
        recheck_facilitators(program)
        assert len(nominations_needing_decision()) == 1
        with django_capture_on_commit_callbacks() as sent:
            cancel_session(held, by=cast.hr_admin.person, reason="")
        checked_after(sent, program)
        assert nominations_needing_decision() == []


def test_nominee_who_was_blocked_is_asked_again_once_nothing_speaks_against_them(cast, program):
    hr, fay, now = cast.hr_admin.person, cast.facilitator.person, timezone.now()
    with cast.inside():
        asked = nominate_facilitator(program, fay, by=hr, now=now - timedelta(days=2))
        report_to(cast.employee.person, fay)
        assert accept_nomination(asked, now=now).state == "blocked"
        recheck_facilitators(program)
        assert len(nominations_needing_decision()) == 1
        report_to(cast.employee.person, None)
        for _again in range(2):
            recheck_facilitators(program)
        assert nominations_needing_decision() == []
        asked.refresh_from_db()
        assert asked.state == "proposed"
        assert Notification.objects.filter(kind="programs.nomination").count() == 2
        assert told() == []
        assert accept_nomination(asked, now=now).state == "accepted"
