from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "peerlearn.people"
    label = "people"

    def ready(self) -> None:
        from peerlearn.people.permissions import may_manage_people  # noqa: PLC0415
        from peerlearn.web.navigation import NavItem, navigation, register  # noqa: PLC0415

        def manages(request: Any) -> bool:
            return may_manage_people(request.membership)

        register(NavItem(_("People"), "users", "people:list", order=60, visible=manages))
        register(NavItem(_("Topics"), "chart-bar", "people:topics", order=65, visible=manages))
        register(
            NavItem(_("Settings"), "settings", "organization:settings", order=90, visible=manages)
        )
        navigation.register_organizations("organizations")
        register(NavItem(_("Your profile"), "user", "organization:me", order=10, place="user"))
        register(NavItem(_("API tokens"), "key", "organization:tokens", order=70, place="user"))
