"""Under which id a form plans something, so that sending it twice is sending it once."""

from dataclasses import dataclass
from typing import Generic
from uuid import UUID

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.ids import uuid7
from sessions.actions.sent_twice import Made, made_before

FIELD = "sent_as"


@dataclass(frozen=True)
class SentAs(Generic[Made]):
    """The id for the form; `before` is what it has made already."""

    id: UUID
    before: Made | None = None


def sent_as(request: OrgRequest, model: type[Made]) -> SentAs[Made]:
    """What stands in the form, and for a new or a hand-made one a new id."""
    try:
        wanted = UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return SentAs(uuid7())
    before, free = made_before(model, wanted, by=request.person)
    return SentAs(free, before)
