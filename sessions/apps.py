from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """The label is not "sessions": Django's own app of that name holds the log-in sessions."""

    name = "sessions"
    label = "learning_sessions"
