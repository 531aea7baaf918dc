from django.apps import AppConfig


class WebConfig(AppConfig):
    """The interface kit: tags, forms, navigation and the frame around each page."""

    name = "peerlearn.web"
    label = "web"

    def ready(self) -> None:
        from django.core.validators import EmailValidator  # noqa: PLC0415
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        # Django writes "email"; all our pages write "e-mail".
        EmailValidator.message = _("Enter a valid e-mail address.")

        from peerlearn.web import checks, task_log  # noqa: F401, PLC0415  they register themselves
