from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "peerlearn.notifications"
    label = "notifications"

    def ready(self) -> None:
        from peerlearn.notifications import receivers  # noqa: PLC0415  models must be loaded
        from peerlearn.notifications.causes import register_cause_check  # noqa: PLC0415
        from peerlearn.notifications.navigation import register_entries  # noqa: PLC0415
        from peerlearn.notifications.queries import INVITATION  # noqa: PLC0415

        register_cause_check(INVITATION, receivers.invitation_stands)
        register_entries()
