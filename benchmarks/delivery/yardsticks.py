"""What Standfirst is compared with: other programs that have the same page ready."""

import gzip
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archives import ROOT
from benchmarks.delivery.asking import GZIP, Answer
from benchmarks.delivery.processes import Program

# Debian keeps daemons where only an administrator's PATH looks.
_PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin"
PAGE = "/story.html"

_NGINX = """
user {user};
worker_processes 1;
daemon off;
pid {place}/nginx.pid;
error_log stderr error;
events {{ worker_connections 1024; }}
http {{
    types {{ text/html html; }}
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_timeout 3600;
    keepalive_requests 1000000000;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/temporary;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    {more}
}}
"""
_STATIC = "server {{ listen 127.0.0.1:{port}; root {www}; gzip_static on; gzip_proxied any; gzip_vary on; }}"
_PROXY_CACHE = """
    proxy_cache_path {place}/cache keys_zone=pages:10m;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_http_version 1.1;
            proxy_pass http://127.0.0.1:{origin};
            proxy_cache pages;
            proxy_cache_valid 200 1d;
        }}
    }}
"""
_VARNISH = """
vcl 4.1;
backend origin {{ .host = "127.0.0.1"; .port = "{origin}"; }}
sub vcl_backend_response {{ set beresp.ttl = 1d; }}
"""


@dataclass(frozen=True, slots=True)
class Ready:
    """The page that all serve: as HTML, and packed once."""

    plain: bytes
    packed: bytes

    @classmethod
    def of(cls, answer: Answer) -> "Ready":
        """Return the page in ``answer``, packed as it came or, where it came plain, as ``gzip -6`` does."""
        if answer.headers.get("content-encoding") == "gzip":
            return cls(gzip.decompress(answer.body), answer.body)
        return cls(answer.body, gzip.compress(answer.body, 6))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a yardstick works: a directory of its own, its port, that of the origin, its core."""

    directory: Path
    port: int
    origin: int
    core: int | None


@dataclass(frozen=True, slots=True)
class Yardstick:
    """One program to compare with: what it is called, what must be installed, how it is started.

    A cache fetches the page from an origin: the first of the yardsticks.
    """

    name: str
    needs: tuple[str, ...]
    start: Callable[[Place], Program]
    is_cache: bool = False

    def missing(self) -> list[str]:
        """Return the programs that it needs and that are not on this machine."""
        return [program for program in self.needs if shutil.which(program, path=_PATH) is None]


def nginx_static(place: Place) -> Program:
    """Start nginx on the page's .gz file."""
    return _nginx(place, _STATIC.format(port=place.port, www=place.directory.parent / "www"))


def nginx_proxy_cache(place: Place) -> Program:
    """Start nginx with a cache before the origin."""
    values = {"place": place.directory, "port": place.port, "origin": place.origin}
    return _nginx(place, _PROXY_CACHE.format(**values))


def varnish(place: Place) -> Program:
    """Start Varnish before the origin."""
    rules = place.directory / "page.vcl"
    rules.write_text(_VARNISH.format(origin=place.origin))
    own: list[str | Path] = ["-n", place.directory / "varnish", "-f", rules, "-s", "malloc,64m"]
    unjailed = ["-j", "none"] if os.geteuid() == 0 else []
    listening = ["-F", "-a", f"127.0.0.1:{place.port}"]
    return _started(place, [_which("varnishd"), *unjailed, *listening, *own])


def django_page_cache(place: Place) -> Program:
    """Start Django's own page cache, in memory, behind the same server as Standfirst's."""
    granian = ["-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    listening = ["--port", str(place.port), "--workers", "1", "--blocking-threads", "4"]
    application = "benchmarks.delivery.cached_by_django:application"
    page = {"READY_PAGE": str(place.directory.parent / "www" / PAGE[1:])}
    return _started(place, [sys.executable, *granian, *listening, application], page)


YARDSTICKS = (
    Yardstick("nginx, static .gz", ("nginx",), nginx_static),
    Yardstick("nginx proxy_cache", ("nginx",), nginx_proxy_cache, is_cache=True),
    Yardstick("Varnish", ("varnishd", "gcc"), varnish, is_cache=True),
    Yardstick("Django's page cache", (), django_page_cache),
)


def lay_out(directory: Path, page: Ready) -> None:
    """Write ``page`` where the yardsticks find it."""
    www = directory / "www"
    www.mkdir()
    (www / PAGE[1:]).write_bytes(page.plain)
    (www / f"{PAGE[1:]}.gz").write_bytes(page.packed)


def workshop() -> "tempfile.TemporaryDirectory[str]":
    """Return a directory for the yardsticks, gone when its context ends."""
    return tempfile.TemporaryDirectory(prefix="standfirst-delivery-")


def conditional(answer: Answer) -> Mapping[str, str]:
    """Return the headers with which a reader who holds ``answer`` asks again; none without an ETag."""
    tag = answer.headers.get("etag")
    return {**GZIP, "If-None-Match": tag} if tag else {}


def _nginx(place: Place, more: str) -> Program:
    settings = place.directory / "nginx.conf"
    user = "root" if os.geteuid() == 0 else "nobody"
    settings.write_text(_NGINX.format(place=place.directory, user=user, more=more))
    return _started(place, [_which("nginx"), "-p", place.directory, "-c", settings, "-e", "stderr"])


def _started(
    place: Place, command: list[str | Path], environment: Mapping[str, str] | None = None
) -> Program:
    return Program(
        command,
        log=place.directory / "said.txt",
        core=place.core,
        environment={**os.environ, **(environment or {})},
        directory=ROOT,
    )


def _which(program: str) -> str:
    return shutil.which(program, path=_PATH) or program
