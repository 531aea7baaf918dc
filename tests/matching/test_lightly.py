"""A job that keeps nearly all that it makes."""

import gc

import pytest

from matching.actions.runs import RunLostError
from matching.lightly import lightly
from peerlearn.people.models import Person


def read_id(cast):
    return Person.objects.values_list("id", flat=True).get(id=cast.employee.person.id)


def test_id_that_is_read_twice_is_one_object_and_what_it_was(cast):
    with cast.inside():
        with lightly():
            one, again = read_id(cast), read_id(cast)
        after = read_id(cast)
    assert one is again
    assert after is not one
    assert one == again == after == cast.employee.person.id


def test_nobody_stays_nobody(cast):
    with cast.inside(), lightly():
        managers = Person.objects.filter(id=cast.director.person.id)
        assert managers.values_list("manager_id", flat=True).get() is None


def test_memory_is_looked_through_again_afterwards_also_after_an_error(cast):
    with cast.inside():
        with lightly():
            assert not gc.isenabled()
        assert gc.isenabled()
        with pytest.raises(RunLostError), lightly():
            raise RunLostError
        assert gc.isenabled()
