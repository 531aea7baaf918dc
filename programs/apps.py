from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self) -> None:
        # They need the models, which aren't there when this module is read.
        from peerlearn.notifications.causes import register_cause_check  # noqa: PLC0415
        from peerlearn.web.navigation import NavItem, register  # noqa: PLC0415
        from programs.conduct_mails import NEW_VERSION, version_still_holds  # noqa: PLC0415
        from programs.nomination_mails import ASKED, question_still_stands  # noqa: PLC0415

        register(NavItem(_("Programs"), "school", "programs:list", order=20))
        register_cause_check(ASKED, question_still_stands)
        register_cause_check(NEW_VERSION, version_still_holds)
