from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "peerlearn.home"
    label = "home"

    def ready(self) -> None:
        from peerlearn.web.navigation import NavItem, register  # noqa: PLC0415  apps are ready now

        register(NavItem(_("Home"), "home", "home:dashboard", order=10))
        register(
            NavItem(
                _("My programs"),
                "school",
                "home:my_programs",
                order=20,
                visible=lambda request: request.person and not request.membership.is_hr_admin,
            )
        )
        register(NavItem(_("My topics"), "bulb", "home:my_topics", order=55))
        register(
            NavItem(
                _("My team"),
                "users",
                "home:team",
                order=56,
                visible=lambda request: getattr(request.membership, "has_reports", False),
            )
        )
