from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "peerlearn.people"
    label = "people"

    def ready(self) -> None:
        from peerlearn.people.permissions import may_manage_people  # noqa: PLC0415
        from peerlearn.web.navigation import NavItem, register  # noqa: PLC0415

        register(
            NavItem(
                _("People"),
                "users",
                "people:list",
                order=60,
                visible=lambda request: may_manage_people(request.membership),
            )
        )
        register(NavItem(_("API tokens"), "key", "organization:tokens", order=70, place="user"))
