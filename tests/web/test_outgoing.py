"""Calls to addresses that somebody typed in: none leads into a private network."""

import pytest

from peerlearn.web.outgoing import (
    MOST_BYTES,
    AddressRefusedError,
    CallFailedError,
    check_address,
    is_public,
    post_json,
)
from tests.chat_server import running

HOSTS = ("hooks.slack.com", "*.webhook.office.com", "localhost")


@pytest.fixture
def server():
    with running() as listening:
        yield listening


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.slack.com/services/x",
        "ftp://hooks.slack.com/x",
        "https://user:pass@hooks.slack.com/x",
        "https://hooks.slack.com:8443/x",
        "https://hooks.slack.com.evil.example/x",
        "https://evilwebhook.office.com/x",
        "https://webhook.office.com/x",
        "https://hooks.slack.com\\@evil.example/",
        "https://hooks.slack.com/a b",
        "https://hooks.slack.com/\r\nX: y",
        "https://hooks.slack.com/" + "a" * 1000,
        "https://höoks.slack.com/",
        "https://[::1/x",
        "https://hooks.slack.com:99999/x",
        "https:///x",
        "javascript:alert(1)",
        "",
    ],
)
def test_address_is_refused(address):
    with pytest.raises(AddressRefusedError):
        check_address(address, hosts=HOSTS, trusted=())


@pytest.mark.parametrize(
    "address",
    [
        "https://hooks.slack.com/services/T0/B0/x",
        "https://HOOKS.slack.com:443/services/x",
        "https://acme.webhook.office.com/webhookb2/x@y/z",
    ],
)
def test_address_of_a_named_host_is_taken(address):
    assert check_address(address, hosts=HOSTS, trusted=()).scheme == "https"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104  an address to refuse
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
    ],
)
def test_private_address_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_public_address_is_public(address):
    assert is_public(address)


def test_name_that_leads_into_our_network_is_not_called():
    with pytest.raises(AddressRefusedError, match="private"):
        post_json("https://localhost/x", {}, hosts=HOSTS)


def test_trusted_origin_is_called_with_its_own_name(server):
    answer = post_json(
        f"{server.origin}/hooks/1?key=2", {"text": "héllo"}, hosts=HOSTS, trusted=[server.origin]
    )
    assert (answer.status, answer.text) == (200, "ok")
    name = server.origin.removeprefix("http://")
    assert server.got == [("/hooks/1?key=2", name, {"text": "héllo"})]


def test_redirect_is_not_followed(server):
    server.status, server.headers_sent = 302, {"Location": f"{server.origin}/other"}
    assert post_json(f"{server.origin}/x", {}, hosts=(), trusted=[server.origin]).status == 302
    assert [path for path, _host, _body in server.got] == ["/x"]


def test_long_answer_is_read_in_part_and_its_wait_kept(server):
    server.status, server.headers_sent = 429, {"Retry-After": "30"}
    server.answer = b"a" * 100_000
    answer = post_json(f"{server.origin}/x", {}, hosts=(), trusted=[server.origin])
    assert (answer.status, answer.wait, answer.text) == (429, 30, "a" * MOST_BYTES)


def test_proxy_of_the_environment_is_not_asked(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert post_json(f"{server.origin}/x", {}, hosts=(), trusted=[server.origin]).status == 200


def test_silence_is_an_error_of_its_own(server):
    origin = server.origin
    server.server_close()
    with pytest.raises(CallFailedError):
        post_json(f"{origin}/x", {}, hosts=(), trusted=[origin])


def test_certificate_is_asked_for(server):
    """A server without TLS can't pass for one with it."""
    origin = server.origin.replace("http:", "https:")
    with pytest.raises(CallFailedError):
        post_json(f"{origin}/x", {}, hosts=(), trusted=[origin])
