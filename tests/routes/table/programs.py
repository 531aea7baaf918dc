"""Programs, who is in them and who facilitates."""

from tests.routes.table.row import (
    EVERYBODY,
    HR,
    MEMBER,
    RUNS,
    Row,
    button,
    form,
    hr_button,
    hr_form,
    hr_page,
    page,
)

PROGRAMS: dict[str, Row] = {
    "programs:list": page(),
    "programs:create": hr_form(),
    "programs:edit": hr_form(),
    "programs:duplicate": hr_form(),
    "programs:start": hr_button(),
    "programs:step_add": hr_button(),
    "programs:step_leave_out": hr_button(),
    "programs:finish": hr_button(),
    "programs:archive": hr_button(),
    "programs:restore": hr_button(),
    "programs:conduct": page(),
    # The facilitator settles suggestions too, and so writes versions.
    "programs:conduct_edit": Row(404, 200, 200, RUNS | HR),
    "programs:conduct_versions": page(),
    # Reading is the trusted person's, who is the facilitator in this world. HR names them.
    "programs:reports": Row(404, 200, 404),
    # Empty for whoever reads none.
    "programs:reports_menu": page(),
    "programs:reader_answer": button(RUNS),
    "programs:report": Row(404, 200, 404, RUNS),
    "programs:report_state": button(RUNS),
    "programs:report_desk": hr_form(),
    "programs:write_report": form(),
    "programs:suggestions": page(),
    "programs:suggest": form(),
    "programs:support": button(EVERYBODY),
    "programs:support_undo": button(EVERYBODY),
    "programs:suggestion_withdrawal": button(MEMBER),
    "programs:suggestion_decline": Row(404, 200, 200, RUNS | HR),
    "programs:conduct_acceptance": button(EVERYBODY),
    "programs:import_programs": hr_page(job_id="finished_job"),
    "programs:roles": hr_page(),
    "programs:role_edit": hr_form(),
    "programs:by_list": hr_form(),
    "programs:new_hires": hr_form(),
    "programs:new_hires_stop": hr_button(),
    "programs:new_hires_restart": hr_button(),
    "programs:act": hr_page(),
    "programs:act_again": hr_button(),
    "programs:people_pause": hr_button(),
    "programs:people_resume": hr_button(),
    "programs:applications": hr_form(),
    "programs:messages": hr_page(),
    "programs:retry_messages": hr_button(),
    "programs:joining": form(role="open_role"),
    "programs:invitation": Row(200, 404, 404, MEMBER),
    "programs:pause": Row(200, 404, 404, MEMBER),
    "programs:resume": button(MEMBER),
    "programs:leave": Row(200, 404, 404, MEMBER),
    "programs:leave_undo": button(MEMBER),
    "programs:take_back": button(MEMBER),
    "programs:invitation_by_mail": Row(
        200, 200, 200, EVERYBODY, {"token": "program_invitation_token"}, public=200
    ),
    "programs:people": Row(404, 200, 200),
    "programs:people_csv": Row(404, 200, 200),
    "programs:withdrawal": hr_button(),
    "programs:completion": hr_button(),
    "programs:capacity": hr_button(),
    "programs:enroll": hr_form(),
    "programs:pick": hr_form(),
    "programs:batch_undo": hr_button(),
    "programs:facilitator": hr_page(),
    "programs:nominate": hr_form(),
    # Without anybody ticked it leads back.
    "programs:nominate_several": Row(404, 404, 302, HR),
    "programs:nomination_revoke": hr_button(),
    "programs:nomination_restore": hr_button(),
    # One's own: this is the facilitator's.
    "programs:nomination": Row(404, 200, 404, RUNS, {"nomination_id": "accepted_nomination"}),
    "programs:nomination_by_mail": Row(
        200, 200, 200, EVERYBODY, {"token": "nomination_token"}, public=200
    ),
    "programs:nomination_invitation": Row(
        405, 405, 405, EVERYBODY, {"token": "nomination_token"}, public=405
    ),
}
