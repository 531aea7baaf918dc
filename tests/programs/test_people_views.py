import csv
import re
from datetime import date
from io import StringIO

import pytest

from peerlearn.people.models import Person
from programs.models import Enrollment, EnrollmentBatch, FacilitatorNomination
from tests.programs.conftest import FRAME


@pytest.fixture
def at(cast, program):
    """The path of a page of the program."""
    return lambda page: cast.hr_admin.url(f"programs/{program.id}/{page}")


@pytest.fixture
def hr(cast):
    return cast.hr_admin.client()


SALES = {"role": "mentee", "started": "any", "departments": ["Sales"]}


def names_in(program, **fields):
    found = Enrollment.objects.filter(program=program, **fields)
    return sorted(found.values_list("person__name", flat=True))


def test_count_and_names_are_shown_before_the_act(hr, at, cast):
    page = hr.get(at("enrollment/"), SALES).content.decode()
    assert "2 people will be enrolled as mentees" in page
    assert "1 is in this role already and stays as they are." in page
    assert "Dora Director" in page
    assert "Enroll 2 mentees" in page
    with cast.inside():
        assert Enrollment.objects.count() == 2


def test_page_begins_with_recent_recruits(hr, at):
    page = hr.get(at("enrollment/"))
    assert "0 people will be enrolled as mentees" in page.content.decode()
    assert "no start date here" in page.content.decode()


def test_htmx_gets_the_preview_alone(hr, at):
    part = hr.get(at("enrollment/"), SALES, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert b'id="preview"' in part.content
    assert b"Enroll 2 mentees" in part.content


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"started": "new", "days": ""}, "This field is required."),
        ({"started": "new", "days": "0"}, "greater than or equal to 1"),
        ({"started": "dates"}, "Enter at least one of the two dates."),
        (
            {"started": "dates", "started_from": "2026-03-02", "started_until": "2026-03-01"},
            "This day is before the other one.",
        ),
        ({"started": "sometime"}, "Select a valid choice"),
    ],
)
def test_incomplete_rule_says_what_is_missing(hr, at, rule, words):
    for headers in ({}, {"HX-Request": "true"}):
        page = hr.get(at("enrollment/"), {"role": "mentee", **rule}, headers=headers)
        assert words in page.content.decode()
        assert "Enroll 2" not in page.content.decode()
    assert hr.post(at("enrollment/"), {"role": "mentee", **rule}).status_code == 422


def test_people_are_enrolled_and_the_toast_undoes_it(hr, at, cast, program):
    page = hr.post(at("enrollment/"), {**SALES, "expected": "2"}, follow=True)
    assert "2 mentees enrolled." in page.content.decode()
    with cast.inside():
        assert len(names_in(program, role="mentee")) == 3
        batch = EnrollmentBatch.objects.get()
    undo = at(f"enrollment/{batch.id}/undo/")
    assert f'action="{undo}"' in page.content.decode()
    hr.post(undo)
    with cast.inside():
        assert names_in(program, role="mentee") == ["Emil Employee"]


def test_list_that_changed_enrolls_nobody_and_says_so(hr, at, cast, program):
    page = hr.post(at("enrollment/"), {**SALES, "expected": "3"})
    assert page.status_code == 422
    assert "The list has changed since you saw it: 2 people instead of 3." in page.content.decode()
    with cast.inside():
        assert names_in(program, role="mentee") == ["Emil Employee"]


def test_mentors_get_the_capacity_asked_for(hr, at, cast, program):
    rule = {"role": "mentor", "started": "seasoned", "years": "2"}
    with cast.inside():
        Person.objects.filter(id=cast.director.person.id).update(starts_on="2010-01-01")
    assert "Mentees per mentor" in hr.get(at("enrollment/"), rule).content.decode()
    hr.post(at("enrollment/"), {**rule, "capacity": "4", "expected": "1"})
    with cast.inside():
        assert Enrollment.objects.get(person=cast.director.person).capacity == 4


def test_program_that_is_over_refuses(hr, at, cast, program):
    hr.post(at("finish/"))
    page = hr.post(at("enrollment/"), {**SALES, "expected": "2"})
    assert page.status_code == 422
    assert "nobody can join any more" in page.content.decode()


