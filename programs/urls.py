"""Addresses of this app's pages, inside an organization.

The page of a program itself combines all apps: peerlearn.home has it, as home:program.
"""

from django.urls import include, path

from programs.views import (
    acts,
    applications,
    conduct,
    copies,
    enrollment,
    facilitator,
    imports,
    invitations,
    joining,
    lists,
    new_hires,
    nominations,
    people,
    programs,
    report_desk,
    report_reading,
    reports,
    roles,
    several,
    states,
    steps,
    suggestions,
)

conduct_suggestions = [
    path("", suggestions.suggestions, name="suggestions"),
    path("new/", suggestions.suggest, name="suggest"),
    path("<uuid:suggestion_id>/support/", suggestions.support, name="support"),
    path("<uuid:suggestion_id>/support/undo/", suggestions.support_undo, name="support_undo"),
    path("<uuid:suggestion_id>/withdrawal/", suggestions.withdrawal, name="suggestion_withdrawal"),
    path("<uuid:suggestion_id>/decline/", suggestions.decline, name="suggestion_decline"),
]

app_name = "programs"
urlpatterns = [
    path("", programs.program_list, name="list"),
    path("new/", programs.program_create, name="create"),
    path("imports/<uuid:job_id>/", imports.import_programs, name="import_programs"),
    path("nominations/<uuid:nomination_id>/", nominations.nomination, name="nomination"),
    path("answer/<str:token>/", nominations.nomination_by_mail, name="nomination_by_mail"),
    path(
        "answer/<str:token>/invitation/",
        nominations.nomination_invitation,
        name="nomination_invitation",
    ),
    path("invitations/<str:token>/", invitations.invitation_by_mail, name="invitation_by_mail"),
    path("mine/<uuid:enrollment_id>/", invitations.invitation, name="invitation"),
    path("mine/<uuid:enrollment_id>/pause/", joining.pause, name="pause"),
    path("mine/<uuid:enrollment_id>/return/", joining.resume, name="resume"),
    path("mine/<uuid:enrollment_id>/leaving/", joining.leave, name="leave"),
    path("mine/<uuid:enrollment_id>/leaving/undo/", joining.leave_undo, name="leave_undo"),
    path("mine/<uuid:enrollment_id>/taking-back/", joining.take_back, name="take_back"),
    path("<uuid:program_id>/joining/<str:role>/", joining.joining, name="joining"),
    path("<uuid:program_id>/applications/", applications.applications, name="applications"),
    path("<uuid:program_id>/edit/", programs.program_edit, name="edit"),
    path("<uuid:program_id>/duplicate/", copies.duplicate, name="duplicate"),
    path("<uuid:program_id>/start/", states.start, name="start"),
    path("<uuid:program_id>/finish/", states.finish, name="finish"),
    path("<uuid:program_id>/archival/", states.archival, name="archive"),
    path("<uuid:program_id>/archival/undo/", states.restore, name="restore"),
    path("<uuid:program_id>/steps/<str:step>/", steps.step_add, name="step_add"),
    path(
        "<uuid:program_id>/steps/<str:step>/leaving-out/",
        steps.step_leave_out,
        name="step_leave_out",
    ),
    path("<uuid:program_id>/conduct/", conduct.conduct, name="conduct"),
    path("<uuid:program_id>/conduct/edit/", conduct.conduct_edit, name="conduct_edit"),
    path(
        "<uuid:program_id>/conduct/<int:number>/acceptance/",
        conduct.conduct_acceptance,
        name="conduct_acceptance",
    ),
    path("<uuid:program_id>/roles/", roles.roles, name="roles"),
    path("<uuid:program_id>/roles/<str:role>/", roles.role_edit, name="role_edit"),
    path("<uuid:program_id>/conduct/versions/", conduct.conduct_versions, name="conduct_versions"),
    path("<uuid:program_id>/conduct/suggestions/", include(conduct_suggestions)),
    path("reports/", report_reading.reports, name="reports"),
    path("reports/<uuid:report_id>/", report_reading.report, name="report"),
    path("reports/<uuid:report_id>/state/", report_reading.report_state, name="report_state"),
    path("<uuid:program_id>/report/", reports.write_report, name="write_report"),
    path("<uuid:program_id>/report/readers/", report_desk.report_desk, name="report_desk"),
    path("<uuid:program_id>/people/", people.people, name="people"),
    path("<uuid:program_id>/people.csv", people.people_csv, name="people_csv"),
    path("<uuid:program_id>/people/withdrawal/", people.withdrawal, name="withdrawal"),
    path("<uuid:program_id>/people/completion/", people.completion, name="completion"),
    path("<uuid:program_id>/people/capacity/", people.capacity, name="capacity"),
    path("<uuid:program_id>/enrollment/", enrollment.enroll, name="enroll"),
    path("<uuid:program_id>/enrollment/list/", lists.by_list, name="by_list"),
    path("<uuid:program_id>/enrollment/new-hires/", new_hires.new_hires, name="new_hires"),
    path(
        "<uuid:program_id>/enrollment/new-hires/<uuid:rule_id>/stop/",
        new_hires.stop,
        name="new_hires_stop",
    ),
    path(
        "<uuid:program_id>/enrollment/new-hires/<uuid:rule_id>/restart/",
        new_hires.restart,
        name="new_hires_restart",
    ),
    path("<uuid:program_id>/enrollment/<uuid:batch_id>/", acts.act, name="act"),
    path("<uuid:program_id>/enrollment/<uuid:batch_id>/again/", acts.act_again, name="act_again"),
    path("<uuid:program_id>/people/pause/", people.pause, name="people_pause"),
    path("<uuid:program_id>/people/return/", people.resume, name="people_resume"),
    path("<uuid:program_id>/enrollment/pick/", enrollment.pick, name="pick"),
    path(
        "<uuid:program_id>/enrollment/<uuid:batch_id>/undo/",
        acts.batch_undo,
        name="batch_undo",
    ),
    path("<uuid:program_id>/facilitator/", facilitator.facilitator, name="facilitator"),
    path(
        "<uuid:program_id>/facilitator/several/", several.nominate_several, name="nominate_several"
    ),
    path("<uuid:program_id>/facilitator/<uuid:person_id>/", facilitator.nominate, name="nominate"),
    path(
        "<uuid:program_id>/nominations/<uuid:nomination_id>/revocation/",
        facilitator.revocation,
        name="nomination_revoke",
    ),
    path(
        "<uuid:program_id>/nominations/<uuid:nomination_id>/revocation/undo/",
        facilitator.restore,
        name="nomination_restore",
    ),
]
