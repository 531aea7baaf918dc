from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """What needs the models is imported in ready(): they aren't there when this module is read."""

    name = "programs"

    def ready(self) -> None:
        from programs import receivers  # noqa: F401, PLC0415  they register themselves

        _show_in_menu()
        _name_programs()
        _tell_of_load()
        _say_what_they_join_for()
        _check_mails()
        _keep_quiet_reports_out_of_logs()


def _show_in_menu() -> None:
    from peerlearn.web.navigation import NavItem, navigation, register  # noqa: PLC0415

    navigation.register_later("programs:reports_menu")

    register(
        NavItem(
            _("Programs"),
            "school",
            "programs:list",
            order=20,
            visible=lambda request: request.person and request.membership.is_hr_admin,
        )
    )


def _name_programs() -> None:
    from peerlearn.notifications.program_names import register_program_names  # noqa: PLC0415
    from programs.queries import names_of_programs  # noqa: PLC0415

    register_program_names(names_of_programs)


def _tell_of_load() -> None:
    from peerlearn.people.panels import register_panel  # noqa: PLC0415
    from programs.load_sources import register_load_source  # noqa: PLC0415
    from programs.panels import load_panel  # noqa: PLC0415
    from programs.queries.load import facilitating  # noqa: PLC0415

    register_load_source(facilitating)
    register_panel(load_panel)


def _say_what_they_join_for() -> None:
    from peerlearn.people.joining_words import register_joined_for  # noqa: PLC0415
    from programs.queries.logins import names_of_what_waits  # noqa: PLC0415

    register_joined_for(names_of_what_waits)


def _check_mails() -> None:
    from peerlearn.notifications.causes import register_cause_check  # noqa: PLC0415
    from programs.conduct_mails import NEW_VERSION, version_still_holds  # noqa: PLC0415
    from programs.enrolled_mails import ENROLLED, still_takes_part  # noqa: PLC0415
    from programs.joining_mails import INVITED, invitation_still_stands  # noqa: PLC0415
    from programs.nomination_mails import ASKED, question_still_stands  # noqa: PLC0415

    register_cause_check(ENROLLED, still_takes_part)
    register_cause_check(ASKED, question_still_stands)
    register_cause_check(NEW_VERSION, version_still_holds)
    register_cause_check(INVITED, invitation_still_stands)


def _keep_quiet_reports_out_of_logs() -> None:
    from peerlearn.notifications.causes import leave_out_of_log  # noqa: PLC0415
    from peerlearn.web import access_log  # noqa: PLC0415
    from programs.report_mails import NEWS  # noqa: PLC0415

    # That somebody was told of a quiet report is nobody else's business.
    leave_out_of_log(NEWS)
    # Writing a quiet report, and following it.
    access_log.leave_out(r"/o/[^/]+/programs/[^/]+/report/")
    # That somebody has an entry of their own in the menu.
    access_log.leave_out(r"/o/[^/]+/programs/reports/menu/")
    access_log.leave_out(r"/api/v1/organizations/[^/]+/programs/[^/]+/quiet-reports/")
    access_log.leave_out(r"(/api/v1)?/quiet-report/")
