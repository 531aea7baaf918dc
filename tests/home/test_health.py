"""What load balancers and Prometheus are told."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as project
from django.db import connection
from django.test import Client
from django.utils import timezone

from peerlearn.notifications.models import Notification
from tests.database import as_owner

TOKEN = "a-token-of-the-tests"
PENDING = "INSERT INTO django_migrations (app, name, applied) VALUES ('people', %s, now())"


def test_process_lives_without_anything_else(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_while_all_parts_answer(db, client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_not_ready_without_redis_and_says_no_more(db, client, settings):
    settings.REDIS_URL = "redis://user:secret@127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "unavailable", "down": ["redis"]},
    )


def test_not_ready_without_the_database(db, client):
    with connection.cursor() as cursor, pytest.raises(Exception, match="division"):
        cursor.cursor.execute("SELECT 1/0")  # Django doesn't notice: every query fails from here on
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["down"]) == (503, ["database"])


def test_not_ready_before_the_migrations(transactional_db, client):
    def run(sql):
        with as_owner() as owner, owner.cursor() as cursor:
            cursor.execute(sql, ["0006_import_missing_people"])

    run("DELETE FROM django_migrations WHERE app = 'people' AND name = %s")
    try:
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["down"]) == (503, ["migrations"])
    finally:
        run(PENDING)
    assert client.get("/readyz").status_code == 200


def scrape(client, token=TOKEN):
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def figures(answer):
    lines = answer.content.decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if line.startswith("peerlearn_"))


@pytest.mark.parametrize(("configured", "given", "status"), [("", "", 404), (TOKEN, "x", 401)])
def test_metrics_are_closed_without_the_token(db, client, settings, configured, given, status):
    settings.METRICS_TOKEN = configured
    assert scrape(client, given).status_code == status


def test_metrics_count_requests_by_route(cast, settings):
    settings.METRICS_TOKEN = TOKEN
    counted = 'peerlearn_requests_total{method="GET",route="sessions:list",status="200"}'
    client = cast.employee.client()
    before = float(figures(scrape(client)).get(counted, 0))
    client.get(cast.employee.url("sessions/"))
    told = figures(scrape(client))
    assert float(told[counted]) == before + 1
    assert float(told['peerlearn_request_seconds_count{route="sessions:list"}']) >= 1
    assert cast.organization.slug not in scrape(client).content.decode()


def test_metrics_tell_what_waits_in_all_organizations(cast, settings):
    settings.METRICS_TOKEN = TOKEN
    now = timezone.now()
    rows = [("pending", -90), ("pending", -10), ("pending", 600), ("sent", -500), ("failed", -9)]
    with cast.inside():
        Notification.objects.all().delete()
        for state, seconds in rows:
            due_at = now + timedelta(seconds=seconds)
            Notification.objects.create(dedupe_key=f"{seconds}", state=state, due_at=due_at)
    told = figures(scrape(Client()))
    assert (told["peerlearn_outbox_due"], told["peerlearn_outbox_given_up"]) == ("2.0", "1.0")
    assert 60 <= float(told["peerlearn_outbox_oldest_seconds"]) <= 90
    assert float(told["peerlearn_queue_tasks"]) >= 0


def test_figures_of_several_processes_add_up(tmp_path):
    count = "from peerlearn.web.request_counters import *; REQUESTS.labels('GET', 'r', '200').inc()"
    ask = f"{count}; print(requests_as_text().decode())"
    env = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for program in (count, ask):
        command = [sys.executable, "-c", program]
        done = subprocess.run(
            command, env=env, cwd=project.BASE_DIR, capture_output=True, check=True
        )
    assert b'peerlearn_requests_total{method="GET",route="r",status="200"} 2.0' in done.stdout