def test_ticked_people_stay_while_searching_and_are_enrolled(hr, at, cast, program):
    dora, fay = str(cast.director.person.id), str(cast.facilitator.person.id)
    page = hr.get(at("enrollment/pick/"), {"q": "fay", "role": "participant", "person": dora})
    assert [(person.name, roles) for person, roles in page.context["people"]] == [
        ("Dora Director", []),
        ("Fay Facilitator", []),
    ]
    assert page.context["ticked"] == {cast.director.person.id}
    hr.post(at("enrollment/pick/"), {"q": "", "role": "participant", "person": [dora, fay]})
    with cast.inside():
        assert names_in(program, role="participant") == ["Dora Director", "Fay Facilitator"]


def test_search_shows_who_is_enrolled_already(hr, at):
    page = hr.get(at("enrollment/pick/"), {"q": "mina"})
    assert [roles for _person, roles in page.context["people"]] == [["mentor"]]
    assert '<option value="mentee" selected' in page.content.decode()


def test_picked_person_of_another_organization_or_nonsense_is_nobody(hr, at, cast, program):
    for value in (str(cast.outsider.person.id), "nonsense"):
        page = hr.post(at("enrollment/pick/"), {"role": "mentee", "person": value}, follow=True)
        assert page.status_code == 200
    with cast.inside():
        assert len(names_in(program)) == 2


def test_people_are_filtered_and_sorted_by_the_address(hr, at, cast):
    def names(query):
        return [one.person.name for one in hr.get(at(f"people/?{query}")).context["page"]]

    assert names("") == ["Emil Employee", "Mina Mentor"]
    assert names("role=mentor") == ["Mina Mentor"]
    assert names("q=emil") == ["Emil Employee"]
    assert names("department=Engineering") == ["Mina Mentor"]
    assert names("location=Berlin") == ["Emil Employee"]
    assert names("sort=newest") == ["Mina Mentor", "Emil Employee"]
    assert names("show=withdrawn") == []
    assert names("role=nonsense&sort=nonsense") == ["Emil Employee", "Mina Mentor"]


def test_csv_equals_the_filter_and_holds_no_formula(hr, at, cast):
    with cast.inside():
        Person.objects.filter(id=cast.mentor.person.id).update(name="=1+1")
    answer = hr.get(at("people.csv?role=mentor"))
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == "Name"
    assert [row[0] for row in rows[1:]] == ["'=1+1"]


def test_person_is_withdrawn_and_brought_back(hr, at, cast, program):
    with cast.inside():
        mine = Enrollment.objects.get(person=cast.employee.person)
    back = at("people/?role=mentee")
    page = hr.post(at("people/withdrawal/"), {"only": str(mine.id), "back": back}, follow=True)
    assert page.redirect_chain[-1][0] == back
    assert "Emil Employee no longer takes part;" in page.content.decode()
    assert "Nobody is enrolled here yet" in page.content.decode()
    with cast.inside():
        batch = EnrollmentBatch.objects.get()
    hr.post(at(f"enrollment/{batch.id}/undo/"))
    with cast.inside():
        assert names_in(program, state="active") == ["Emil Employee", "Mina Mentor"]


def test_ticked_people_are_withdrawn_together(hr, at, cast, program):
    with cast.inside():
        ids = [str(i) for i in Enrollment.objects.values_list("id", flat=True)]
    page = hr.post(at("people/withdrawal/"), {"enrollment": ids}, follow=True)
    assert "2 people no longer take part;" in page.content.decode()


@pytest.mark.parametrize("chosen", [{}, {"only": "nonsense"}])
def test_withdrawal_of_nobody_says_so(hr, at, chosen):
    page = hr.post(at("people/withdrawal/"), chosen, follow=True)
    assert "Tick at least one person." in page.content.decode()


def test_way_back_leads_nowhere_else(hr, at):
    for back in ("https://evil.example/", "//evil.example/people/?", "/accounts/"):
        answer = hr.post(at("people/withdrawal/"), {"back": back})
        assert answer["Location"] == at("people/")


