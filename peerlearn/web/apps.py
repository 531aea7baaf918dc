from django.apps import AppConfig


class WebConfig(AppConfig):
    """The interface kit: tags, forms, navigation and the frame around each page."""

    name = "peerlearn.web"
    label = "web"

    def ready(self) -> None:
        from peerlearn.web import checks, task_log  # noqa: F401, PLC0415  they register themselves
