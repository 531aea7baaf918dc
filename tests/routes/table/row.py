"""What a row of the table says, and the usual kinds of rows."""

from dataclasses import dataclass, field

EVERYBODY = frozenset({"member", "facilitator", "hr_admin"})
NOBODY: frozenset[str] = frozenset()
HR = frozenset({"hr_admin"})


@dataclass(frozen=True)
class Row:
    """What GET answers to whom, and who may write.

    `writers` get something else than a refusal when they write, `where` names other values than
    usual for arguments: see World.ids. `public` addresses carry a signed token or a code in place
    of a login: what GET answers to a stranger and to an outsider.
    """

    member: int
    facilitator: int
    hr_admin: int
    writers: frozenset[str] = NOBODY
    where: dict[str, str] = field(default_factory=dict)
    public: int | None = None


def page(**where: str) -> Row:
    """For everybody in the organization."""
    return Row(200, 200, 200, where=where)


def form(**where: str) -> Row:
    """A page with a form, for everybody."""
    return Row(200, 200, 200, EVERYBODY, where)


def button(writers: frozenset[str], **where: str) -> Row:
    """Only POST: whoever else asks hears that by 405, or 404 where the door comes first."""
    return Row(405, 405, 405, writers, where)


def hr_page(**where: str) -> Row:
    return Row(404, 404, 200, where=where)


def hr_form(**where: str) -> Row:
    return Row(404, 404, 200, HR, where)


def hr_button(**where: str) -> Row:
    """A button whose method is looked at before the reader: 405 for all."""
    return button(HR, **where)


def hidden_button(**where: str) -> Row:
    """A button whose reader is looked at first: 404 for others."""
    return Row(404, 404, 405, HR, where)


def led(status: int = 200, *, writes: bool = False, **where: str) -> Row:
    """For who runs the session. HR admins run those without a facilitator, and ours has one."""
    return Row(404, status, 404, RUNS if writes else NOBODY, where)


RUNS = frozenset({"facilitator"})
MEMBER = frozenset({"member"})
FINISHED = {"session_id": "finished_session"}
CLOSED = {"session_id": "closed_session"}
COMING = {"session_id": "coming_session"}
DRAFT = {"session_id": "draft_session"}
MATCH = {"match_id": "published_match"}
