"""Addresses of this app's pages, inside an organization."""

from django.urls import path

from matching.views import (
    choices,
    making,
    overview,
    pairs,
    preferences,
    proposals,
    publishing,
    requests,
    runs,
)

app_name = "matching"
urlpatterns = [
    path("", overview.index, name="index"),
    path("programs/<uuid:program_id>/", overview.overview, name="overview"),
    path("programs/<uuid:program_id>/preferences/", preferences.preferences, name="preferences"),
    path("programs/<uuid:program_id>/run/", overview.start, name="start"),
    path("runs/<uuid:run_id>/", runs.run, name="run"),
    path("runs/<uuid:run_id>/progress/", runs.progress, name="progress"),
    path("runs/<uuid:run_id>/cancellation/", making.cancel, name="cancel"),
    path("runs/<uuid:run_id>/made/", making.made, name="made"),
    path("runs/<uuid:run_id>/again/", making.again, name="again"),
    path("runs/<uuid:run_id>/pairs.csv", runs.pairs_csv, name="pairs_csv"),
    path("runs/<uuid:run_id>/publication/", publishing.publication, name="publication"),
    path("runs/<uuid:run_id>/mentees/<uuid:mentee_id>/", choices.candidates, name="candidates"),
    path(
        "runs/<uuid:run_id>/mentees/<uuid:mentee_id>/mentor/<uuid:mentor_id>/",
        choices.choose,
        name="choose",
    ),
    path(
        "runs/<uuid:run_id>/mentees/<uuid:mentee_id>/swap/<uuid:other_id>/",
        choices.swap,
        name="swap",
    ),
    path("proposals/<uuid:match_id>/exclusion/", proposals.exclude, name="exclude"),
    path("proposals/<uuid:match_id>/exclusion/undo/", proposals.include, name="include"),
    path("proposals/<uuid:match_id>/setting-aside/", proposals.set_aside, name="set_aside"),
    path("proposals/<uuid:match_id>/lock/", proposals.keep, name="keep"),
    path("proposals/<uuid:match_id>/lock/undo/", proposals.release, name="release"),
    path("requests/", requests.inbox, name="requests"),
    path("requests/break/", requests.take_a_break, name="break"),
    path("requests/break/undo/", requests.come_back, name="break_undo"),
    path("requests/<uuid:request_id>/", requests.question, name="request"),
    path("requests/<uuid:request_id>/acceptance/", requests.accept, name="request_accept"),
    path("requests/<uuid:request_id>/refusal/", requests.decline, name="request_decline"),
    path("requests/<uuid:request_id>/withdrawal/", requests.withdraw, name="request_withdraw"),
    path("mine/", pairs.mine, name="mine"),
    path("pairs/<uuid:match_id>/", pairs.match, name="match"),
    path("pairs/<uuid:match_id>/first-meeting/", pairs.first_meeting, name="first_meeting"),
    path(
        "pairs/<uuid:match_id>/first-meeting/undo/",
        pairs.first_meeting_undo,
        name="first_meeting_undo",
    ),
]
