"""What mentees and mentors have to choose, where a program lets them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from peerlearn.home.todo import Todo
from peerlearn.home.waiting import Waiting
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse


def choosing_todos(request: OrgRequest, waiting: Waiting) -> Iterator[Todo]:
    """A mentor to choose, and mentees of whom to say how gladly."""
    for part in waiting.to_choose:
        yield Todo(
            "list-search",
            _("Choose your mentor: “%(program)s”") % {"program": part.program.name},
            _("Look who could accompany you. Those who fit you best come first."),
            org_reverse(request.organization, "matching:mentors", part.program_id),
            _("See the mentors"),
        )
    for part in waiting.to_rank:
        yield Todo(
            "heart",
            _("Somebody has chosen you: “%(program)s”") % {"program": part.program.name},
            _("Say whom you would accompany gladly. It counts when all are matched."),
            org_reverse(request.organization, "matching:wishes", part.program_id),
            _("Say it"),
        )
