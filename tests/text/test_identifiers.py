"""The addresses and ids that identify an article."""

import pytest

from newstext import read
from newstext.identifiers import is_filled_in, is_section_of, known_address, known_id


@pytest.mark.parametrize(
    "address",
    [
        "https://port.example",
        "https://port.example/",
        "https://port.example/?utm_source=feed",
        "https://port.example/index.html",
        "https://port.example/en/",
        "https://port.example/?lang=en",
        "https://port.example/feed/",
        "https://port.example/sport/",
        "",
        None,
    ],
)
def test_a_front_page_or_a_section_names_no_article(address: str | None) -> None:
    assert known_address(address) is None


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("https://port.example/fog", "https://port.example/fog"),
        ("https://port.example/?p=12", "https://port.example/?p=12"),
        ("https://port.example/fog?utm_source=x&id=3&fbclid=y", "https://port.example/fog?id=3"),
        ("https://port.example/fog#comments", "https://port.example/fog"),
        ("https://port.example/live#post-3", "https://port.example/live#post-3"),
        ("https://port.example/#!/fog", "https://port.example/#!/fog"),
        ("https://port.example/fog?q=%C3%A9&x", "https://port.example/fog?q=%C3%A9&x"),
        ("urn:port:fog", "urn:port:fog"),
        ("http://[port", "http://[port"),
    ],
)
def test_an_article_s_address_is_without_what_only_tracks_its_visitors(address: str, known: str) -> None:
    assert known_address(address) == known


@pytest.mark.parametrize("stated", [None, "", " ", "https://port.example/"])
def test_an_id_that_is_empty_or_the_address_of_a_front_page_names_nothing(stated: str | None) -> None:
    assert known_id(stated) is None


@pytest.mark.parametrize("stated", ["0", "-1", "None", "none", "null", "n/a", "000-000", "-"])
def test_an_id_that_was_only_filled_in_is_none_of_a_file(stated: str) -> None:
    assert is_filled_in(stated)
    lines = "\n".join(f'{{"headline": "Fog {n}", "id": "{stated}"}}' for n in (1, 2))
    assert [a.external_id for a in read(lines.encode(), "fog.jsonl")] == [None, None]
    assert [a.external_id for a in read(f"id,headline\n{stated},Fog".encode(), "fog.csv")] == [None]
    item = f"<item><guid>{stated}</guid><title>Fog</title></item>"
    assert read(f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), "fog.xml")[0].external_id is None


@pytest.mark.parametrize("stated", ["1", "tag:port.example,2026:fog", "https://port.example/fog", "10", "none-such"])
def test_an_id_names_an_article(stated: str) -> None:
    assert known_id(stated) == stated
    assert not is_filled_in(stated)


def test_a_section_is_told_from_an_article_in_it() -> None:
    assert is_section_of("https://port.example/sport/boats", "https://port.example/sport/boats/fog-stops-race")
    assert not is_section_of("https://port.example/fog-stops-race", "https://port.example/fog-stops-race/amp")
    assert not is_section_of("https://port.example/sport", "https://coast.example/sport/fog-stops-race")
