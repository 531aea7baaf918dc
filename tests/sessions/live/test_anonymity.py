"""Nothing that is kept leads from a question to who asked it.

The database is compared row by row before and after, as its owner, who sees all organizations;
then Redis, the log, and what the pages say.
"""

import logging
import re

import pytest
from django.conf import settings
from redis import Redis

from peerlearn.web.redis_connection import connection as redis
from sessions.models import LiveQuestion
from tests.database import as_owner

SECRET = "Why was the raise of the night shift cancelled?"


def rows_by_table():
    """Every row of every table as text, and the transaction that wrote it."""
    with as_owner() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT t::text, t.xmin::text FROM "{table}" t')  # noqa: S608
            found[table] = dict(cursor.fetchall())
        return found


def changed_rows(before, after):
    changed = {table: set(after[table].items()) - set(before[table].items()) for table in after}
    return {table: rows for table, rows in changed.items() if rows}


def redis_dump():
    """Every key and its value as text; what the cache keeps as bytes is read letter by letter."""
    url = settings.REDIS_URL
    with Redis.from_url(url, decode_responses=True, encoding_errors="backslashreplace") as client:
        kinds = {
            "string": client.get,
            "stream": client.xrange,
            "list": lambda key: client.lrange(key, 0, -1),
            "set": client.smembers,
            "hash": client.hgetall,
            "zset": lambda key: client.zrange(key, 0, -1),
        }
        return {key: str(kinds[client.type(key)](key)) for key in client.scan_iter()}


def identities(player):
    return [
        *(str(player.person.id), player.person.id.hex, str(player.user.id), player.user.id.hex),
        *(player.person.name, player.person.email),
    ]


def names_of(player, text):
    return [word for word in identities(player) if word in text]


def ask(cast, room, client):
    url = cast.employee.url(f"sessions/{room.id}/questions/")
    return client.post(url, {"text": SECRET}, headers={"HX-Request": "true"})


def test_question_is_one_row_that_names_nobody(committed_cast, committed_room):
    cast, client = committed_cast, committed_cast.employee.client()
    client.get(cast.employee.url(f"sessions/{committed_room.id}/live/"))
    before = rows_by_table()
    assert ask(cast, committed_room, client).status_code == 200
    changed = changed_rows(before, rows_by_table())
    assert set(changed) == {"live_question"}
    [(row, transaction)] = changed["live_question"]
    assert SECRET in row
    assert names_of(cast.employee, row) == []
    same_transaction = [
        table
        for table, rows in rows_by_table().items()
        for xmin in rows.values()
        if xmin == transaction
    ]
    assert same_transaction == ["live_question"]


def test_question_row_holds_no_time(committed_cast, committed_room):
    ask(committed_cast, committed_room, committed_cast.employee.client())
    columns = {field.column for field in LiveQuestion._meta.fields}
    assert columns == {"id", "organization_id", "learning_session_id", "text", "state", "votes"}
    with committed_cast.inside():
        assert LiveQuestion.objects.get().id.version == 4


def test_vote_is_kept_under_a_mark_that_names_nobody(committed_cast, committed_room):
    cast, client = committed_cast, committed_cast.manager.client()
    ask(cast, committed_room, cast.employee.client())
    with cast.inside():
        question = LiveQuestion.objects.get()
    before = rows_by_table()
    url = cast.manager.url(f"sessions/{committed_room.id}/questions/{question.id}/vote/")
    client.post(url, headers={"HX-Request": "true"})
    changed = changed_rows(before, rows_by_table())
    assert set(changed) == {"live_question", "live_question_vote"}
    written = " ".join(row for rows in changed.values() for row, _xmin in rows)
    assert names_of(cast.manager, written) == names_of(cast.employee, written) == []


def test_asking_leaves_no_vote_behind(committed_cast, committed_room):
    ask(committed_cast, committed_room, committed_cast.employee.client())
    with committed_cast.inside():
        assert LiveQuestion.objects.get().votes == 0
    assert rows_by_table()["live_question_vote"] == {}


def test_redis_holds_neither_the_question_nor_a_name(committed_cast, committed_room):
    cast, client = committed_cast, committed_cast.employee.client()
    before = redis_dump()
    ask(cast, committed_room, client)
    after = redis_dump()
    new = " ".join(f"{key} {after[key]}" for key in after if after[key] != before.get(key))
    assert f"{cast.organization.id}:stream:room-{committed_room.id}" in new
    assert names_of(cast.employee, new) == []
    assert "raise" not in new


def test_counter_of_the_rate_limit_is_forgotten_in_a_minute(committed_cast, committed_room):
    ask(committed_cast, committed_room, committed_cast.employee.client())
    pattern = f"{committed_cast.organization.id}:limit:question:*"
    assert [0 < redis().ttl(key) <= 60 for key in redis().scan_iter(pattern)] == [True]


@pytest.mark.parametrize("body", [{"text": SECRET}, {"text": SECRET * 20}, {}])
def test_log_holds_neither_the_question_nor_a_name(committed_cast, committed_room, caplog, body):
    cast, client = committed_cast, committed_cast.employee.client()
    with caplog.at_level(logging.DEBUG):
        url = cast.employee.url(f"sessions/{committed_room.id}/questions/")
        client.post(url, body, headers={"HX-Request": "true"})
    written = " ".join(
        f"{r.getMessage()} {vars(r)}" for r in caplog.records if r.name != "django.db.backends"
    )
    assert "raise" not in written
    assert str(cast.employee.person.id) not in re.sub(r"app\.actor = '[^']*'", "", written)


@pytest.mark.parametrize("reader", ["facilitator", "hr_admin"])
def test_facilitator_and_hr_cannot_see_who_asked(committed_cast, committed_room, reader):
    cast = committed_cast
    ask(cast, committed_room, cast.employee.client())
    with cast.inside():
        if reader == "hr_admin":
            type(committed_room).objects.filter(pk=committed_room.pk).update(facilitator=None)
    player = getattr(cast, reader)
    url = player.url(f"sessions/{committed_room.id}/run/questions/")
    shown = player.client().get(url, headers={"HX-Request": "true"}).content.decode()
    assert SECRET in shown
    assert names_of(cast.employee, shown) == []
    assert not re.search(r"\d\d:\d\d", shown)


def test_page_of_the_asker_is_the_page_of_the_others(committed_cast, committed_room):
    cast = committed_cast
    ask(cast, committed_room, cast.employee.client())

    def shown_to(player):
        url = player.url(f"sessions/{committed_room.id}/live/questions/")
        page = player.client().get(url, headers={"HX-Request": "true"}).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)

    assert SECRET in shown_to(cast.employee)
    assert shown_to(cast.employee) == shown_to(cast.manager)
