"""Addresses of the API."""

from django.urls import include, path

from peerlearn.api.views import (
    bookings,
    conduct,
    documentation,
    enrollments,
    feedback,
    joining,
    launching,
    matches,
    matching,
    me,
    nominations,
    people,
    programs,
    reports,
    sessions,
)

program = [
    path("", programs.OneProgram.as_view(), name="program"),
    path("state/", programs.ProgramState.as_view(), name="program_state"),
    path("copies/", launching.Copies.as_view(), name="program_copies"),
    path("launch/", launching.Launch.as_view(), name="program_launch"),
    path("enrollments/", enrollments.Enrollments.as_view(), name="enrollments"),
    path("applications/", joining.Applications.as_view(), name="applications"),
    path("withdrawals/", enrollments.Withdrawals.as_view(), name="withdrawals"),
    path("batches/<uuid:batch_id>/", enrollments.OneBatch.as_view(), name="batch"),
    path("batches/<uuid:batch_id>/undo/", enrollments.BatchUndo.as_view(), name="batch_undo"),
    path("nominations/", nominations.Nominations.as_view(), name="nominations"),
    path(
        "nominations/<uuid:nomination_id>/revocation/",
        nominations.Revocation.as_view(),
        name="nomination_revocation",
    ),
    path("conduct/", conduct.Conduct.as_view(), name="conduct"),
    path("conduct/acceptance/", conduct.Acceptance.as_view(), name="conduct_acceptance"),
    path("conduct/suggestions/", conduct.Suggestions.as_view(), name="suggestions"),
    path(
        "conduct/suggestions/<uuid:suggestion_id>/support/",
        conduct.SuggestionSupport.as_view(),
        name="suggestion_support",
    ),
    path(
        "conduct/suggestions/<uuid:suggestion_id>/decline/",
        conduct.SuggestionDecline.as_view(),
        name="suggestion_decline",
    ),
    path("report-desk/", reports.ReportDesk.as_view(), name="report_desk"),
    path("quiet-reports/", reports.QuietReports.as_view(), name="quiet_reports"),
    path("quiet-reports/route/", reports.ReportRoute.as_view(), name="quiet_report_route"),
    path("match-runs/", matching.Runs.as_view(), name="match_runs"),
    path("neutrality/<uuid:person_id>/", nominations.NeutralityCheck.as_view(), name="neutrality"),
]
run = [
    path("", matching.OneRun.as_view(), name="match_run"),
    path("pairs/", matching.Pairs.as_view(), name="match_run_pairs"),
    path("left-out/", matching.LeftOut.as_view(), name="match_run_left_out"),
    path("publication/", matching.RunPublication.as_view(), name="match_run_publication"),
]
session = [
    path("", sessions.OneSession.as_view(), name="session"),
    path("cancellation/", sessions.Cancellation.as_view(), name="session_cancellation"),
    path("bookings/", sessions.SeatsOfSession.as_view(), name="session_bookings"),
    path("waitlist/", sessions.LineOfSession.as_view(), name="session_waitlist"),
    path("questions/", sessions.Questions.as_view(), name="session_questions"),
]
inside = [
    path("me/", me.Me.as_view(), name="me"),
    path("me/topics/", me.OwnTopics.as_view(), name="own_topics"),
    path("me/nominations/", nominations.OwnNominations.as_view(), name="own_nominations"),
    path(
        "me/nominations/<uuid:nomination_id>/answer/",
        nominations.NominationAnswer.as_view(),
        name="nomination_answer",
    ),
    path("me/enrollments/", joining.OwnEnrollments.as_view(), name="own_enrollments"),
    path(
        "me/enrollments/<uuid:enrollment_id>/steps/",
        joining.OwnSteps.as_view(),
        name="own_enrollment_steps",
    ),
    path("me/openings/", joining.Openings.as_view(), name="openings"),
    path("me/matches/", matches.OwnMatches.as_view(), name="own_matches"),
    path("people/", people.People.as_view(), name="people"),
    path("people/<uuid:person_id>/", people.OnePerson.as_view(), name="person"),
    path("programs/", programs.Programs.as_view(), name="programs"),
    path("programs/<uuid:program_id>/", include(program)),
    path("program-templates/", launching.Templates.as_view(), name="templates"),
    path(
        "program-templates/<slug:key>/programs/",
        launching.ProgramsOfTemplate.as_view(),
        name="template_programs",
    ),
    path("match-runs/<uuid:run_id>/", include(run)),
    path(
        "proposals/<uuid:match_id>/exclusion/",
        matching.Exclusion.as_view(),
        name="proposal_exclusion",
    ),
    path("proposals/<uuid:match_id>/lock/", matching.Lock.as_view(), name="proposal_lock"),
    path("matches/", matches.Matches.as_view(), name="matches"),
    path("matches/<uuid:match_id>/", matches.OneMatch.as_view(), name="match"),
    path(
        "matches/<uuid:match_id>/first-meeting/",
        matches.FirstMeetingOfMatch.as_view(),
        name="first_meeting",
    ),
    path("sessions/", sessions.Sessions.as_view(), name="sessions"),
    path("sessions/<uuid:session_id>/", include(session)),
    path("bookings/", bookings.Bookings.as_view(), name="bookings"),
    path("bookings/<uuid:booking_id>/", bookings.OneBooking.as_view(), name="booking"),
    path("waitlist/", bookings.Waitlist.as_view(), name="waitlist"),
    path("waitlist/<uuid:entry_id>/", bookings.OneWaitlistEntry.as_view(), name="waitlist_entry"),
    path("feedback/", feedback.Rounds.as_view(), name="feedback_rounds"),
    path("feedback/<uuid:round_id>/", feedback.OneRound.as_view(), name="feedback_round"),
]

app_name = "api"
urlpatterns = [
    path("", me.Organizations.as_view(), name="organizations"),
    path("schema/", documentation.Document.as_view(), name="schema"),
    path("docs/", documentation.Documentation.as_view(), name="docs"),
    path("quiet-report/", reports.FollowReport.as_view(), name="follow_report"),
    path("quiet-report/messages/", reports.FollowMessages.as_view(), name="follow_messages"),
    path("organizations/<slug:organization_slug>/", include(inside)),
]
