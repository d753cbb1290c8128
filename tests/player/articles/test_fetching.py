"""Fetching pages from servers that mean no good, all of them on loopback."""

import gzip
import resource
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from player.articles.fetching import (
    TEXT,
    AddressRefused,
    StatusRefused,
    Unreachable,
    Unsuitable,
    addresses,
    fetch,
    origin_of,
    retrieve,
)
from player.articles.fetching.addresses import is_public, resolve
from tests.fetching import HostileServer, hostile_server, response

PUBLIC = ip_address("93.184.215.14")


@pytest.fixture
def server(settings: Settings) -> Iterator[HostileServer]:
    """A server that the operator has named as one of the own network."""
    with hostile_server() as server:
        settings.FETCH_OWN_ORIGINS = [server.origin]
        yield server


def test_a_page_is_fetched_as_text(server: HostileServer) -> None:
    server.answer("/crab", "<h1>El señor cangrejo</h1>", ETag='"a1"', Last_Modified="Mon, 02 Nov 2026 10:00:00 GMT")
    page = fetch(server.url("/crab"), [server.origin])
    assert (page.url, page.html, page.status) == (server.url("/crab"), "<h1>El señor cangrejo</h1>", 200)
    assert (page.etag, page.last_modified) == ('"a1"', "Mon, 02 Nov 2026 10:00:00 GMT")


def test_a_request_says_who_asks_and_carries_no_more_than_it_must(server: HostileServer, settings: Settings) -> None:
    settings.FETCH_CONTACT = "https://readalong.example/about"
    server.answer("/crab", "<p>Crab.")
    fetch(server.url("/crab#end"), [server.origin])
    (asked,) = server.asked
    assert asked.line == "GET /crab HTTP/1.1"
    assert asked.headers["user-agent"] == f"Readalong/{settings.VERSION} (+https://readalong.example/about)"
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"
    assert set(asked.headers) == {"host", "accept", "accept-encoding", "connection", "user-agent"}


def test_an_unchanged_page_is_not_sent_again(server: HostileServer) -> None:
    server.answer("/crab", status="304 Not Modified", ETag='"a1"')
    page = fetch(server.url("/crab"), [server.origin], etag='"a1"', last_modified="Mon, 02 Nov 2026 10:00:00 GMT")
    assert (page.status, page.html) == (304, "")
    assert server.asked[0].headers["if-none-match"] == '"a1"'
    assert server.asked[0].headers["if-modified-since"] == "Mon, 02 Nov 2026 10:00:00 GMT"


# ------------------------------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://",
        "http:///path",
        "//127.0.0.1/",
        "javascript:alert(1)",
        "http://example.org /",
        "http://example.org\\@127.0.0.1/",
        "http://example.org/\r\nX-Injected: 1",
        "http://user@127.0.0.1/",
        "http://user:secret@127.0.0.1/",
        "http://example.org@127.0.0.1/",
        "http://[fe80::1%25eth0]/",
        "http://127.0.0.1:99999/",
        "http://[::1/",
        "",
    ],
)
def test_what_is_no_plain_address_of_a_page_is_not_asked(url: str) -> None:
    with pytest.raises(AddressRefused):
        fetch(url, None)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "127.000.000.001",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "localhost",
        "0.0.0.0",
        "0",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.8",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[100::1]",
        "[fe80::1]",
        "[fec0::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
        "[5f00::1]",
        "①②⑦.⓪.⓪.①",
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_hosts_that_are_not_public_are_not_asked(host: str, scheme: str) -> None:
    # A machine without IPv6, or a resolver that is stricter than others, knows no such host: that is as good.
    with pytest.raises((AddressRefused, Unreachable), match=r"not on the public internet|has no address|no address of"):
        fetch(f"{scheme}://{host}/", None)


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001::1"])
def test_hosts_of_the_public_internet_may_be_asked(address: str) -> None:
    assert is_public(ip_address(address))


def test_one_address_that_is_not_public_spoils_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "resolve", lambda host, port: (PUBLIC, ip_address("127.0.0.1")))
    with pytest.raises(AddressRefused, match=r"lies at 127\.0\.0\.1"):
        fetch("http://www.tidepool.example/", None)


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 11211])
def test_other_ports_are_not_asked(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "resolve", lambda host, port: (PUBLIC,))
    with pytest.raises(AddressRefused, match="80 and 443 only"):
        fetch(f"http://www.tidepool.example:{port}/", None)


