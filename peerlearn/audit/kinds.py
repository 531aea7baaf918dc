"""The kinds of things in the log, and what is said of each: made, changed, deleted."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

# table → (what such things are called together, made, changed, deleted)
KINDS: dict[str, tuple[Words, Words, Words, Words]] = {
    "person": (
        _("People"),
        _("Added a person"),
        _("Changed a person's data"),
        _("Deleted a person"),
    ),
    "membership": (
        _("Access"),
        _("Gave somebody access"),
        _("Changed somebody's access"),
        _("Took somebody's access away"),
    ),
    "organization_settings": (
        _("Settings"),
        _("Set the organization up"),
        _("Changed the settings"),
        _("Deleted the settings"),
    ),
    "api_token": (
        _("API tokens"),
        _("Made an API token"),
        _("Changed an API token"),
        _("Deleted an API token"),
    ),
    "program": (
        _("Programs"),
        _("Created a program"),
        _("Changed a program"),
        _("Deleted a program"),
    ),
    "program_template": (
        _("Program templates"),
        _("Saved a program as a template"),
        _("Changed a program template"),
        _("Deleted a program template"),
    ),
    "program_role": (
        _("Roles of programs"),
        _("Described a role of a program"),
        _("Changed a role of a program"),
        _("Deleted a role of a program"),
    ),
    "meeting_room": (
        _("Rooms"),
        _("Put a room on the list"),
        _("Changed a room"),
        _("Took a room off the list"),
    ),
    "session_series": (
        _("Series of sessions"),
        _("Planned a series of sessions"),
        _("Changed a series of sessions"),
        _("Deleted a series of sessions"),
    ),
    # Of the steps of a line, only this one is logged.
    "waitlist_step": (
        _("Seats out of turn"),
        _("Gave somebody the next seat out of turn"),
        _("Changed a seat out of turn"),
        _("Deleted a seat out of turn"),
    ),
    "lunch_order": (
        _("Lunch orders"),
        _("Counted a lunch order"),
        _("Changed a lunch order"),
        _("Deleted a lunch order"),
    ),
    "contents_change": (
        _("Agenda and materials"),
        _("Saved the agenda or the materials of a session"),
        _("Undid a change of an agenda or of materials"),
        _("Deleted a change of an agenda or of materials"),
    ),
    "chat_channel": (
        _("Chat channels"),
        _("Added a chat channel to a program"),
        _("Changed a chat channel"),
        _("Removed a chat channel"),
    ),
    "reminder_plan": (
        _("Reminders"),
        _("Planned the reminders of a program"),
        _("Changed a plan of reminders"),
        _("Deleted a plan of reminders"),
    ),
    "enrollment": (
        _("Enrollments"),
        _("Enrolled somebody"),
        _("Changed an enrollment"),
        _("Undid an enrollment"),
    ),
    "joining_rule": (
        _("Rules for new hires"),
        _("Let new hires in by themselves"),
        _("Changed a rule for new hires"),
        _("Deleted a rule for new hires"),
    ),
    "facilitator_nomination": (
        _("Facilitators"),
        _("Asked somebody to facilitate"),
        _("Changed whether somebody facilitates"),
        _("Deleted a question to facilitate"),
    ),
    "conduct_version": (
        _("Codes of conduct"),
        _("Put a code of conduct in force"),
        _("Changed a code of conduct"),
        _("Deleted a code of conduct"),
    ),
    "cadence_poll": (
        _("Votes on when to meet"),
        _("Opened a vote on when to meet"),
        _("Changed a vote on when to meet"),
        _("Deleted a vote on when to meet"),
    ),
    "topic_proposal": (
        _("Proposed topics"),
        _("Proposed a topic"),
        _("Changed a proposed topic"),
        _("Deleted a proposed topic"),
    ),
    "conduct_suggestion": (
        _("Suggestions for a code of conduct"),
        _("Suggested a change to a code of conduct"),
        _("Answered a suggestion for a code of conduct"),
        _("Deleted a suggestion for a code of conduct"),
    ),
    "report_desk": (
        _("Trusted persons"),
        _("Named who reads quiet reports"),
        _("Changed who reads quiet reports"),
        _("Deleted who reads quiet reports"),
    ),
    "reader_consent": (
        _("Answers of trusted persons"),
        _("Asked somebody to read quiet reports"),
        _("Changed whether somebody reads quiet reports"),
        _("Deleted a question to read quiet reports"),
    ),
    "match_preferences": (
        _("Wishes for matching"),
        _("Said wishes for matching"),
        _("Changed wishes for matching"),
        _("Deleted wishes for matching"),
    ),
    "pair_terms": (
        _("What pairs are promised"),
        _("Said what pairs are promised"),
        _("Changed what pairs are promised"),
        _("Deleted what pairs are promised"),
    ),
    "match_rules": (
        _("Rules of matching"),
        _("Set the rules of matching"),
        _("Changed the rules of matching"),
        _("Deleted the rules of matching"),
    ),
    "match": (_("Pairs"), _("Made a pair"), _("Changed a pair"), _("Deleted a pair")),
    "match_modes": (
        _("Ways in which pairs come about"),
        _("Chose how pairs come about"),
        _("Changed how pairs come about"),
        _("Took back how pairs come about"),
    ),
    "match_request": (
        _("Questions to mentors"),
        _("Asked for a mentor"),
        _("Changed a question to a mentor"),
        _("Deleted a question to a mentor"),
    ),
    "coffee_plan": (
        _("Plans of coffees"),
        _("Planned coffees"),
        _("Changed the plan of coffees"),
        _("Deleted the plan of coffees"),
    ),
    "circle_plan": (
        _("Plans of circles"),
        _("Planned circles"),
        _("Changed the plan of circles"),
        _("Deleted the plan of circles"),
    ),
    "circle_facilitator": (
        _("Facilitators of circles"),
        _("Asked somebody to facilitate a circle"),
        _("Changed who facilitates a circle"),
        _("Deleted who facilitates a circle"),
    ),
    "circle_wish": (
        _("Wishes for circles"),
        _("Wished two people together or apart"),
        _("Changed a wish for circles"),
        _("Took back a wish for circles"),
    ),
    "circle": (
        _("Circles"),
        _("Formed a circle"),
        _("Published a circle or took it back"),
        _("Dissolved a circle"),
    ),
    "match_override": (
        _("Pairs against the rules"),
        _("Insisted on a pair against the rules"),
        _("Insisted again on a pair against the rules"),
        _("No longer insists on a pair"),
    ),
    "fixed_pair": (
        _("Pairs fixed by hand"),
        _("Fixed a pair by hand"),
        _("Freed a fixed pair, or fixed it again"),
        _("Deleted a fixed pair"),
    ),
    "match_block": (
        _("Ruled-out pairs"),
        _("Ruled a pair out"),
        _("Changed a ruled-out pair"),
        _("Allowed a pair again"),
    ),
    "learning_session": (
        _("Sessions"),
        _("Planned a session"),
        _("Changed a session"),
        _("Deleted a session"),
    ),
    "feedback_round": (
        _("Feedback rounds"),
        _("Asked for feedback"),
        _("Changed a feedback round"),
        _("Deleted a feedback round"),
    ),
    "knowledge_check": (
        _("Knowledge checks"),
        _("Wrote a knowledge check"),
        _("Changed a knowledge check"),
        _("Deleted a knowledge check"),
    ),
}
