"""Making an API token by hand, and using it."""

from functools import partial

import pytest

pytestmark = pytest.mark.browser


def test_token_is_made_copied_once_and_revoked(people, committed_cast):
    emil = people("emil")
    emil.signs_in(committed_cast.employee)
    emil.goes(committed_cast.employee.url("me/tokens/"))
    emil.sees("No tokens yet")
    emil.finds_no_barrier()
    emil.page.get_by_label("Name").fill("Intranet calendar")
    emil.presses("Make token")
    emil.finds_no_barrier()
    text = emil.page.locator("#token-text").inner_text()
    me = f"{emil.address}/api/v1/organizations/{committed_cast.organization.slug}/me/"
    asks = partial(emil.page.request.get, me, headers={"Authorization": f"Bearer {text}"})
    assert asks().json()["person"]["name"] == "Emil Employee"
    emil.presses("Revoke Intranet calendar")
    emil.sees("“Intranet calendar” is revoked.")
    assert asks().status == 401
    emil.presses("Undo")
    emil.sees("works again")
    assert asks().status == 200
    emil.had_no_errors()
