"""Who may open which address. A row is a decision that somebody has read."""

from tests.routes.table.api import API
from tests.routes.table.feedback import FEEDBACK
from tests.routes.table.home import HOME
from tests.routes.table.matching import MATCHING
from tests.routes.table.outside import OUTSIDE
from tests.routes.table.people import PEOPLE
from tests.routes.table.programs import PROGRAMS
from tests.routes.table.row import Row
from tests.routes.table.sessions import ROOM, SESSIONS

__all__ = ["INSIDE", "OUTSIDE", "Row"]

INSIDE: dict[str, Row] = {
    **HOME,
    **PEOPLE,
    **PROGRAMS,
    **MATCHING,
    **SESSIONS,
    **ROOM,
    **FEEDBACK,
    **API,
}
