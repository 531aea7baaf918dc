"""Who could facilitate, best first."""

from peerlearn.people.models import Person
from programs.models import Enrollment, FacilitatorNomination, Program, ReportDesk
from programs.queries.candidates import candidates_found, likely_neutral, merits_of
from programs.queries.facilitators import neutralities_of
from tests.programs.nominating import NOW, nominate

State = FacilitatorNomination.State


def test_likely_neutral_leaves_out_the_line_of_everybody_enrolled(cast, program):
    with cast.inside():
        Person.objects.create(name="Ann Report", email="a@a.example", manager=cast.mentor.person)
        Person.objects.create(name="Zoe Deskless")
        # The mentor leads Ann, who isn't in the program: nobody there is in their line.
        assert likely_neutral(program) == [
            cast.facilitator.person,
            cast.employee.person,
            cast.mentor.person,
        ]


def test_likely_neutral_names_those_enrolled_after_all_others(cast, program):
    with cast.inside():
        Person.objects.create(name="Zoe Last", email="zoe@acme.example")
        Enrollment.objects.create(program=program, person=cast.manager.person, role="mentor")
        assert [person.name for person in likely_neutral(program)] == [
            "Fay Facilitator",
            "Zoe Last",
            "Mina Mentor",
        ]


def test_likely_neutral_begins_with_who_has_facilitated_before(cast, program):
    with cast.inside():
        abe = Person.objects.create(name="Abe Able", email="abe@acme.example")
        assert [person.name for person in likely_neutral(program)] == [
            "Fay Facilitator",  # can sign in
            "Abe Able",
            "Mina Mentor",  # takes part
            "Emil Employee",
        ]
        other = Program.objects.create(name="Earlier", starts_on=NOW, ends_on=NOW)
        FacilitatorNomination.objects.create(program=other, person=abe, state=State.ACCEPTED)
        assert [(person.name, person.times) for person in likely_neutral(program)] == [
            ("Abe Able", 1),
            ("Fay Facilitator", 0),
            ("Mina Mentor", 0),
            ("Emil Employee", 0),
        ]


def test_likely_neutral_names_readers_of_quiet_reports_last(cast, program):
    with cast.inside():
        abe = Person.objects.create(name="Abe Able", email="abe@acme.example")
        fay = cast.facilitator.person
        ReportDesk.objects.create(program=program, trusted_person=fay, stand_in=abe)
        assert [person.name for person in likely_neutral(program)] == [
            "Mina Mentor",
            "Emil Employee",
            "Fay Facilitator",
            "Abe Able",
        ]


def test_candidates_found_by_words(cast, program):
    with cast.inside():
        assert [person.name for person in candidates_found(program, "man")] == ["Marco Manager"]
        nominate(cast, program, cast.facilitator)
        assert candidates_found(program, "facil") == []


def test_many_candidates_are_checked_in_two_queries(cast, program, django_assert_num_queries):
    with cast.inside():
        one = [cast.director.person]
        three = [cast.facilitator.person, cast.director.person, cast.manager.person]
        for candidates in (one, three):
            with django_assert_num_queries(2):
                found = neutralities_of(program, candidates)
        assert [found[person.id].is_neutral for person in three] == [True, False, False]


def test_reader_of_quiet_reports_is_warned_of_in_words(cast, program):
    with cast.inside():
        fay = cast.facilitator.person
        ReportDesk.objects.create(program=program, trusted_person=fay)
        named = next(one for one in likely_neutral(program) if one == fay)
        assert "is named for this program's quiet reports" in merits_of(named)
    client = cast.hr_admin.client()
    pages = [
        f"programs/{program.id}/facilitator/",
        f"programs/{program.id}/facilitator/{fay.id}/",
    ]
    listed, asked = (client.get(cast.hr_admin.url(page)).content.decode() for page in pages)
    assert "reads quiet reports" in listed
    warning = "Fay Facilitator is named for this program&#x27;s quiet reports."
    assert warning in asked
    several = cast.hr_admin.url(f"programs/{program.id}/facilitator/several/?person={fay.id}")
    assert warning in client.get(several).content.decode()
