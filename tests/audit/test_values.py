"""Values of the log as a reader knows them."""

import pytest
from django.utils import timezone

from peerlearn.audit.values import column_in_words, value_in_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        ("", "–"),
        (True, "yes"),
        ("open", "open"),
        ("2026-12-22", "22 Dec 2026"),
        ("2026-13-45", "2026-13-45"),
        (["networking", "pairs"], "networking, pairs"),
        (7, "7"),
    ],
)
def test_value_is_said_as_on_other_pages(value, words):
    assert value_in_words(value) == words


def test_moment_is_in_the_readers_zone():
    with timezone.override("Asia/Singapore"):
        assert value_in_words("2020-11-23T20:50:47.603722+00:00") == "Tue 24 Nov 2020, 04:50"


def test_columns_have_the_names_of_the_pages():
    assert column_in_words("decided_at") == "decided on"
    assert column_in_words("findings") == "what the neutrality check found"
    assert column_in_words("manager_id") == "manager"
