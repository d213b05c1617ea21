"""nginx before the site, by the file that we give to operators: what is ready comes as from the program."""

import gzip
import http.client
import os
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler

from standfirst.delivery.files import files_in
from standfirst.delivery.flights import Flights
from standfirst.delivery.serving import Delivery, Site
from standfirst.delivery.store import PageStore
from standfirst.newsroom.publishing import take_down
from standfirst.website.addressing import stored_parameters
from standfirst.website.hot import hot_addresses
from tests import factories
from tests.delivery.servers import Got, free_port, get, running, serving

CONF = Path(__file__).parents[2] / "docs" / "operations" / "nginx.conf"

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        not shutil.which("nginx") or not shutil.which("openssl"), reason="nginx or openssl is not installed"
    ),
]


@pytest.fixture
def behind(versions, tmp_path, settings):
    """Return the site, and what it was asked for; readers come over HTTPS."""
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ALLOWED_HOSTS = ["courier.example"]
    settings.DELIVERY_FILES = str(tmp_path / "pages")
    site = Site(WSGIHandler(), stored_parameters, hot_addresses)
    delivery = Delivery(
        PageStore(tmp_path / "delivery" / "pages", versions),
        Flights(tmp_path / "delivery" / "flights"),
        lambda: site,
        secure=True,
        beside=files_in(settings.DELIVERY_FILES, settings.DELIVERY_DIRECTORY),
    )

    def noting(environ, start_response):
        noting.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ['QUERY_STRING']}")
        return delivery(environ, start_response)

    noting.asked = []
    with serving(noting) as port:
        noting.port = port
        yield noting


@pytest.fixture
def nginx(behind, tmp_path):
    """Return a function that asks nginx over TLS."""
    plain, secure = free_port(), free_port()
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
            ),
            *("-subj", "/CN=courier.example", "-keyout", key, "-out", certificate, "-days", "2"),
        ],
        check=True,
        capture_output=True,
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    conf = CONF.read_text()
    for ours, tests in {
        "user www-data;": "user root;" if os.geteuid() == 0 else "",
        "worker_processes auto;": "worker_processes 1;",
        "/run/nginx.pid": f"{tmp_path}/nginx.pid",
        "http {": "http {" + temporary,
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443": f"listen 127.0.0.1:{secure}",
        "127.0.0.1:8000": f"127.0.0.1:{behind.port}",
        "/var/cache/standfirst/pages": f"{tmp_path}/pages",
        "/var/lib/standfirst": str(tmp_path / "data"),
        "/etc/ssl/courier.example/fullchain.pem": str(certificate),
        "/etc/ssl/courier.example/key.pem": str(key),
    }.items():
        assert ours in conf
        conf = conf.replace(ours, tests)
    path = tmp_path / "nginx.conf"
    path.write_text(conf)
    command = ["nginx", "-p", str(tmp_path), "-e", "stderr", "-c", str(path), "-g", "daemon off;"]
    with running(command, secure, tmp_path / "nginx.log"):
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE

        def ask(address: str, *, method: str = "GET", host: str = "courier.example", **headers: str) -> Got:
            connection = http.client.HTTPSConnection("127.0.0.1", secure, timeout=10, context=trusting)
            # nginx chooses the server by the name that TLS asks for.
            plain_socket = socket.create_connection(("127.0.0.1", secure), 10)
            connection.sock = trusting.wrap_socket(plain_socket, server_hostname=host)
            connection.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
            for name, value in {"host": host, **headers}.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            sent = {name.lower(): value for name, value in response.getheaders()}
            got = Got(response.status, sent, response.read())
            connection.close()
            return got

        ask.plain = plain
        yield ask


