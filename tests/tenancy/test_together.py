"""Several reads by one statement."""

from decimal import Decimal

from django.db.models import Count, F

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.tenancy.together import Statement, one_of, read_together


def test_objects_and_values_are_read_by_one_statement(cast, django_assert_num_queries):
    with cast.inside():
        names = Person.objects.values("name")
        with django_assert_num_queries(1):
            found = read_together(
                people=Person.objects.all(),
                settings=OrganizationSettings.objects.all(),
                departments=names.order_by("department")
                .values(place=F("department"))
                .annotate(people=Count("*")),
                nobody=Person.objects.none(),
                own=Statement("SELECT %s AS word, 1.50 AS number", ["it's 100%"]),
            )
        assert found["people"] == list(Person.objects.all())
        assert [p.created_at for p in found["people"]] == [
            p.created_at for p in Person.objects.all()
        ]
        assert found["settings"][0].load_budget == Decimal("6.0")
        assert found["departments"][0].keys() == {"place", "people"}
    assert found["nobody"] == []
    assert found["own"] == [{"word": "it's 100%", "number": Decimal("1.50")}]


def test_relations_that_were_asked_for_come_with_the_objects(cast, django_assert_num_queries):
    with cast.inside():
        people = Person.objects.select_related("manager__manager").order_by("name")
        with django_assert_num_queries(1):
            found = {one.name: one for one in read_together(people=people[:20])["people"]}
            employee = found[cast.employee.person.name]
            assert employee.manager == cast.manager.person
            assert employee.manager.title == cast.manager.person.title
            assert employee.manager.manager == cast.director.person
            assert found[cast.director.person.name].manager is None
        assert found.keys() == {one.name for one in people}


def test_other_organizations_are_not_read(cast):
    with cast.inside():
        found = read_together(people=Statement("SELECT name FROM person"))
    assert cast.outsider.person.name not in {row["name"] for row in found["people"]}
    assert cast.employee.person.name in {row["name"] for row in found["people"]}


def test_sums_of_nothing_are_what_was_said():
    assert one_of([], people=0) == {"people": 0}
    assert one_of([{"people": 2}], people=0) == {"people": 2}
