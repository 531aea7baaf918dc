"""ASGI entry point: `uvicorn peerlearn.asgi:application`."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

from peerlearn.web import access_log
from peerlearn.web.streams.asgi import EventStreams

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerlearn.settings")

application = EventStreams(get_asgi_application(), settings.REDIS_URL)
access_log.install()
