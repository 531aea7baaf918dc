"""ASGI entry point: `uvicorn peerlearn.asgi:application`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from peerlearn.web import access_log
from peerlearn.web.pages import Pages
from peerlearn.web.static_files import StaticFiles
from peerlearn.web.streams.asgi import EventStreams

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerlearn.settings")

pages = Pages(get_wsgi_application(), threads=settings.WEB_THREADS)
application = StaticFiles(EventStreams(pages, settings.REDIS_URL))
access_log.install()
