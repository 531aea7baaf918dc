from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "feedback"

    def ready(self) -> None:
        from feedback import causes, panels, receivers, seals  # noqa: F401, PLC0415
        from feedback.actions.messages import INVITATION, REMINDER  # noqa: PLC0415
        from peerlearn.notifications.causes import (  # noqa: PLC0415
            leave_out_of_log,
            register_cause_check,
        )
        from peerlearn.web.navigation import NavItem, register  # noqa: PLC0415
        from sessions import panels as session_pages  # noqa: PLC0415
        from sessions.signals import session_finished  # noqa: PLC0415

        seals.check_key()
        register(NavItem(_("Feedback"), "message-heart", "feedback:index", order=50))
        register_cause_check(INVITATION, causes.round_is_open)
        register_cause_check(REMINDER, causes.still_unanswered)
        leave_out_of_log(REMINDER)
        session_pages.register_preparations(panels.prepare_check)
        session_pages.register("live.finished", panels.ask_participant)
        session_pages.register("run.finished", panels.show_facilitator)
        session_finished.connect(open_round_of, dispatch_uid="feedback.open_round")


def open_round_of(learning_session: Any, **_kwargs: Any) -> None:
    """A finished session asks its people."""
    from feedback.actions.rounds import open_round  # noqa: PLC0415  apps must be ready

    open_round(learning_session)
