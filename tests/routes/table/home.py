"""The pages of home, messages, the log and one's own organization."""

from tests.routes.table.row import (
    EVERYBODY,
    MEMBER,
    Row,
    button,
    form,
    hr_button,
    hr_form,
    hr_page,
    page,
)

HOME: dict[str, Row] = {
    "home:dashboard": page(),
    "home:program": page(),
    "home:gallery": hr_page(),
    "home:template": hr_page(),
    "home:template_use": hr_form(),
    "audit:log": hr_page(),
    "notifications:log": hr_page(),
    "notifications:entry": hr_page(),
    "notifications:retry": hr_button(),
    "notifications:retry_all": hr_button(),
    "notifications:mine": page(),
    "notifications:read_all": button(EVERYBODY),
    "notifications:message": Row(200, 404, 404),
    "notifications:calendar": Row(200, 404, 404),
    "organization:me": form(),
    "organization:settings": hr_form(),
    "organization:join": Row(200, 200, 200, EVERYBODY, {"token": "invitation_token"}, public=200),
    "organization:tokens": form(),
    "organization:revoke_token": button(MEMBER),
    "organization:restore_token": button(MEMBER),
}
