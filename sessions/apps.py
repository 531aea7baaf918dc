from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    """The label is not "sessions": Django's own app of that name holds the log-in sessions."""

    name = "sessions"
    label = "learning_sessions"

    def ready(self) -> None:
        from matching.busy import register_busy_times  # noqa: PLC0415
        from peerlearn.notifications.causes import register_cause_check  # noqa: PLC0415
        from peerlearn.web import access_log  # noqa: PLC0415
        from peerlearn.web.navigation import NavItem, register  # noqa: PLC0415
        from programs.load_sources import register_load_source  # noqa: PLC0415
        from programs.rooms import (  # noqa: PLC0415
            register_meetings,
            register_meetings_ahead,
            register_planned,
            register_presenters,
        )
        from sessions import panels, receivers  # noqa: F401, PLC0415
        from sessions.queries import causes  # noqa: PLC0415
        from sessions.queries.busy import busy_in_sessions  # noqa: PLC0415
        from sessions.queries.load import presenting  # noqa: PLC0415
        from sessions.queries.meetings import (  # noqa: PLC0415
            next_session_of,
            published_after,
            published_before,
            sessions_ahead_of,
        )
        from sessions.queries.preparing import neutrality_preparations  # noqa: PLC0415
        from sessions.queries.presenters import presenters_of  # noqa: PLC0415

        register_load_source(presenting)
        register(NavItem(_("Sessions"), "calendar-event", "sessions:list", order=30))
        register(NavItem(_("What I eat"), "salad", "sessions:own_lunch", order=40, place="user"))
        panels.register_preparations(neutrality_preparations)
        register_busy_times(busy_in_sessions)
        register_presenters(presenters_of)
        register_meetings(next_session_of)
        register_meetings_ahead(sessions_ahead_of)
        register_planned(before=published_before, after=published_after)
        # Asking, voting, and what a browser fetches right after it.
        access_log.leave_out(r"/o/[^/]+/sessions/[^/]+/(questions|live|stream)/")
        # Whoever reads the address can read the calendar.
        access_log.leave_out(r"/o/[^/]+/sessions/calendar/[^/]+\.ics/")
        register_cause_check("sessions.topic_planned", causes.topic_stands)
        register_cause_check("sessions.lunch_order", causes.order_stands)
        for kind in causes.ABOUT_A_SEAT:
            register_cause_check(kind, causes.seat_stands)
        for kind in causes.ABOUT_AN_OFFER:
            register_cause_check(kind, causes.offer_stands)
        register_cause_check("sessions.seat_asked", causes.request_stands)
        register_cause_check("sessions.requests_wait", causes.requests_stand)
        for kind in causes.ABOUT_A_PLACE:
            register_cause_check(kind, causes.place_stands)
        for kind in causes.AFTER:
            register_cause_check(kind, causes.attendance_stands)
        for kind in causes.ABOUT_A_VOTE:
            register_cause_check(kind, causes.vote_stands)
