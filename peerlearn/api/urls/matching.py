"""Addresses of runs, pairs, circles and coffees."""

from django.urls import include, path

from peerlearn.api.views import (
    asking,
    circle_facilitators,
    circles,
    coffee,
    fixed_pairs,
    match_choices,
    match_exclusions,
    match_review,
    matches,
    matching,
    own_circles,
    pair_times,
    pairs,
)

proposed_times = [
    path("", pair_times.OneProposedTimes.as_view(), name="one_proposed_times"),
    path("acceptance/", pair_times.AcceptanceOfTimes.as_view(), name="accept_time"),
    path("refusal/", pair_times.RefusalOfTimes.as_view(), name="decline_times"),
]
# What the two of a pair do.
pair = [
    path("in-touch/", pairs.SignOfMatch.as_view(), name="pair_in_touch"),
    path("pause/", pairs.PauseOfMatch.as_view(), name="pair_pause"),
    path("end/", pairs.EndOfMatch.as_view(), name="pair_end"),
    path("verdict/", pairs.VerdictOnMatch.as_view(), name="pair_verdict"),
    path("closing/", pairs.ClosingOfMatch.as_view(), name="pair_closing"),
    path("meetings/", pairs.MeetingsOfMatch.as_view(), name="pair_meetings"),
    path("meetings/<uuid:meeting_id>/", pairs.OneMeetingOfMatch.as_view(), name="pair_meeting"),
    path(
        "meetings/<uuid:meeting_id>/outcome/",
        pairs.OutcomeOfMeeting.as_view(),
        name="pair_meeting_outcome",
    ),
    path("next-meeting/", pairs.NextMeetingOfMatch.as_view(), name="pair_next_meeting"),
    path("free-times/", pair_times.FreeTimesOfMatch.as_view(), name="pair_free_times"),
    path("proposed-times/", pair_times.ProposedTimesOfMatch.as_view(), name="proposed_times"),
    path("proposed-times/<uuid:times_id>/", include(proposed_times)),
    path("goals/", pairs.GoalsOfMatch.as_view(), name="pair_goals"),
    path("goals/<uuid:goal_id>/", pairs.OneGoalOfMatch.as_view(), name="pair_goal"),
    path("goals/<uuid:goal_id>/tick/", pairs.TickOfGoal.as_view(), name="pair_goal_tick"),
]

run = [
    path("", matching.OneRun.as_view(), name="match_run"),
    path("cancellation/", matching.RunCancellation.as_view(), name="match_run_cancellation"),
    path("repetition/", matching.RunRepetition.as_view(), name="match_run_repetition"),
    path("record/", matching.RunRecords.as_view(), name="match_run_record"),
    path("pairs/", matching.Pairs.as_view(), name="match_run_pairs"),
    path("left-out/", matching.LeftOut.as_view(), name="match_run_left_out"),
    path("publication/", matching.RunPublication.as_view(), name="match_run_publication"),
    path("coverage/", match_review.RunCoverage.as_view(), name="match_run_coverage"),
    path("what-if/", match_review.RunWhatIf.as_view(), name="match_run_what_if"),
    path("comparison/", match_review.RunComparison.as_view(), name="match_run_comparison"),
    path(
        "mentees/<uuid:mentee_id>/mentors/",
        match_choices.PossibleMentors.as_view(),
        name="match_run_mentors",
    ),
    path(
        "mentees/<uuid:mentee_id>/mentor/",
        match_choices.ChosenMentor.as_view(),
        name="match_run_mentor",
    ),
    path("mentees/<uuid:mentee_id>/swap/", match_choices.Swap.as_view(), name="match_run_swap"),
]

urlpatterns = [
    path("coffees/<uuid:group_id>/met/", coffee.CoffeeMet.as_view(), name="coffee_met"),
    path("circles/<uuid:circle_id>/", own_circles.OwnCircle.as_view(), name="own_circle"),
    path("circles/<uuid:circle_id>/host/", own_circles.CircleHost.as_view(), name="circle_host"),
    path(
        "circles/<uuid:circle_id>/next-meeting/",
        own_circles.CircleNextMeeting.as_view(),
        name="circle_meeting",
    ),
    path(
        "circles/<uuid:circle_id>/merging/", circles.CircleMerging.as_view(), name="circle_merging"
    ),
    path(
        "circles/<uuid:circle_id>/leaving/",
        own_circles.CircleLeaving.as_view(),
        name="circle_leaving",
    ),
    path(
        "circles/<uuid:circle_id>/facilitator/",
        circle_facilitators.FacilitatorOfCircle.as_view(),
        name="circle_facilitator",
    ),
    path(
        "circles/<uuid:circle_id>/facilitator/candidates/",
        circle_facilitators.FacilitatorCandidates.as_view(),
        name="circle_candidates",
    ),
    path(
        "circle-questions/<uuid:question_id>/answer/",
        circle_facilitators.CircleQuestionAnswer.as_view(),
        name="circle_answer",
    ),
    path("circle-exits/<uuid:exit_id>/", circles.OneCircleExit.as_view(), name="circle_exit"),
    path(
        "circle-places/<uuid:member_id>/change/",
        circles.CircleChange.as_view(),
        name="circle_change",
    ),
    path("circle-places/<uuid:member_id>/", circles.CirclePlace.as_view(), name="circle_place"),
    path(
        "circle-places/<uuid:member_id>/keeping/",
        circles.CircleKeeping.as_view(),
        name="circle_keeping",
    ),
    path("circle-wishes/<uuid:wish_id>/", circles.OneCircleWish.as_view(), name="circle_wish"),
    path(
        "match-questions/<uuid:request_id>/acceptance/",
        asking.Acceptance.as_view(),
        name="question_acceptance",
    ),
    path(
        "match-questions/<uuid:request_id>/refusal/",
        asking.Refusal.as_view(),
        name="question_refusal",
    ),
    path(
        "match-questions/<uuid:request_id>/withdrawal/",
        asking.Withdrawal.as_view(),
        name="question_withdrawal",
    ),
    path("match-runs/<uuid:run_id>/", include(run)),
    path("proposals/<uuid:match_id>/", match_review.OneProposal.as_view(), name="proposal"),
    path(
        "proposals/<uuid:match_id>/exclusion/",
        match_exclusions.Exclusion.as_view(),
        name="proposal_exclusion",
    ),
    path(
        "match-exclusions/<uuid:block_id>/",
        match_exclusions.OneExclusion.as_view(),
        name="match_exclusion",
    ),
    path("fixed-pairs/<uuid:fixed_id>/", fixed_pairs.OneFixedPair.as_view(), name="fixed_pair"),
    path(
        "fixed-pairs/<uuid:fixed_id>/again/",
        fixed_pairs.FixedPairAgain.as_view(),
        name="fixed_pair_again",
    ),
    path(
        "fixed-pairs/<uuid:fixed_id>/list/",
        fixed_pairs.FixedTogether.as_view(),
        name="fixed_together",
    ),
    path("proposals/<uuid:match_id>/lock/", matching.Lock.as_view(), name="proposal_lock"),
    path("matches/", matches.Matches.as_view(), name="matches"),
    path("matches/<uuid:match_id>/", matches.OneMatch.as_view(), name="match"),
    path(
        "matches/<uuid:match_id>/first-meeting/",
        matches.FirstMeetingOfMatch.as_view(),
        name="first_meeting",
    ),
    path("matches/<uuid:match_id>/", include(pair)),
]