@pytest.fixture
def story(behind, edition):
    return factories.published(factories.section(edition, slug="city"), headline="The pier opens")


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_ready_page_is_sent_as_the_program_sends_it(nginx, behind, story, encoding, unpack):
    asked = {"host": "courier.example", "x_forwarded_proto": "https", "accept_encoding": encoding}
    direct = get(behind.port, story.address, **asked)
    behind.asked.clear()
    ready = nginx(story.address, accept_encoding=encoding)

    assert behind.asked == []
    assert ready.status == 200
    assert unpack(ready.body) == unpack(direct.body)
    assert _of_the_page(ready.headers) == _of_the_page(direct.headers)
    assert ready.headers["etag"].startswith('"')
    again = nginx(story.address, accept_encoding=encoding, if_none_match=ready.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    head = nginx(story.address, method="HEAD", accept_encoding=encoding)
    assert (head.status, head.headers["content-length"]) == (200, str(len(ready.body)))
    assert behind.asked == []


def _of_the_page(headers):
    """Return what is said of the page; the order of a policy's directives says nothing."""
    of_the_server = {"date", "server", "connection", "cache-status", "etag"}
    said = {name: value for name, value in headers.items() if name not in of_the_server}
    said["content-security-policy"] = {part.strip() for part in said["content-security-policy"].split(";")}
    return said


def test_a_change_is_seen_by_the_next_reader(nginx, behind, story):
    nginx(story.address, accept_encoding="br")
    nginx("/", accept_encoding="br")
    before = nginx(story.address, accept_encoding="br")
    behind.asked.clear()
    story.headline = "The pier stays shut"
    story.save_revision().publish()

    after = nginx(story.address, accept_encoding="br", if_none_match=before.headers["etag"])
    assert b"The pier stays shut" in brotli.decompress(after.body)
    assert b"The pier stays shut" in brotli.decompress(nginx("/", accept_encoding="br").body)
    assert behind.asked == [f"GET {story.address}?", "GET /?"]

    take_down(story, by=None, reason="Ordered by a court")
    assert nginx(story.address, accept_encoding="br").status == 410


def test_the_program_is_asked_for_everything_else(nginx, behind, story):
    nginx(story.address, accept_encoding="br")
    behind.asked.clear()
    for address, headers, status in (
        ("/latest/?kind=news", {"accept_encoding": "br"}, 200),
        (story.address, {}, 200),
        (story.address, {"accept_encoding": "br;q=0, gzip;q=0"}, 200),
        (f"{story.address}?", {"accept_encoding": "identity"}, 200),
        ("/no-such/", {"accept_encoding": "br"}, 404),
        (f"{story.address}index.html.br", {"accept_encoding": "br"}, 404),
        ("/desk/login/", {"accept_encoding": "br"}, 200),
        ("/livez", {}, 200),
    ):
        assert nginx(address, **headers).status == status
    assert nginx(story.address, method="POST", accept_encoding="br", content_length="0").status in {403, 405}
    assert len(behind.asked) == 9


@pytest.mark.parametrize(
    "address", ["/../../nginx.conf", "/%2e%2e/%2e%2e/nginx.conf", "/static/../../nginx.conf"]
)
def test_no_address_leads_out_of_the_directory(nginx, story, address):
    assert nginx(address, accept_encoding="br").status in {400, 404}


def test_assets_and_photos_are_sent_without_the_program(nginx, behind, tmp_path):
    static, media = tmp_path / "data" / "static", tmp_path / "data" / "media" / "public"
    static.mkdir(parents=True)
    media.mkdir(parents=True)
    (static / "site.0123456789ab.css").write_text("p { margin: 0 }")
    (static / "site.0123456789ab.css.gz").write_bytes(gzip.compress(b"p { margin: 0 }"))
    (media / "pier.webp").write_bytes(b"RIFF")
    style = nginx("/static/site.0123456789ab.css", accept_encoding="gzip")
    photo = nginx("/media/pier.webp")

    assert (style.headers["content-type"], gzip.decompress(style.body)) == ("text/css", b"p { margin: 0 }")
    assert (photo.headers["content-type"], photo.body) == ("image/webp", b"RIFF")
    for sent in (style, photo):
        assert sent.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert sent.headers["x-content-type-options"] == "nosniff"
    assert behind.asked == []


def test_readers_come_over_https_and_by_our_name(nginx, story):
    moved = get(nginx.plain, "/latest/?kind=news", host="courier.example")
    assert (moved.status, moved.headers["location"]) == (301, "https://courier.example/latest/?kind=news")
    with pytest.raises(ConnectionError):
        get(nginx.plain, "/", host="other.example")
    with pytest.raises(ssl.SSLError):
        nginx("/", host="other.example")


def test_who_sends_too_much_is_refused(nginx, story):
    assert nginx("/latest/", method="POST", content_length=str(2 << 20)).status == 413
    assert nginx("/latest/", cookie="a" * 9_000).status == 400
