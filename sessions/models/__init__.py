"""Learning sessions, their seats, and the live room."""

from sessions.models.cadence import CadenceBallot, CadencePoll, CadenceSlot
from sessions.models.calendar_feeds import CalendarFeed
from sessions.models.chat import ChatChannel, ChatPost, ChatTold
from sessions.models.contents import AgendaItem, ContentsChange, SessionMaterial
from sessions.models.learning_sessions import LearningSession
from sessions.models.live_questions import LiveQuestion, LiveQuestionVote
from sessions.models.lunch import DietaryNeeds, LunchOrder
from sessions.models.meeting_rooms import MeetingRoom
from sessions.models.proposals import PresenterOffer, ProposalVote, TopicProposal
from sessions.models.reminders import ReminderPlan
from sessions.models.run_of_show import RunOfShow, RunStage
from sessions.models.seats import Booking, Mode, WaitlistEntry, WaitlistStep
from sessions.models.session_series import SeriesChange, SessionSeries

__all__ = [
    "AgendaItem",
    "Booking",
    "CadenceBallot",
    "CadencePoll",
    "CadenceSlot",
    "CalendarFeed",
    "ChatChannel",
    "ChatPost",
    "ChatTold",
    "ContentsChange",
    "DietaryNeeds",
    "LearningSession",
    "LiveQuestion",
    "LiveQuestionVote",
    "LunchOrder",
    "MeetingRoom",
    "Mode",
    "PresenterOffer",
    "ProposalVote",
    "ReminderPlan",
    "RunOfShow",
    "RunStage",
    "SeriesChange",
    "SessionMaterial",
    "SessionSeries",
    "TopicProposal",
    "WaitlistEntry",
    "WaitlistStep",
]
