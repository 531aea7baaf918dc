"""Settings for tools that only read the code: they need neither a server nor a secret."""

import os

os.environ.setdefault("SECRET_KEY", "for-tools-that-only-read-the-code-and-serve-nobody")
os.environ.setdefault("FEEDBACK_KEY", "Zm9yLXRvb2xzLXRoYXQtb25seS1yZWFkLXRoZS1jb2Q=")
os.environ.setdefault("DATABASE_URL", "postgresql://peerlearn_app@localhost/peerlearn")
os.environ.setdefault("REDIS_URL", "redis://localhost/0")

from peerlearn.settings import *  # noqa: F403 (the variables come first)

DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
