"""The rules of watching, without a clock or a network: addresses, times of visits, files that are whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from random import Random
from typing import Any

import pytest

from store.errors import StoreError
from store.model.watches import NewWatch, Watch, WatchKind, WatchState
from store.watch import headers, opml, robots, schedule
from store.watch.addresses import AddressError, Allowed, is_public, redirected, web_address
from store.watch.credentials import authorization
from store.watch.files import is_candidate
from store.watch.settling import PATIENCE, QUIET, Settling, Stamp

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def watch(kind: WatchKind = WatchKind.FEED, *, failures: int = 0, **fields: Any) -> Watch:
    state = WatchState(failures=failures)
    known = Watch("1", kind, "https://wire.example/feed", None, None, None, NOW, "Ada", NOW, state, 0, 0, 0)
    return known._replace(**fields)


PRIVATE = """
127.0.0.1 127.8.9.1 0.0.0.0 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255
192.0.2.1 198.18.0.1 240.0.0.1 :: ::1 fe80::1 fc00::1 fd12::1 ff02::1 fec0::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2002:a00:1:: 2001:db8::1
"""


@pytest.mark.parametrize("ip", PRIVATE.split())
def test_no_private_address_is_public(ip: str) -> None:
    assert not is_public(ip_address(ip))
    assert not Allowed().lets_pass("wire.example", ip)


def test_public_addresses_are_reached_and_private_ones_that_config_names() -> None:
    assert all(is_public(ip_address(ip)) for ip in ("93.184.215.14", "2606:2800:21f::1", "64:ff9b::5db8:d70e"))
    allowed = Allowed.named(("wire.local", "10.2.0.0/16", "::1"))
    assert allowed.lets_pass("wire.local", "192.168.1.1")
    assert allowed.lets_pass("other.local", "10.2.3.4")
    assert allowed.lets_pass("localhost", "::1")
    assert not allowed.lets_pass("other.local", "10.3.0.1")
    assert not allowed.lets_pass("fe.example", "fe80::1%eth0")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("file:///etc/passwd", "Only http and https"),
        ("ftp://wire.example/x", "Only http and https"),
        ("javascript:alert(1)", "Only http and https"),
        ("//wire.example/x", "Only http and https"),
        ("https://ada:secret@wire.example/", "netrc"),
        ("https:///feed", "names no server"),
        ("https://wire.example:99999/", "not a web address"),
        ("https://wire.example/a\nHost: x", "not a web address"),
        ("https://[::1", "not a web address"),
        (f"https://wire.example/{'x' * 2000}", "not a web address"),
    ],
)
def test_what_is_no_address_to_fetch_is_refused_without_its_password(text: str, sentence: str) -> None:
    with pytest.raises(AddressError, match=sentence) as refused:
        web_address(text)
    assert "secret" not in str(refused.value)


def test_an_address_is_sent_as_servers_know_it() -> None:
    address = web_address("HTTPS://Zeitung-Ö.example:443/straße?q=ü&x=%20#part")
    assert str(address) == "https://xn--zeitung--u4a.example/stra%C3%9Fe?q=%C3%BC&x=%20"
    assert web_address("http://[2606::1]:8080").host_header == "[2606::1]:8080"
    assert str(redirected(address, "../feed")) == "https://xn--zeitung--u4a.example/feed"
    with pytest.raises(AddressError):
        redirected(address, "file:///etc/passwd")


def test_a_feed_is_visited_after_its_interval_and_a_little_chance() -> None:
    at = schedule.after_success(watch(), NOW, Random(1))
    assert at is not None
    assert timedelta(minutes=15) <= at - NOW <= timedelta(minutes=16)
    fresh = schedule.after_success(watch(every=600), NOW, Random(1), fresh_for=DAY)
    assert fresh is not None
    assert HOUR <= fresh - NOW <= HOUR + 3 * MINUTE


def test_after_failures_a_feed_is_visited_ever_later_up_to_six_hours_and_as_its_server_asks() -> None:
    waits = []
    for failures in range(12):
        at = schedule.after_failure(watch(failures=failures), NOW, Random(1))
        assert at is not None
        waits.append(at - NOW)
    assert waits == sorted(waits)
    assert waits[0] >= 15 * MINUTE
    assert 6 * HOUR <= waits[-1] <= 9 * HOUR
    assert schedule.after_failure(watch(), NOW, Random(1), retry_after=NOW + 3 * DAY) == NOW + 3 * DAY
    assert schedule.after_failure(watch(), NOW, Random(1), retry_after=NOW + 99 * DAY) == NOW + 7 * DAY


def test_an_articles_page_is_visited_four_times_and_given_up_a_day_later() -> None:
    page, at, visits = watch(WatchKind.ARTICLE), NOW, []
    while (later := schedule.after_success(page, at, Random(1))) is not None:
        visits.append(later - NOW)
        at = later
    assert visits == [HOUR, 6 * HOUR, DAY, 3 * DAY]
    assert schedule.after_failure(page, NOW + 3 * DAY, Random(1)) is not None
    assert schedule.after_failure(page, NOW + 4 * DAY, Random(1)) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 3600 ", 3600),
        ("Tue, 24 Nov 2026 09:30:00 GMT", 1800),
        ("Tue, 24 Nov 2026 08:30:00 GMT", None),
        ("-5", None),
        ("soon", None),
        ("9" * 30, None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_to_come(value: str | None, seconds: int | None) -> None:
    assert headers.retry_after(value, NOW) == (None if seconds is None else NOW + timedelta(seconds=seconds))


def test_the_servers_encoding_counts_where_the_text_names_none() -> None:
    latin = "café".encode("cp1250")
    assert headers.encoding_of("text/xml; charset=windows-1250", latin) == "windows-1250"
    assert headers.encoding_of("text/xml; charset=windows-1250", "café".encode()) is None
    assert headers.encoding_of("text/xml; charset=windows-1250", b'<?xml version="1.0" encoding="x"?>' + latin) is None
    assert headers.encoding_of("text/xml; charset=klingon", latin) is None
    assert headers.encoding_of(None, latin) is None
    assert headers.fresh_for("public, max-age=300") == timedelta(seconds=300)
    assert headers.fresh_for("no-store") is None


def test_robots_txt_is_read_as_its_standard_has_it() -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: pullquote\nDisallow: /*?print=\nAllow: /\nCrawl-delay: 7"
    assert robots.allows(rules, web_address("https://wire.example/feed"))
    assert not robots.allows(rules, web_address("https://wire.example/story?print=1"))
    assert robots.delay(rules) == timedelta(seconds=7)
    assert not robots.allows("User-agent: *\nDisallow: /feed", web_address("https://wire.example/feed.xml"))
    assert robots.delay("User-agent: *\nCrawl-delay: 86400") == MINUTE
    assert robots.allows("\x00<html>", web_address("https://wire.example/feed"))


def test_a_list_of_feeds_goes_out_and_comes_in_again() -> None:
    feeds = [
        watch(place="https://wire.example/a?x=1&y=2", name="Port Wire & Co “A”"),
        watch(place="http://b.example/f"),
    ]
    text = opml.written([*feeds, watch(WatchKind.FOLDER, place="/in")])
    assert opml.read(text.encode()) == (
        [
            NewWatch(WatchKind.FEED, "https://wire.example/a?x=1&y=2", "Port Wire & Co “A”"),
            NewWatch(WatchKind.FEED, "http://b.example/f", "http://b.example/f"),
        ],
        [],
    )


def test_a_list_of_feeds_in_folders_is_read_and_what_is_left_out_is_said() -> None:
    text = (
        b'<opml version="1.0"><body><outline text="Ports"><outline text="A" xmlURL="https://a.example/f"/>'
        b'<outline text="B" xmlUrl="file:///b"/><outline text="A again" xmlUrl="https://a.example/f"/></outline>'
        b"</body></opml>"
    )
    found, left_out = opml.read(text)
    assert found == [NewWatch(WatchKind.FEED, "https://a.example/f", "A")]
    assert left_out == ["file:///b: Only http and https addresses are fetched, not “file:”."]
    for other in (b"", b"<rss/>", b"Port Verrin", b'<!DOCTYPE opml [<!ENTITY a "b">]><rss>&a;</rss>'):
        with pytest.raises(StoreError, match="not a list of feeds"):
            opml.read(other)


def test_a_password_comes_from_the_environment_or_netrc_for_its_own_server(tmp_path: Any) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine wire.example login ada password pier\ndefault login x password y\n")
    known = {"NETRC": str(netrc), "PULLQUOTE_LOGINS": "api.example=Bearer abc; b.example=ben:quay"}
    assert authorization("wire.example", known) == "Basic YWRhOnBpZXI="
    assert authorization("api.example", known) == "Bearer abc"
    assert authorization("b.example", known) == "Basic YmVuOnF1YXk="
    assert authorization("other.example", known) is None


def test_a_file_is_whole_when_it_has_not_changed_for_a_moment() -> None:
    settling = Settling()
    settling.note("a.xml", Stamp(1, 1, 1), 10.0)
    settling.note("a.xml", Stamp(2, 2, 1), 10.4)
    assert settling.next_look() == 10.4 + QUIET
    assert not settling.is_quiet("a.xml", 10.5)
    settling.note("a.xml", Stamp(2, 2, 1), 10.8)
    assert settling.is_quiet("a.xml", 10.9)
    settling.note("a.xml", Stamp(2, 2, 7), 11.0)  # another file under its name
    assert not settling.is_quiet("a.xml", 11.1)
    settling.postpone("a.xml", 12.0)
    assert not settling.is_quiet("a.xml", 12.2)
    assert settling.is_overdue("a.xml", 11.0 + PATIENCE)
    settling.forget("a.xml")
    assert (settling.names(), settling.next_look()) == ([], None)


@pytest.mark.parametrize("name", ["a.xml.part", "a.tmp", "x~", ".a.xml", "in/.old/a.xml", "README", "in/readme.txt"])
def test_a_file_that_is_unfinished_by_its_name_is_left_alone(name: str) -> None:
    assert not is_candidate(name)
    assert is_candidate("in/a.xml")
