from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self) -> None:
        # They need the models, which aren't there when this module is read.
        import programs.receivers  # noqa: F401, PLC0415
        from peerlearn.notifications.causes import (  # noqa: PLC0415
            leave_out_of_log,
            register_cause_check,
        )
        from peerlearn.people.panels import register_panel  # noqa: PLC0415
        from peerlearn.web import access_log  # noqa: PLC0415
        from peerlearn.web.navigation import NavItem, register  # noqa: PLC0415
        from programs import receivers  # noqa: F401, PLC0415  they register themselves
        from programs.conduct_mails import NEW_VERSION, version_still_holds  # noqa: PLC0415
        from programs.joining_mails import (  # noqa: PLC0415
            INVITED,
            invitation_still_stands,
        )
        from programs.load_sources import register_load_source  # noqa: PLC0415
        from programs.nomination_mails import ASKED, question_still_stands  # noqa: PLC0415
        from programs.panels import load_panel  # noqa: PLC0415
        from programs.queries.load import facilitating  # noqa: PLC0415
        from programs.report_mails import NEWS  # noqa: PLC0415

        register(
            NavItem(
                _("Programs"),
                "school",
                "programs:list",
                order=20,
                visible=lambda request: request.person and request.membership.is_hr_admin,
            )
        )
        register_load_source(facilitating)
        register_panel(load_panel)
        register_cause_check(ASKED, question_still_stands)
        register_cause_check(NEW_VERSION, version_still_holds)
        register_cause_check(INVITED, invitation_still_stands)
        # That somebody was told of a quiet report is nobody else's business.
        leave_out_of_log(NEWS)
        # Writing a quiet report, and following it.
        access_log.leave_out(r"/o/[^/]+/programs/[^/]+/report/")
        access_log.leave_out(r"/api/v1/organizations/[^/]+/programs/[^/]+/quiet-reports/")
        access_log.leave_out(r"(/api/v1)?/quiet-report/")
