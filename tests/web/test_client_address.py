"""From which address a request comes, through proxies and in spite of forged headers."""

import os
import subprocess
import sys

import pytest
from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from peerlearn.web.client_address import client_address, read_networks
from programs.views.report_following import CODES_A_MINUTE, may_try
from tests.programs.reporting import FOLLOW

PROXIES = ["10.0.0.0/24", "2001:db8:1::/48"]


def request(peer, forwarded=None):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=peer, **headers)


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "6.6.6.6", "203.0.113.9"),
        ("10.0.0.7", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.7", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.7", "6.6.6.6, 203.0.113.9, 10.0.0.8", "203.0.113.9"),
        ("10.0.0.7", "10.0.0.9, 10.0.0.8", "10.0.0.9"),
        ("10.0.0.7", None, "10.0.0.7"),
        ("10.0.0.7", "", "10.0.0.7"),
        ("10.0.0.7", "203.0.113.9, unknown", "10.0.0.7"),
        ("10.0.0.7", "203.0.113.9:4711", "203.0.113.9"),
        ("10.0.0.7", "[2001:db8:9::1]:4711", "2001:db8:9::1"),
        ("::ffff:10.0.0.7", "203.0.113.9", "203.0.113.9"),
        ("2001:db8:1::7", "2001:db8:9::1", "2001:db8:9::1"),
        ("10.0.1.7", "203.0.113.9", "10.0.1.7"),
        ("", "203.0.113.9", ""),
    ],
)
def test_rightmost_stranger_counts_and_only_our_proxies_are_believed(
    settings, peer, forwarded, expected
):
    settings.TRUSTED_PROXIES = read_networks(PROXIES)
    assert client_address(request(peer, forwarded)) == expected


def test_nobody_is_believed_where_no_proxy_is_named():
    assert client_address(request("10.0.0.7", "203.0.113.9")) == "10.0.0.7"


@pytest.mark.parametrize(
    "word", ["*", "1", "0.0.0.0/0", "::/0", "10.0.0.7/24", "proxy", "10.0.0.0/33", "10.0.0.1;::1"]
)
def test_what_is_no_network_or_all_of_them_is_refused(word):
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        read_networks(["10.0.0.1", word])


def test_process_does_not_start_with_a_bad_value():
    run = subprocess.run(
        [sys.executable, "-c", "import peerlearn.settings"],
        env={**os.environ, "TRUSTED_PROXIES": "*"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert "TRUSTED_PROXIES takes addresses and networks" in run.stderr


def test_sign_in_limits_go_by_the_same_address(settings):
    settings.TRUSTED_PROXIES = read_networks(PROXIES)
    asked = request("10.0.0.7", "6.6.6.6, 203.0.113.9")
    assert get_adapter(asked).get_client_ip(asked) == "203.0.113.9"


@pytest.mark.django_db
def test_readers_behind_a_proxy_do_not_use_up_each_others_tries(settings):
    settings.TRUSTED_PROXIES = read_networks(PROXIES)

    def is_refused(reader, times, peer="10.0.0.7"):
        """Whether the last of so many tries was one too many."""
        call = RequestFactory(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=reader).post(FOLLOW)
        return not [may_try(call) for _try in range(times)][-1]

    assert is_refused("198.51.100.1", CODES_A_MINUTE + 1)
    assert not is_refused("198.51.100.2", 1)
    # Who isn't behind our proxy gains nothing by another header each time.
    assert not is_refused("198.51.100.3", CODES_A_MINUTE, peer="198.51.100.77")
    assert is_refused("198.51.100.4", 1, peer="198.51.100.77")