@pytest.mark.parametrize(
    ("capacity", "words"),
    [("3", "1 mentor now takes up to 3."), ("0", "Enter a number from 1 to 20."), ("", "Enter")],
)
def test_capacity_is_set_in_bulk(hr, at, cast, capacity, words):
    with cast.inside():
        ids = [str(i) for i in Enrollment.objects.values_list("id", flat=True)]
    said = {"enrollment": ids, "capacity": capacity}
    assert words in hr.post(at("people/capacity/"), said, follow=True).content.decode()


def test_capacity_of_no_mentor_says_so(hr, at):
    page = hr.post(at("people/capacity/"), {"capacity": "3"}, follow=True)
    assert "Tick at least one mentor." in page.content.decode()


def test_facilitator_sees_people_and_changes_nothing(cast, program, at):
    with cast.inside():
        FacilitatorNomination.objects.create(
            program=program, person=cast.facilitator.person, state="accepted"
        )
    page = cast.facilitator.client().get(at("people/"))
    assert "Mina Mentor" in page.content.decode()
    assert "Withdraw<" not in page.content.decode()
    assert cast.facilitator.client().get(at("people.csv")).status_code == 200
    assert cast.employee.client().get(at("people/")).status_code == 404
    assert cast.employee.client().get(at("people.csv")).status_code == 404


def test_people_take_as_many_queries_for_3_as_for_1(
    hr, at, cast, program, django_assert_num_queries
):
    with cast.inside():
        Enrollment.objects.filter(person=cast.mentor.person).delete()
    hr.get(at("people/"))
    with django_assert_num_queries(FRAME + 5):
        assert len(hr.get(at("people/")).context["page"]) == 1
    with cast.inside():
        for player in (cast.mentor, cast.director):
            Enrollment.objects.create(program=program, person=player.person, role="mentor")
    with django_assert_num_queries(FRAME + 5):
        assert len(hr.get(at("people/")).context["page"]) == 3


def test_late_page_holds_the_filter(hr, at, cast, program):
    with cast.inside():
        people = Person.objects.bulk_create(
            Person(name=f"Same {number % 2}", department="Twins") for number in range(120)
        )
        Enrollment.objects.bulk_create(
            Enrollment(program=program, person=person, role="participant") for person in people
        )
    found = []
    for number in (1, 2, 3):
        page = hr.get(at("people/"), {"department": "Twins", "page": number}).context["page"]
        assert (page.paginator.count, page.paginator.num_pages) == (120, 3)
        found += [one.person_id for one in page]
    expected = sorted(people, key=lambda person: (person.name, person.id))
    assert found == [person.id for person in expected]


def test_preview_takes_as_many_queries_for_3_as_for_1(hr, at, cast, django_assert_num_queries):
    hr.get(at("enrollment/"), SALES)
    for departments, count in ((["Legal"], 1), (["Legal", "Sales"], 3)):
        with django_assert_num_queries(FRAME + 3):
            page = hr.get(at("enrollment/"), {**SALES, "departments": departments})
        assert page.context["preview"].to_enroll == count


def test_preview_of_mentors_who_may_start_later_takes_two_more(
    hr, at, cast, django_assert_num_queries
):
    asked = {"role": "mentor", "started": "dates", "started_until": "2020-01-01"}
    with cast.inside():
        Person.objects.create(name="Old Hand", starts_on=date(2019, 1, 1))
        Person.objects.create(name="New Hand", starts_on=date(2021, 1, 1))
    hr.get(at("enrollment/"), asked)
    with django_assert_num_queries(FRAME + 5):
        page = hr.get(at("enrollment/"), asked)
    assert page.context["preview"].to_enroll == 1
    assert page.context["later"].count == 1


def test_list_of_a_draft_says_which_side_is_missing_and_leads_back_to_the_guide(cast, program):
    with cast.inside():
        Enrollment.objects.filter(role="mentor").delete()
        type(program).objects.filter(id=program.id).update(state="draft")
    page = cast.hr_admin.client().get(cast.hr_admin.url(f"programs/{program.id}/people/"))
    assert page.context["missing"].role == "mentor"
    html = page.content.decode()
    [link] = re.findall(r'href="([^"]*started=seasoned[^"]*)"', html)
    enrolling = cast.hr_admin.client().get(link.replace("&amp;", "&"))
    assert (enrolling.status_code, enrolling.context["role"]) == (200, "mentor")
    assert "Back to the set-up" in html
