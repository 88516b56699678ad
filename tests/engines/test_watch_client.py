"""The client against a local server: its requests, its refusals, and its limits on time."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

import newstext
from bench.watch.sites import HERE, Asked, Reply, Sites
from store.watch.addresses import Allowed, WebAddress, web_address
from store.watch.client import FetchError, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.watch.client import Answer, Client

SITE = "wire.example"
GZIP = {"Content-Encoding": "gzip"}


class Open:
    """A gate that lets everything pass."""

    @contextmanager
    def passing(self, address: WebAddress) -> Iterator[None]:
        yield


def fetched(reply: Reply | dict[str, Reply], path: str = "/feed.xml", **options: Any) -> tuple[Answer, Sites]:
    def answer(asked: Asked) -> Reply:
        return reply[asked.path] if isinstance(reply, dict) else reply

    with Sites(answer) as sites:
        client = sites.client(**options)
        return client.fetch(web_address(sites.address(SITE, path)), Open()), sites


def refusal(reply: Reply | dict[str, Reply], **options: Any) -> str:
    with pytest.raises(FetchError) as refused:
        fetched(reply, **options)
    return str(refused.value)


def test_it_says_who_asks_and_unpacks_what_comes() -> None:
    answer, sites = fetched(Reply(headers=GZIP, body=gzip.compress(b"copy" * 99)), contact="x@y")
    assert answer.data == b"copy" * 99
    [asked] = sites.asked
    assert asked.headers["user-agent"] == f"Pullquote/{newstext.__version__} (newsroom reader; x@y)"
    assert asked.headers["host"] == f"{SITE}:{sites.port}"
    assert "authorization" not in asked.headers


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (Reply(body=b"x" * 2000), "It is larger than 0.001 MB."),
        (Reply(body=b"x" * 2000, announced=-1), "It is larger than 0.001 MB."),
        (
            Reply(headers=GZIP, body=gzip.compress(b"0" * 10**7)),
            "It is larger than 0.001 MB.",
        ),
        (Reply(body=b"x" * 500, announced=900), "The answer was cut short."),
        (Reply(headers=GZIP, body=gzip.compress(b"x" * 900)[:-9]), "The answer was cut short."),
        (Reply(headers=GZIP, body=b"no gzip"), "The answer is damaged."),
        (
            Reply(headers={"Content-Encoding": "br"}, body=b"x"),
            "The server packs its answer as br, which",
        ),
        (Reply(404), "There is nothing at this address (404)."),
        (Reply(418), "The server answers with an error (418)."),
        (Reply(304), "The server says that nothing has changed, and was not asked that."),
        (Reply(302, {"Location": "/feed.xml"}), "It redirects in a circle, through http://wire.example:"),
        (
            Reply(302, {"Location": "file:///etc/passwd"}),
            "It redirects to an address that is not fetched. Only http and https addresses are fetched, not “file:”.",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_used_is_refused_with_a_reason(reply: Reply, sentence: str) -> None:
    assert refusal(reply, limits=Limits(bytes=1000)).startswith(sentence)


def test_too_many_redirects_end() -> None:
    assert (
        refusal(
            {f"/{n}": Reply(302, {"Location": f"/{n + 1}"}) for n in range(9)}
            | {"/feed.xml": Reply(302, {"Location": "/0"})}
        )
        == "It redirects more than 5 times."
    )


@pytest.mark.parametrize(
    "reply",
    [
        Reply(pause=9, body=b"x"),
        Reply(pause=0.02, drips=True, body=b"x" * 9999),
        Reply(pause=0.02, drips=True, body=b"x" * 9999, announced=-1),
    ],
    ids=["silent", "drips", "drips without a length"],
)
def test_a_server_that_keeps_us_waiting_is_left(reply: Reply) -> None:
    assert refusal(reply, seconds=0.3) in ("It took longer than 0.3 seconds.", "The server did not answer in time.")


def test_redirects_for_good_are_remembered_as_far_as_they_are_for_good() -> None:
    answer, sites = fetched(
        {
            "/feed.xml": Reply(301, {"Location": "/new.xml"}),
            "/new.xml": Reply(308, {"Location": "/newer.xml"}),
            "/newer.xml": Reply(302, {"Location": "/today.xml"}),
            "/today.xml": Reply(body=b"copy"),
        }
    )
    assert answer.data == b"copy"
    assert str(answer.moved_to) == sites.address(SITE, "/newer.xml")


def test_nothing_private_is_reached_after_its_name_is_looked_up_or_by_a_redirect() -> None:
    where = {
        SITE: ["93.184.215.14"],
        "127.0.0.1": [HERE],
        "inside.example": ["127.0.0.1"],
        "mixed.example": ["10.0.0.1", "::1"],
    }
    client = client_that_finds(where)
    for url in ("http://inside.example/", "http://mixed.example/"):
        with pytest.raises(FetchError, match="is a private address"):
            client.fetch(web_address(url), Open())

    with pytest.raises(FetchError, match=r"^127\.0\.0\.1 is a private address\. To allow it"):
        client.fetch(web_address("http://127.0.0.1/"), Open())

    with Sites(lambda asked: Reply(302, {"Location": "http://inside.example/secret"})) as sites:
        where[SITE] = [HERE]
        client = sites.client(allowed=Allowed.named((SITE,)), resolve=lambda host, _: where[host])
        with pytest.raises(FetchError, match=r"inside\.example is a private address"):
            client.fetch(web_address(sites.address(SITE)), Open())
        assert sites.paths() == ["/feed.xml"]


def test_a_name_that_changes_its_address_meanwhile_is_connected_where_it_was_checked() -> None:
    answers = iter([[HERE], ["10.9.9.9"]])
    with Sites(lambda asked: Reply(body=b"copy")) as sites:
        client = sites.client(resolve=lambda *_: next(answers))
        assert client.fetch(web_address(sites.address(SITE)), Open()).data == b"copy"
        with pytest.raises(FetchError, match=r"a private address \(10\.9\.9\.9\)"):
            client.fetch(web_address(sites.address(SITE)), Open())


def test_a_password_goes_over_https_or_to_a_server_that_config_names_and_nowhere_else() -> None:
    def sent_to(allowed: str) -> list[str | None]:
        def answer(asked: Asked) -> Reply:
            there = f"http://other.example:{sites.port}/"
            return Reply(302, {"Location": there}) if asked.site == SITE else Reply(body=b"copy")

        with Sites(answer) as sites:
            client = sites.client(
                allowed=Allowed.named((allowed, HERE)), credentials=lambda host: "Basic abc" if host == SITE else None
            )
            client.fetch(web_address(sites.address(SITE)), Open())
        return [asked.headers.get("authorization") for asked in sites.asked]

    assert sent_to(SITE) == ["Basic abc", None]
    assert sent_to("third.example") == [None, None]


def client_that_finds(where: dict[str, list[str]]) -> Client:
    with Sites(lambda asked: Reply()) as sites:
        return sites.client(allowed=Allowed(), resolve=lambda host, _: where[host])


def certificate(site: str) -> bytes:
    """Return a new key and a certificate for a site that the site signs itself, as PEM."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, site)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(site)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + made.public_bytes(Encoding.PEM)


def test_a_secure_server_is_known_by_its_name_though_its_address_is_connected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = tmp_path / "wire.pem"
    pem.write_bytes(certificate(SITE))

    def ask(site: str) -> bytes:
        with Sites(lambda asked: Reply(body=b"copy"), certificate=pem) as sites:
            return sites.client().fetch(web_address(sites.address(site)), Open()).data

    with pytest.raises(FetchError, match="certificate is not valid"):
        ask(SITE)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    assert ask(SITE) == b"copy"
    with pytest.raises(FetchError, match="certificate is not valid"):
        ask("other.example")
