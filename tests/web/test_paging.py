"""Pages of long lists."""

import pytest

from peerlearn.people.models import Person
from peerlearn.web.paging import LongPaginator


@pytest.fixture
def namesakes(cast):
    """Seven of one name, between others: the id decides."""
    with cast.inside():
        for name in ["Same"] * 7 + ["Ab", "Zz"]:
            Person.objects.create(name=name, department="Twins")
        yield Person.objects.filter(department="Twins")


@pytest.mark.parametrize("per_page", [1, 2, 4, 20])
def test_pages_hold_each_row_once_and_in_order(namesakes, per_page):
    pages = LongPaginator(namesakes, per_page)
    assert [row for page in pages for row in page] == list(namesakes)


def test_page_takes_two_queries_from_either_end(namesakes, django_assert_num_queries):
    for number in (1, 5):
        with django_assert_num_queries(2):
            page = LongPaginator(namesakes.select_related("manager"), 2).get_page(number)
            assert [row.manager for row in page] == [None] * len(page)


def test_known_total_is_not_counted_again(namesakes, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = LongPaginator(namesakes, 2, total=9).get_page("5")
    assert [row.name for row in page] == ["Zz"]
    assert (page.start_index(), page.end_index()) == (9, 9)


@pytest.mark.parametrize(("asked", "number"), [("9", 5), ("0", 5), ("x", 1), (None, 1)])
def test_page_that_is_not_there_leads_to_one_that_is(namesakes, asked, number):
    assert LongPaginator(namesakes, 2).get_page(asked).number == number
