"""The OpenAPI document, and a page to read it and try it in."""

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


class Document(SpectacularAPIView):
    """The same for everybody: it names operations, no data."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()


class Documentation(SpectacularSwaggerSplitView):
    """Swagger UI from our own static files."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    url_name = "api:schema"
    template_name = "api/documentation.html"
