"""Assets: packed beside, kept for ever by name, nothing but files of the directory."""

import gzip

import brotli
import pytest

from standfirst.config.assets import Assets, pack

pytestmark = pytest.mark.once

STYLE = b"body { color: black }\n" * 50
NAME = "/static/site/base.0123456789ab.css"


@pytest.fixture
def ask(tmp_path):
    directory = tmp_path / "static"
    (directory / "site").mkdir(parents=True)
    for name in ("base.0123456789ab.css", "base.css", "face.0123456789ab.woff2"):
        (directory / "site" / name).write_bytes(STYLE)
    (tmp_path / "secret-key").write_text("secret")
    assert pack(directory) == 2
    assets = Assets(directory)

    def ask(path, accept="br, gzip", method="GET", known=""):
        said = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_ACCEPT_ENCODING": accept}
        if known:
            environ["HTTP_IF_NONE_MATCH"] = known
        body = b"".join(assets(environ, lambda status, headers: said.append((status, dict(headers)))))
        (status, headers) = said[0]
        return int(status[:3]), headers, body

    return ask


@pytest.mark.parametrize(
    ("accept", "encoding", "unpack"),
    [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_a_named_version_is_packed_and_kept_for_ever(ask, accept, encoding, unpack):
    status, headers, body = ask(NAME, accept)
    assert (status, headers.get("Content-Encoding"), unpack(body)) == (200, encoding, STYLE)
    assert headers["Content-Length"] == str(len(body))
    assert "immutable" in headers["Cache-Control"]
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Content-Type"] == "text/css; charset=utf-8"
    assert ask(NAME, accept, known=headers["ETag"])[::2] == (304, b"")
    assert ask(NAME, "zstd" if encoding else "br", known=headers["ETag"])[0] == 200


def test_what_has_no_version_in_its_name_is_asked_for_again(ask):
    status, headers, body = ask("/static/site/base.css")
    assert (status, body) == (200, STYLE)
    assert "Content-Encoding" not in headers
    assert "must-revalidate" in headers["Cache-Control"]


def test_what_is_packed_already_is_sent_as_it_is(ask):
    status, headers, body = ask("/static/site/face.0123456789ab.woff2")
    assert (status, headers["Content-Type"], body) == (200, "font/woff2", STYLE)
    assert "Content-Encoding" not in headers


def test_head_has_the_headers_alone(ask):
    assert ask(NAME, method="HEAD") == (200, ask(NAME)[1], b"")
    assert ask(NAME, method="POST")[0] == 405


@pytest.mark.parametrize(
    "path",
    ["/static/../secret-key", "/static//secret-key", "/static/site", "/static/", "/static/site/\x00.css"],
)
def test_nothing_else_is_sent(ask, path):
    assert ask(path)[0] == 404
