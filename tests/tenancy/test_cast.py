import pytest

from peerlearn.people.models import Person
from peerlearn.people.queries import managers_above, organizations_of, reports_below
from peerlearn.tenancy.context import NoOrganizationError


def test_people_without_organization_is_an_error(cast):
    with pytest.raises(NoOrganizationError):
        Person.objects.count()


def test_people_are_those_of_the_organization(cast):
    with cast.inside():
        assert not Person.objects.filter(id=cast.outsider.person.id).exists()
        assert Person.objects.filter(id=cast.employee.person.id).exists()


def test_reporting_line_has_every_depth(cast):
    with cast.inside():
        assert managers_above([cast.employee.person.id]) == {
            cast.manager.person.id: 1,
            cast.director.person.id: 2,
        }
        assert reports_below([cast.director.person.id]) == {
            cast.manager.person.id: 1,
            cast.employee.person.id: 2,
        }


def test_organizations_of_user_are_their_own(cast):
    assert organizations_of(cast.employee.user) == [cast.organization]
    assert organizations_of(cast.outsider.user) == [cast.outsider.organization]
