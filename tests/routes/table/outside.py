"""Addresses outside of any organization."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Outside:
    """What GET answers to a stranger and to somebody signed in, with these arguments."""

    stranger: int
    signed_in: int
    arguments: dict[str, str | int] = field(default_factory=dict)


MAIL = {"name": "no-such.eml"}
OUTSIDE: dict[str, Outside] = {
    "start": Outside(200, 302),
    "healthz": Outside(200, 200),
    "readyz": Outside(200, 200),
    # Off unless METRICS_TOKEN is set.
    "metrics": Outside(404, 404),
    "set_language": Outside(302, 302),
    "join": Outside(302, 200),
    "quiet_report": Outside(200, 200),
    "organizations": Outside(302, 200),
    "confirm_again": Outside(405, 405),
    "found_organization": Outside(302, 200),
    "account_login": Outside(200, 302),
    "account_logout": Outside(302, 200),
    "account_signup": Outside(200, 302),
    "account_inactive": Outside(200, 200),
    "account_email": Outside(302, 200),
    "account_email_verification_sent": Outside(200, 200),
    "account_confirm_email": Outside(200, 200, {"key": "unknown"}),
    "account_confirm_login_code": Outside(302, 302),
    "account_reauthenticate": Outside(302, 200),
    "account_change_password": Outside(302, 200),
    "account_set_password": Outside(302, 302),
    "account_reset_password": Outside(200, 200),
    "account_reset_password_done": Outside(200, 200),
    "account_reset_password_from_key": Outside(200, 200, {"uidb36": "1", "key": "unknown"}),
    "account_reset_password_from_key_done": Outside(200, 200),
    "api:organizations": Outside(401, 200),
    "api:schema": Outside(200, 200),
    "api:follow_report": Outside(405, 405),
    "api:follow_messages": Outside(405, 405),
    "api:docs": Outside(200, 200),
    # Only where DEV_MAILBOX is set, and only on one's own machine.
    "mailbox:inbox": Outside(200, 200),
    "mailbox:message": Outside(404, 404, MAIL),
    "mailbox:html": Outside(404, 404, MAIL),
    "mailbox:attachment": Outside(404, 404, {**MAIL, "number": 0}),
    "web:style_page": Outside(200, 200),
    "web:example": Outside(422, 422),
    "web:job": Outside(200, 200, {"step": 1}),
}
