"""The floor: the same two jobs by Django alone. `uvicorn bench._bare:application`.

No middleware, no organizations, no permissions: a list of 50 rows through one template, and a seat
counted and booked in one transaction. It makes its own two tables.
"""

import environ
from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=[],
    DATABASES={"default": {**environ.Env().db_url("DATABASE_OWNER_URL"), "CONN_MAX_AGE": 60}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
application = WSGIMiddleware(get_wsgi_application())
page = engines["django"].from_string(
    """<!doctype html><title>Rows</title><ul>{% for row in rows %}
<li><a href="/{{ row.id }}/">{{ row.title }}</a> {{ row.at|date:"D j M H:i" }}
{{ row.booked }}</li>{% endfor %}</ul>"""
)


class Row(models.Model):
    """What is listed and booked."""

    title = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)
    booked = models.IntegerField(default=0)

    class Meta:
        app_label = "bare"


class Seat(models.Model):
    """One booking."""

    row = models.ForeignKey(Row, models.CASCADE)

    class Meta:
        app_label = "bare"


def rows(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(page.render({"rows": Row.objects.order_by("-id")[:50]}))


def book(_request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        row = Row.objects.get(title="Row 1")
        Row.objects.filter(pk=row.pk).update(booked=models.F("booked") + 1)
        Seat.objects.create(row=row)
    return HttpResponse(b"Booked")


def one(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(Row.objects.get(title="Row 1").title)


urlpatterns = [path("rows/", rows), path("book/", book), path("one/", one)]

with connection.schema_editor() as editor:
    editor.execute("DROP TABLE IF EXISTS bare_seat, bare_row")
    editor.create_model(Row)
    editor.create_model(Seat)
Row.objects.bulk_create(Row(title=f"Row {number}") for number in range(1, 61))
connection.close()
