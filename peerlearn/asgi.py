"""ASGI entry point: `uvicorn peerlearn.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerlearn.settings")

application = get_asgi_application()
