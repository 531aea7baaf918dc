"""Addresses of what is the caller's own."""

from django.urls import path

from peerlearn.api.views import (
    asking,
    calendar_feeds,
    circle_facilitators,
    coffee,
    joining,
    load,
    lunch,
    match_rules,
    matches,
    messages,
    nominations,
    own_circles,
    own_topics,
    readers,
    team,
)

urlpatterns = [
    path("me/topics/", own_topics.OwnTopics.as_view(), name="own_topics"),
    path("me/topics/removals/", own_topics.OwnTopicRemovals.as_view(), name="own_topic_removals"),
    path("me/common-reasons/", own_topics.CommonReasons.as_view(), name="common_reasons"),
    path("me/coffees/", coffee.OwnCoffees.as_view(), name="own_coffees"),
    path(
        "me/coffees/<uuid:program_id>/choice/",
        coffee.OwnCoffeeChoice.as_view(),
        name="own_coffee_choice",
    ),
    path(
        "me/circle-questions/",
        circle_facilitators.OwnCircleQuestions.as_view(),
        name="own_circle_questions",
    ),
    path("me/circles/", own_circles.OwnCircles.as_view(), name="own_circles"),
    path("me/load/", load.OwnLoad.as_view(), name="own_load"),
    path("me/team/", team.Team.as_view(), name="team"),
    path("me/sharing/", team.Sharing.as_view(), name="sharing"),
    path("me/report-desks/", readers.OwnConsents.as_view(), name="own_consents"),
    path(
        "me/report-desks/<uuid:consent_id>/answer/",
        readers.ConsentAnswer.as_view(),
        name="consent_answer",
    ),
    path("me/messages/", messages.OwnMessages.as_view(), name="own_messages"),
    path("me/messages/all-read/", messages.MessagesRead.as_view(), name="messages_read"),
    path("me/messages/<uuid:notification_id>/", messages.OneMessage.as_view(), name="own_message"),
    path(
        "me/messages/<uuid:notification_id>/reading/",
        messages.MessageRead.as_view(),
        name="message_read",
    ),
    path("me/message-choices/", messages.OwnChoices.as_view(), name="message_choices"),
    path("me/calendar-feeds/", calendar_feeds.OwnFeeds.as_view(), name="own_feeds"),
    path("me/calendar-feeds/<uuid:feed_id>/", calendar_feeds.OneFeed.as_view(), name="own_feed"),
    path(
        "me/calendar-feeds/<uuid:feed_id>/renewal/",
        calendar_feeds.FeedRenewal.as_view(),
        name="own_feed_renewal",
    ),
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
    path("me/questions/", asking.OwnQuestions.as_view(), name="own_questions"),
    path("me/break/", asking.Break.as_view(), name="own_break"),
    path("me/not-with/", match_rules.OwnNotWith.as_view(), name="own_not_with"),
    path("me/not-with/<uuid:said_id>/", match_rules.OneNotWith.as_view(), name="not_with"),
    path("me/lunch/", lunch.OwnLunchNeeds.as_view(), name="own_lunch_needs"),
    path("me/matches/", matches.OwnMatches.as_view(), name="own_matches"),
]