def test_a_name_is_resolved_once_and_where_it_leads_later_does_not_matter(
    server: HostileServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rebinding resolver says something harmless first and something else to whoever asks again."""
    origin = f"http://rebinding.example:{server.port}"
    settings.FETCH_OWN_ORIGINS = [origin]
    answers = iter([[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]])
    system = socket.getaddrinfo

    def rebinding(host: str, *rest: object, **more: object) -> object:
        # Asked a second time, it has nothing left to say and the test fails.
        return next(answers) if host == "rebinding.example" else system(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    server.answer("/", "<p>Crab.")
    assert fetch(f"{origin}/", [origin]).html == "<p>Crab."
    assert server.asked[0].headers["host"] == f"rebinding.example:{server.port}"


def test_a_page_of_another_origin_is_not_asked(server: HostileServer) -> None:
    with pytest.raises(AddressRefused, match=r"not of the site's own origins \(https://www\.tidepool\.example\)"):
        fetch(server.url("/"), ["https://www.tidepool.example"])
    with pytest.raises(AddressRefused, match="it has none"):
        fetch(server.url("/"), [])
    assert not server.asked


def test_an_origin_is_taken_with_or_without_its_schemes_own_port() -> None:
    assert origin_of("https://www.Tidepool.example:443/x") == "https://www.tidepool.example"
    assert origin_of("http://www.tidepool.example:443/x") == "http://www.tidepool.example:443"


def test_an_own_origin_opens_no_link_local_address(settings: Settings) -> None:
    settings.FETCH_OWN_ORIGINS = ["http://169.254.169.254", "http://168.63.129.16"]
    for url in ("http://169.254.169.254/latest/meta-data/", "http://168.63.129.16/"):
        with pytest.raises(AddressRefused, match="not on the public internet"):
            fetch(url, None)


def test_an_own_origin_opens_no_other_port_of_its_host(server: HostileServer) -> None:
    with hostile_server() as other, pytest.raises(AddressRefused):
        fetch(other.url("/"), None)
    assert not other.asked


def test_proxies_of_the_environment_are_not_used(server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile_server() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.origin)
        server.answer("/", "<p>Crab.")
        assert fetch(server.url("/"), [server.origin]).html == "<p>Crab."
    assert not proxy.asked


# ------------------------------------------------------------------------------------------------------- redirects


def test_a_redirect_of_the_same_origin_is_followed(server: HostileServer) -> None:
    server.answer("/old", status="301 Moved Permanently", Location="/señor?x=1")
    server.answer("/se%C3%B1or?x=1", "<p>Crab.")
    page = fetch(server.url("/old"), [server.origin])
    assert (page.url, page.html) == (server.url("/se%C3%B1or?x=1"), "<p>Crab.")


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "//127.0.0.1/",
        "http://2130706433/",
        "https://www.elsewhere.example/",
        "file:///etc/passwd",
        "http://user@127.0.0.1/",
    ],
)
def test_a_redirect_is_vetted_as_the_first_address_was(server: HostileServer, location: str) -> None:
    server.answer("/", status="302 Found", Location=location)
    with pytest.raises(AddressRefused):
        fetch(server.url("/"), [server.origin])
    with pytest.raises((AddressRefused, Unreachable)):
        fetch(server.url("/"), None)


def test_ten_redirects_are_too_many(server: HostileServer) -> None:
    for number in range(10):
        server.answer(f"/{number}", status="302 Found", Location=f"/{number + 1}")
    with pytest.raises(Unsuitable, match="more than 5 redirects"):
        fetch(server.url("/0"), [server.origin])
    assert len(server.asked) == 6


def test_a_page_that_redirects_to_itself_is_left_alone(server: HostileServer) -> None:
    server.answer("/", status="302 Found", Location="/")
    with pytest.raises(Unsuitable, match="more than 5 redirects"):
        fetch(server.url("/"), [server.origin])


# ------------------------------------------------------------------------------------------------ what servers answer


@pytest.mark.parametrize("status", ["401 Unauthorized", "404 Not Found", "410 Gone", "500 Oops", "204 No Content"])
def test_an_answer_that_is_no_page_is_told_with_its_number(server: HostileServer, status: str) -> None:
    server.answer("/", status=status)
    with pytest.raises(StatusRefused, match=f"answered {status[:3]}") as refused:
        fetch(server.url("/"), [server.origin])
    assert refused.value.status == int(status[:3])


def test_when_to_come_again_is_told(server: HostileServer) -> None:
    server.answer("/", status="503 Service Unavailable", Retry_After="120")
    with pytest.raises(StatusRefused) as refused:
        fetch(server.url("/"), [server.origin])
    assert refused.value.retry_after == "120"


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "application/octet-stream", "", "rubbish;;"])
def test_a_file_of_another_type_is_not_read(server: HostileServer, content_type: str) -> None:
    server.answer("/", b"%PDF", Content_Type=content_type)
    with pytest.raises(Unsuitable, match="Taken are application/xhtml"):
        fetch(server.url("/"), [server.origin])


def test_a_large_page_is_not_read_to_its_end(server: HostileServer) -> None:
    server.answer("/", b"x" * 6_000_000)
    with pytest.raises(Unsuitable, match="more than 5,000,000 bytes"):
        fetch(server.url("/"), [server.origin])


def test_a_page_without_end_is_not_read_to_its_end(server: HostileServer) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    server.handlers["/"] = endless
    with pytest.raises(Unsuitable, match="more than 100,000 bytes"):
        retrieve(server.url("/"), [server.origin], TEXT, most_bytes=100_000)


def _bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes))
    return packed + packer.flush()


def test_a_packed_page_is_unpacked(server: HostileServer) -> None:
    server.answer("/", gzip.compress(b"<p>Crab."), Content_Encoding="gzip")
    assert fetch(server.url("/"), [server.origin]).html == "<p>Crab."


@pytest.mark.parametrize("twice", [False, True])
def test_a_small_file_does_not_become_a_large_one(server: HostileServer, twice: bool) -> None:
    bomb = gzip.compress(_bomb(400)) if twice else _bomb(200)
    server.answer("/", bomb, Content_Encoding="gzip, gzip" if twice else "gzip")
    assert len(bomb) < 500_000
    before = _memory_kb()
    with pytest.raises(Unsuitable, match="more than 5,000,000 bytes"):
        fetch(server.url("/"), [server.origin])
    assert _memory_kb() - before < 100_000


def test_a_broken_packing_is_told(server: HostileServer) -> None:
    server.answer("/", b"no gzip at all", Content_Encoding="gzip")
    with pytest.raises(Unreachable, match="could not be fetched"):
        fetch(server.url("/"), [server.origin])


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ids=["status", "header", "body", "chunk"],
)
def test_a_drip_is_broken_off_wherever_it_drips(server: HostileServer, beginning: bytes) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(beginning)
        while True:
            connection.sendall(b"1")
            time.sleep(0.05)

    server.handlers["/"] = drip
    began = time.monotonic()
    with pytest.raises(Unreachable, match=r"took longer than 0\.5 s"):
        retrieve(server.url("/"), [server.origin], {"text/html"}, seconds=0.5)
    assert time.monotonic() - began < 3


def test_a_server_that_says_nothing_is_left(server: HostileServer) -> None:
    server.handlers["/"] = lambda connection: time.sleep(3)
    with pytest.raises(Unreachable, match=r"took longer than 0\.3 s"):
        retrieve(server.url("/"), [server.origin], TEXT, seconds=0.3)


def test_redirects_share_one_time(server: HostileServer) -> None:
    def slow(connection: socket.socket) -> None:
        time.sleep(0.3)
        connection.sendall(response(status="302 Found", Location="/"))

    server.handlers["/"] = slow
    with pytest.raises(Unreachable, match=r"took longer than 0\.7 s"):
        retrieve(server.url("/"), [server.origin], TEXT, seconds=0.7)


@pytest.mark.parametrize("header", [b"X: 1\r\n", b"X: " + b"y" * 70_000 + b"\r\n"], ids=["many", "long"])
def test_headers_without_end_are_refused(server: HostileServer, header: bytes) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(header)

    server.handlers["/"] = endless
    with pytest.raises(Unreachable, match="could not be fetched: got more than"):
        fetch(server.url("/"), [server.origin])


@pytest.mark.parametrize("rubbish", [b"", b"\x00\x01\x02", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_http_is_told(server: HostileServer, rubbish: bytes) -> None:
    server.handlers["/"] = lambda connection: connection.sendall(rubbish)
    with pytest.raises(Unreachable):
        fetch(server.url("/"), [server.origin])


def test_a_body_that_ends_too_soon_is_no_page(server: HostileServer) -> None:
    server.answer("/", b"<p>Half", Content_Length="1000")
    with pytest.raises(Unreachable, match="could not be fetched"):
        fetch(server.url("/"), [server.origin])


def test_a_port_where_nobody_listens_is_told(settings: Settings) -> None:
    with hostile_server() as gone:
        settings.FETCH_OWN_ORIGINS = [gone.origin]
    with pytest.raises(Unreachable, match="took no connection"):
        fetch(gone.url("/"), None)


def test_a_host_that_does_not_exist_is_told() -> None:
    with pytest.raises(Unreachable, match="has no address"):
        resolve("nobody.invalid", 80)


# ---------------------------------------------------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for www.tidepool.example, signed by itself, and its key, in one file."""
    file = tmp_path_factory.mktemp("tls") / "tidepool.pem"
    names = ["-subj", "/CN=www.tidepool.example", "-addext", "subjectAltName=DNS:www.tidepool.example"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(file)]
    subprocess.run(
        ["openssl", "req", "-x509", "-days", "2", *key, *names, "-out", f"{file}.crt"], check=True, capture_output=True
    )
    file.write_bytes(file.read_bytes() + Path(f"{file}.crt").read_bytes())
    return file


@pytest.fixture
def secure(certificate: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[HostileServer]:
    """A server that speaks TLS as www.tidepool.example, whose names all lead to this machine."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    monkeypatch.setattr(addresses, "resolve", lambda host, port: (ip_address("127.0.0.1"),))
    with hostile_server(lambda connection: context.wrap_socket(connection, server_side=True)) as server:
        hosts = ("www.tidepool.example", "other.example")
        settings.FETCH_OWN_ORIGINS = [f"https://{host}:{server.port}" for host in hosts]
        server.answer("/", "<p>Crab.")
        yield server


def test_a_certificate_is_checked_against_the_name(
    secure: HostileServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(f"https://www.tidepool.example:{secure.port}/", None).html == "<p>Crab."
    assert secure.asked[0].headers["host"] == f"www.tidepool.example:{secure.port}"
    with pytest.raises(Unreachable, match=r"other\.example"):
        fetch(f"https://other.example:{secure.port}/", None)
    assert len(secure.asked) == 1


def test_a_certificate_of_nobody_known_is_refused(secure: HostileServer) -> None:
    with pytest.raises(Unreachable, match="certificate"):
        fetch(f"https://www.tidepool.example:{secure.port}/", None)
    assert not secure.asked


def test_a_handshake_that_never_ends_is_broken_off(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        origin = f"https://127.0.0.1:{listener.getsockname()[1]}"
        settings.FETCH_OWN_ORIGINS = [origin]
        with pytest.raises(Unreachable, match=r"took longer than 0\.3 s|timed out"):
            retrieve(f"{origin}/", None, TEXT, seconds=0.3)


# ----------------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>señal €".encode(), "text/html; charset=utf-8"),
        ("<p>señal €".encode(), "text/html"),
        ("<p>señal €".encode("cp1252"), "text/html"),
        ("<p>señal €".encode("cp1252"), "text/html; charset=ISO-8859-1"),
        ("\ufeff<p>señal €".encode(), "text/html; charset=iso-8859-1"),
        ("\ufeff<p>señal €".encode("utf-16-le"), "text/html"),
        ("<p>señal €".encode(), "text/html; charset=nonsense"),
        ('<meta charset="iso-8859-15"><p>señal €'.encode("iso-8859-15"), "text/html"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><p>señal €'.encode(), "text/html"),
        ('<meta charset="utf-16"><p>señal €'.encode(), "text/html"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_browsers_take(
    server: HostileServer, body: bytes, content_type: str
) -> None:
    server.answer("/", body, Content_Type=content_type)
    assert fetch(server.url("/"), [server.origin]).html.endswith("<p>señal €")


def _memory_kb() -> int:
    """The most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
