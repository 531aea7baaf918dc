"""The product behind Django's own ASGI handler, to compare with how it is served."""

from django.core.asgi import get_asgi_application

application = get_asgi_application()
