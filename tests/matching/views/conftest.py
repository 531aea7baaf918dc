"""Who looks at the pages."""

import pytest


@pytest.fixture
def admin(reviewed):
    return reviewed.cast.hr_admin.client()
