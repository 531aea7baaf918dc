"""Pages about people stay in no cache."""

import pytest


@pytest.mark.parametrize("path", ["", "people/", "people/members/", "sessions/"])
def test_page_of_an_organization_is_kept_by_no_cache(cast, path):
    answer = cast.hr_admin.client().get(cast.hr_admin.url(path))
    assert answer.headers["Cache-Control"] == "private, no-store"
