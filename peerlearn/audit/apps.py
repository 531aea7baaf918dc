from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "peerlearn.audit"
    label = "audit"

    def ready(self) -> None:
        from peerlearn.web.navigation import NavItem, register  # noqa: PLC0415

        register(
            NavItem(
                _("Audit log"),
                "history",
                "audit:log",
                order=85,
                visible=lambda request: request.membership.is_hr_admin,
            )
        )
