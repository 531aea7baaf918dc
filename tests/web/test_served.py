"""How requests reach Django: through threads that stay, past static files."""

import asyncio
import threading

import pytest

from peerlearn.web import pages
from peerlearn.web.pages import Pages
from peerlearn.web.static_files import StaticFiles

BIG = b"x" * 3_000_000


def echo(environ, start_response):
    """Answers with what it got."""
    start_response("200 OK", [("X-Thread", str(threading.get_ident()))])
    shown = [environ["QUERY_STRING"], environ.get("HTTP_X_FORWARDED_FOR", "-")]
    # Django reads as much as the length says, nothing without one.
    length = int(environ["CONTENT_LENGTH"])
    return ["|".join(shown).encode(), b"|", environ["wsgi.input"].read(length)]


def scope(path="/", query=b"", headers=()):
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": path,
        "query_string": query,
        "headers": list(headers),
    }


def chunks(body, size=700_000):
    parts = [body[start : start + size] for start in range(0, len(body), size)] or [b""]
    return [
        {"type": "http.request", "body": part, "more_body": number < len(parts) - 1}
        for number, part in enumerate(parts)
    ]


async def answer(application, asked, messages):
    """Status, headers and body of the answer; None when there was none."""
    waiting, sent = list(messages), []

    async def receive():
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    await application(asked, receive, send)
    if not sent:
        return None
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body


def get(application, asked=None, body=b""):
    return asyncio.run(answer(application, asked or scope(), chunks(body)))


@pytest.mark.parametrize("body", [b"", b"short", b"y" * 65_536, BIG])
def test_body_arrives_whole(body):
    assert get(Pages(echo, threads=1), body=body)[2] == b"|-|" + body


def test_length_that_was_told_is_not_doubled():
    told = scope(headers=[(b"content-length", b"5")])
    assert get(Pages(echo, threads=1), told, b"short")[2] == b"|-|short"


def test_body_longer_than_anything_we_take_is_refused(monkeypatch):
    monkeypatch.setattr(pages, "MOST_BYTES", 1_000_000)
    assert get(Pages(echo, threads=1), body=BIG)[0] == 413
    assert get(Pages(echo, threads=1), body=BIG[:1_000_000])[0] == 200


def test_body_that_never_ends_is_refused(monkeypatch):
    monkeypatch.setattr(pages, "MOST_SECONDS", 0.05)
    assert asyncio.run(answer(Pages(echo, threads=1), scope(), chunks(BIG)[:1]))[0] == 408


def test_header_that_could_pass_for_another_is_dropped():
    forged = [(b"x_forwarded_for", b"6.6.6.6"), (b"x-forwarded-for", b"10.0.0.7")]
    assert get(Pages(echo, threads=1), scope(headers=forged))[2] == b"|10.0.0.7|"


def test_query_that_is_not_ascii_is_quoted():
    assert (
        get(Pages(echo, threads=1), scope(query=b"q=f\xc3\xbcr&x=%41"))[2] == b"q=f%C3%BCr&x=%41|-|"
    )


def test_threads_stay():
    served = Pages(echo, threads=1)
    threads = {get(served)[1][b"x-thread"] for _ in range(3)}
    assert len(threads) == 1


def test_sender_who_left_is_not_answered():
    left = [*chunks(BIG)[:1], {"type": "http.disconnect"}]
    assert asyncio.run(answer(Pages(echo, threads=1), scope(), left)) is None


def test_slow_sender_holds_no_thread():
    async def both():
        served = Pages(echo, threads=1)
        slow = asyncio.create_task(answer(served, scope(), chunks(BIG)[:1]))
        await asyncio.sleep(0)
        quick = await answer(served, scope(), chunks(b"quick"))
        assert not slow.done()
        slow.cancel()
        return quick

    assert asyncio.run(both())[2] == b"|-|quick"


async def from_django(asked, receive, send):
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b"from Django"})


@pytest.fixture
def style_sheet(tmp_path):
    (tmp_path / "one.css").write_text("a{}")
    return tmp_path


def test_static_file_is_answered_before_django(settings, style_sheet):
    settings.STATICFILES_DIRS = [style_sheet]
    status, headers, body = get(
        StaticFiles(from_django), {**scope("/static/one.css"), "method": "GET"}
    )
    assert (status, body) == (200, b"a{}")
    assert headers[b"x-content-type-options"] == b"nosniff"


@pytest.mark.parametrize("path", ["/", "/static/none.css", "/static/../peerlearn/settings.py"])
def test_everything_else_is_left_to_django(path):
    assert get(StaticFiles(from_django), scope(path))[2] == b"from Django"


def test_collected_files_with_a_hash_never_change(settings, style_sheet):
    (style_sheet / "two.0123456789ab.css").write_text("b{}")
    settings.LOCAL_RUN, settings.STATIC_ROOT = False, style_sheet
    served = StaticFiles(from_django)
    asked = [
        {**scope(f"/static/{name}"), "method": "GET"}
        for name in ("two.0123456789ab.css", "one.css")
    ]
    told = [get(served, one)[1][b"cache-control"] for one in asked]
    assert told == [b"max-age=315360000, public, immutable", b"max-age=60, public"]
