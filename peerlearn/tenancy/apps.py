from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "peerlearn.tenancy"
    label = "tenancy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from peerlearn.tenancy import checks  # noqa: F401, PLC0415  registers the deploy check
