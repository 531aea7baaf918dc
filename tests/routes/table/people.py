"""The company's people, their import and who signs in."""

from tests.routes.table.row import Row, hidden_button, hr_button, hr_form, hr_page

PEOPLE: dict[str, Row] = {
    "people:list": hr_page(),
    "people:export": hr_page(),
    "people:detail": hr_page(),
    "people:new": hr_form(),
    "people:edit": hr_form(),
    "people:import": hr_form(),
    "people:import_template": hr_page(),
    "people:import_job": hr_page(),
    "people:import_columns": hr_form(),
    "people:import_reading": hidden_button(),
    "people:import_run": hidden_button(),
    "people:import_again": hidden_button(),
    "people:import_discard": hidden_button(),
    "people:import_bad_rows": hr_page(),
    "people:members": hr_page(),
    "people:invite_members": hr_form(),
    "people:make_admin": hr_button(),
    "people:unmake_admin": hr_button(),
}
