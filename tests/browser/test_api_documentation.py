"""The page of the API's reference works under our Content-Security-Policy, and calls the API."""

import re

import pytest
from playwright.sync_api import expect

from tests.api.caller import caller

pytestmark = pytest.mark.browser


def test_reference_shows_operations_and_tries_one(people, committed_cast):
    reader = people("reader")
    token = caller(committed_cast.employee).token
    reader.goes("/api/v1/docs/")
    page = reader.page
    page.get_by_role("button", name="Authorize").first.click()
    bearer = page.locator(".auth-container").filter(has_text="Bearer")
    bearer.locator("input").fill(token)
    bearer.get_by_role("button", name="Apply credentials").click()
    bearer.get_by_role("button", name="Close").click()
    page.locator("#operations-tag-me").click()
    operation = page.locator(".opblock").filter(
        has=page.locator('[data-path$="/{organization_slug}/me/"]')
    )
    operation.locator(".opblock-summary-control").first.click()
    operation.get_by_role("button", name=re.compile("Try it out")).click()
    operation.locator("input[placeholder=organization_slug]").fill("acme")
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table")).to_contain_text("Emil Employee")
    reader.had_no_errors()
