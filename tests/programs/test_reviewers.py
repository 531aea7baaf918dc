"""The reviewer of somebody in the room isn't neutral: words, ranking, change, reports."""

import pytest

from peerlearn.notifications.models import Notification
from peerlearn.people.actions.people import save_person
from peerlearn.people.models import Person
from programs.actions.nominations import accept_nomination
from programs.actions.rechecking import recheck_facilitators
from programs.actions.report_desks import name_readers
from programs.errors import NotNeutralError, ReportDeskError
from programs.queries.candidates import likely_neutral
from programs.queries.facilitators import neutrality_of
from programs.queries.reports import candidates_of, desk_of, route_of
from programs.rules.neutrality import FindingKind
from tests.programs.nominating import NOW, nominate
from tests.sessions.making import make_session


def review(person, reviewer):
    Person.objects.filter(id=person.id).update(reviewer=reviewer)


@pytest.fixture
def reviewed(cast, program):
    """Fay reviews the work of Emil, who is in the program."""
    with cast.inside():
        review(cast.employee.person, cast.facilitator.person)
    return program


def test_reviewer_of_somebody_enrolled_is_not_neutral_in_words(cast, reviewed):
    with cast.inside():
        check = neutrality_of(reviewed, cast.facilitator.person)
        assert [one.kind for one in check.findings] == [FindingKind.REVIEWS]
        assert check.sentences("Fay Facilitator") == [
            "Fay Facilitator reviews the work of Emil Employee, who takes part here."
        ]
        with pytest.raises(NotNeutralError):
            nominate(cast, reviewed, cast.facilitator)
        review(cast.mentor.person, cast.facilitator.person)
        assert neutrality_of(reviewed, cast.facilitator.person).sentences("Fay") == [
            "Fay reviews the work of 2 people here: Emil Employee, Mina Mentor."
        ]


def test_being_reviewed_by_somebody_present_is_no_authority_over_them(cast, program):
    with cast.inside():
        review(cast.facilitator.person, cast.employee.person)
        assert neutrality_of(program, cast.facilitator.person).is_neutral


def test_reviewer_of_the_presenter_is_not_neutral(cast, program):
    with cast.inside():
        guest = Person.objects.create(name="Gus Guest", reviewer=cast.facilitator.person)
        make_session(program, cast.hr_admin, presenter=guest)
        assert not neutrality_of(program, cast.facilitator.person).is_neutral


def test_reviewers_are_no_candidates(cast, program):
    with cast.inside():
        assert cast.facilitator.person in likely_neutral(program)
        review(cast.employee.person, cast.facilitator.person)
        assert cast.facilitator.person not in likely_neutral(program)


def test_new_reviewer_is_told_to_hr(cast, program, django_capture_on_commit_callbacks):
    with cast.inside():
        accept_nomination(nominate(cast, program, cast.facilitator), now=NOW)
        emil = Person.objects.get(id=cast.employee.person.id)
        with django_capture_on_commit_callbacks() as sent:
            values = {"reviewer": cast.facilitator.person}
            save_person(emil, values, by=cast.hr_admin.person, topics={})
        assert len(sent) == 1
        recheck_facilitators(program)
        mail = Notification.objects.get(kind="programs.not_neutral")
        assert "reviews the work of Emil Employee" in mail.body


@pytest.mark.parametrize("reader_is_reviewer", [True, False])
def test_quiet_report_goes_past_a_reader_bound_by_a_review(cast, program, desk, reader_is_reviewer):
    fay, dora = cast.facilitator.person, cast.director.person
    with cast.inside():
        named = candidates_of(desk_of(program))
        assert route_of(named, [dora.id]).reader.id == fay.id
        review(*((dora, fay) if reader_is_reviewer else (fay, dora)))
        assert route_of(named, [dora.id]).reader.id == cast.mentor.person.id


def test_two_of_whom_one_reviews_the_other_read_no_reports_together(cast, program):
    fay, mina = cast.facilitator.person, cast.mentor.person
    with cast.inside():
        review(mina, fay)
        with pytest.raises(ReportDeskError) as refused:
            name_readers(
                program,
                trusted_person=fay,
                stand_in=mina,
                external_contact="",
                by=cast.hr_admin.person,
            )
        assert "one reviews the other’s work" in refused.value.problems["stand_in"]
