from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "matching"

    def ready(self) -> None:
        from matching import receivers  # noqa: F401, PLC0415  the models must be there
        from matching.actions.announcing import KINDS  # noqa: PLC0415
        from matching.actions.telling import (  # noqa: PLC0415
            ASKED_MET,
            IN_CONFIDENCE,
            MEETING_SOON,
            NAME_IN_LOG,
            OF_FIRST_MEETING,
            OF_PAIR,
            TIMES,
        )
        from matching.busy import register_busy_times  # noqa: PLC0415
        from matching.circle_facilitator_mails import (  # noqa: PLC0415
            ASKED,
            DOUBTED,
            OVER,
            is_doubted,
            is_over,
            question_stands,
        )
        from matching.circle_mails import MEETING, OF_MEMBERS, QUIET  # noqa: PLC0415
        from matching.coffee_mails import CHANGED, TOGETHER  # noqa: PLC0415
        from matching.queries.busy import busy_in_meetings  # noqa: PLC0415
        from matching.queries.causes import (  # noqa: PLC0415
            circle_is_quiet,
            circle_meets,
            circle_stands,
            coffee_stands,
            first_meeting_is_awaited,
            match_stands,
            meeting_stands,
            times_stand,
        )
        from matching.queries.load import facilitating, mentoring  # noqa: PLC0415
        from matching.request_mails import OPEN_KINDS, request_stands  # noqa: PLC0415
        from peerlearn.notifications.causes import (  # noqa: PLC0415
            register_cause_check,
            share_name_in_log,
        )
        from peerlearn.web.navigation import NavItem, register  # noqa: PLC0415
        from programs.load_sources import register_load_source  # noqa: PLC0415

        register_busy_times(busy_in_meetings)
        register_load_source(mentoring)
        register_load_source(facilitating)
        for kind in (*KINDS, *OF_PAIR):
            register_cause_check(kind, match_stands)
        for kind in OF_FIRST_MEETING:
            register_cause_check(kind, first_meeting_is_awaited)
        register_cause_check(TIMES, times_stand)
        share_name_in_log(IN_CONFIDENCE, NAME_IN_LOG)
        for kind in (MEETING_SOON, ASKED_MET):
            register_cause_check(kind, meeting_stands)
        for kind in OPEN_KINDS:
            register_cause_check(kind, request_stands)
        for kind in (TOGETHER, CHANGED):
            register_cause_check(kind, coffee_stands)
        for kind in OF_MEMBERS:
            register_cause_check(kind, circle_stands)
        register_cause_check(MEETING, circle_meets)
        register_cause_check(QUIET, circle_is_quiet)
        register_cause_check(ASKED, question_stands)
        register_cause_check(OVER, is_over)
        register_cause_check(DOUBTED, is_doubted)
        register(
            NavItem(
                _("My matches"),
                "users-group",
                "matching:mine",
                place="user",
                order=29,
            )
        )
        register(
            NavItem(
                _("My coffees"),
                "coffee",
                "matching:coffees",
                place="user",
                order=30,
            )
        )
        register(
            NavItem(
                _("My circles"),
                "circles-relation",
                "matching:circles",
                place="user",
                order=31,
            )
        )
        register(
            NavItem(
                _("Matches"),
                "users-group",
                "matching:index",
                order=40,
                visible=lambda request: request.membership.is_hr_admin,
            )
        )
