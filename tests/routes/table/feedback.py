"""Feedback and knowledge checks."""

from tests.routes.table.row import CLOSED, FINISHED, MEMBER, Row, page

FEEDBACK: dict[str, Row] = {
    "feedback:index": page(),
    "feedback:give": Row(200, 404, 404, MEMBER, FINISHED),
    "feedback:check_take": Row(200, 404, 404, MEMBER, FINISHED),
    "feedback:check_edit": Row(404, 200, 200, frozenset({"facilitator", "hr_admin"}), FINISHED),
    "feedback:results": Row(404, 200, 200, where=FINISHED),
    "feedback:results_csv": Row(404, 200, 200, where=CLOSED),
    "feedback:close": Row(404, 200, 200, frozenset({"facilitator", "hr_admin"}), FINISHED),
}
