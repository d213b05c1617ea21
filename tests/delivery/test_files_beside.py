"""Pages as files for a web server in front: there while they are true, gone with what changed."""

import gzip
import os
import sqlite3
import threading
from pathlib import Path

import brotli
import pytest

from standfirst.delivery import files as module
from standfirst.delivery.addresses import Addresses
from standfirst.delivery.files import Files
from standfirst.delivery.pages import StoredPage
from standfirst.delivery.versions import Versions
from tests.delivery.servers import until

pytestmark = pytest.mark.once


@pytest.fixture
def own(tmp_path):
    versions = Versions(tmp_path / "delivery" / "versions")
    versions.trust_until(float("inf"))
    return versions


@pytest.fixture
def files(own, tmp_path):
    return Files(tmp_path / "beside", tmp_path / "delivery" / "files.sqlite3", own)


def page(versions, key, *tags, body=b"<p>News</p>", until=float("inf"), headers=()):
    return StoredPage.made(
        key,
        [("X-Frame-Options", "SAMEORIGIN"), *(headers or [("Content-Type", "text/html; charset=utf-8")])],
        body,
        tags=set(tags),
        stamp=versions.stamp(),
        until=until,
        parameters=(),
        encodings=["br", "gzip"],
    )


def there(tmp_path):
    """Return what a web server would find."""
    found = []
    for directory, below, names in os.walk(tmp_path / "beside"):
        below[:] = [name for name in below if not name.startswith(".standfirst-")]
        found += [os.path.relpath(f"{directory}/{name}", tmp_path / "beside") for name in names]
    return sorted(found)


def test_a_page_is_two_files_until_it_is_dropped(files, own, tmp_path):
    files.keep(page(own, "courier.example /city/", "section:1", body=b"<p>City</p>"))
    files.keep(page(own, "courier.example /", "front:1"))
    city = tmp_path / "beside" / "courier.example" / "city"

    assert brotli.decompress((city / "index.html.br").read_bytes()) == b"<p>City</p>"
    assert gzip.decompress((city / "index.html.gz").read_bytes()) == b"<p>City</p>"

    own.touch(["section:1"])
    files.remove(["section:1"])
    assert there(tmp_path) == ["courier.example/index.html.br", "courier.example/index.html.gz"]
    assert not city.exists()


def test_what_was_rendered_before_a_drop_is_never_put_there_after_it(files, own, tmp_path):
    before = page(own, "courier.example /", "front:1")
    own.touch(["front:1"])
    files.remove(["front:1"])
    files.keep(before)

    assert there(tmp_path) == []


def test_writers_and_droppers_at_once_leave_nothing_stale(files, own, tmp_path):
    stop = threading.Event()
    other = Files(tmp_path / "beside", tmp_path / "delivery" / "files.sqlite3", own)  # as another process

    def write(files):
        while not stop.is_set():
            made = page(own, "courier.example /", "front:1", body=str(own.stamp()).encode())
            files.keep(made)

    writers = [threading.Thread(target=write, args=(one,)) for one in (files, other)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(150):
            own.touch(["front:1"])
            now = own.stamp()
            files.remove(["front:1"])
            for left in (tmp_path / "beside" / "courier.example").glob("*.br"):
                try:
                    said = int(brotli.decompress(left.read_bytes()))
                except FileNotFoundError:
                    continue
                assert said >= now
    finally:
        stop.set()
        for writer in writers:
            writer.join()


@pytest.mark.parametrize(
    "key",
    [
        "courier.example /a/../../etc/",
        "courier.example /.hidden/",
        "courier.example //a/",
        "courier.example /a//b/",
        "courier.example /no-slash",
        "courier.example /latest/?page=2",
        "courier.example /a/index.html.br/",
        "courier.example /a\0b/",
        "courier.example /" + "a" * 201 + "/",
        "courier.example /" + "a/" * 600,
        "courier.example /\xff\xfe/",
        ".. /a/",
        "a..b /a/",
        "courier.example:8000 /",
        "../up /",
        ".standfirst-1 /",
        " /",
    ],
)
def test_an_address_that_is_no_plain_path_has_no_file(files, own, tmp_path, key):
    files.keep(page(own, key, "front:1"))

    assert there(tmp_path) == []


def test_a_path_in_any_script_has_a_file(files, own, tmp_path):
    # As WSGI gives /ar/ثقافة/: decoded, each byte a letter.
    files.keep(page(own, "courier.example /ar/" + "ثقافة".encode().decode("latin-1") + "/", "front:1"))

    assert there(tmp_path)[0] == "courier.example/ar/ثقافة/index.html.br"


@pytest.mark.parametrize(
    "headers",
    [
        [("Content-Type", "application/xml")],
        [("Content-Type", "text/html; charset=utf-8"), ("X-Robots-Tag", "noindex")],
    ],
)
def test_a_page_that_says_more_than_a_server_would_has_no_file(files, own, tmp_path, headers):
    files.keep(page(own, "courier.example /feed/", "front:1", headers=headers))

    assert there(tmp_path) == []


def test_what_ends_to_be_true_by_itself_is_removed(files, own, tmp_path, time_machine):
    time_machine.move_to("2026-11-22 12:00:00+00:00", tick=False)
    noon = 1795348800
    files.keep(page(own, "courier.example /", "front:1", until=noon + 60))
    files.remove_ended()
    assert len(there(tmp_path)) == 2

    time_machine.shift(59)
    files.remove_ended()
    assert there(tmp_path) == []
    files.keep(page(own, "courier.example /", "front:1", until=noon + 60))
    assert there(tmp_path) == []


def test_two_files_of_one_page_go_with_the_first_that_ends(files, own, tmp_path, time_machine):
    time_machine.move_to("2026-11-22 12:00:00+00:00", tick=False)
    small = page(own, "courier.example /", "photo:1", until=1795348860)
    other = page(own, "courier.example /", "photo:2")
    del small.bodies["gzip"]
    files.keep(small)
    files.keep(other)
    assert len(there(tmp_path)) == 2

    time_machine.shift(59)
    files.remove_ended()
    assert there(tmp_path) == []


def test_nothing_stays_while_nothing_can_be_trusted(files, own, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_LOOK_EVERY", 0.01)
    files.keep(page(own, "courier.example /", "front:1"))
    files.start()
    own.trust_until(0)
    until(lambda: not there(tmp_path), "the files to go")
    files.keep(page(own, "courier.example /", "front:1"))

    assert there(tmp_path) == []


def test_a_process_of_the_program_before_writes_nothing_any_more(files, own, tmp_path):
    own.adopt("the program before")
    newer = Versions(tmp_path / "delivery" / "versions")
    newer.adopt("the next program")
    newer.trust_until(float("inf"))
    files.keep(page(own, "courier.example /", "front:1"))

    assert there(tmp_path) == []


@pytest.mark.parametrize("how", ["distrusted", "index lost", "index damaged"])
def test_a_start_trusts_only_what_the_index_says(files, own, tmp_path, how):
    index = tmp_path / "delivery" / "files.sqlite3"
    files.keep(page(own, "courier.example /", "front:1"))
    Files(tmp_path / "beside", index, own)
    assert len(there(tmp_path)) == 2

    if how == "distrusted":
        own.distrust()
    else:
        for path in index.parent.glob("files.sqlite3*"):
            path.unlink()
    if how == "index damaged":
        index.write_bytes(b"no database at all" * 100)
    again = Files(tmp_path / "beside", index, own)
    assert there(tmp_path) == []
    again.keep(page(own, "courier.example /", "front:1"))
    assert len(there(tmp_path)) == 2


def test_an_index_that_is_lost_while_processes_run_is_one_again_for_all(files, own, tmp_path):
    index = tmp_path / "delivery" / "files.sqlite3"
    other = Files(tmp_path / "beside", index, own)  # as another process
    files.keep(page(own, "courier.example /", "front:1"))
    for path in index.parent.glob("files.sqlite3*"):
        path.unlink()
    other.keep(page(own, "courier.example /city/", "section:1"))
    assert [file for file in there(tmp_path) if "city" not in file] == []

    files.remove(["section:1"])
    assert there(tmp_path) == []


def test_when_the_index_cannot_be_asked_everything_goes(files, own, tmp_path, monkeypatch):
    files.keep(page(own, "courier.example /", "front:1"))
    files.keep(page(own, "courier.example /city/", "section:1"))

    def broken(_index, _slots):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Addresses, "showing", broken)
    files.remove(["section:1"])

    assert there(tmp_path) == []


def test_a_full_disk_leaves_no_half_file(files, own, tmp_path, monkeypatch):
    def full(self, content):
        with self.open("wb") as part:
            part.write(content[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    files.keep(page(own, "courier.example /", "front:1"))

    assert there(tmp_path) == []
    assert not list((tmp_path / "beside").glob(".standfirst-part*"))


def test_there_are_no_more_pages_than_the_operator_allows(own, tmp_path):
    files = Files(tmp_path / "beside", tmp_path / "delivery" / "files.sqlite3", own, most=40)
    for number in range(128):
        files.keep(page(own, f"courier.example /{number}/", "front:1"))

    assert 20 <= len(there(tmp_path)) / 2 <= 40
    assert "courier.example/127/index.html.br" in there(tmp_path)


def test_a_change_of_everything_takes_no_time(files, own, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_MANY", 10)
    for number in range(20):
        files.keep(page(own, f"courier.example /{number}/", "editions"))
    own.touch(["editions"])
    files.remove(["editions"])

    assert there(tmp_path) == []
    until(lambda: not list((tmp_path / "beside").iterdir()), "the background to tidy up")


def test_two_versions_never_share_time_and_size(files, own, tmp_path):
    seen = set()
    for body in (b"<p>A</p>", b"<p>B</p>"):
        own.touch(["front:1"])
        files.remove(["front:1"])
        files.keep(page(own, "courier.example /", "front:1", body=body))
        facts = (tmp_path / "beside" / "courier.example" / "index.html.gz").stat()
        seen.add((int(facts.st_mtime), facts.st_size))

    assert len({size for _, size in seen}) == 1
    assert len(seen) == 2


def test_who_tidies_up_takes_nothing_from_whoever_is_moving(files, own, tmp_path):
    other = Files(tmp_path / "beside", tmp_path / "delivery" / "files.sqlite3", own)  # as another process
    for number in range(300):
        files.keep(page(own, f"courier-{number}.example /", "front:1"))
        (files, other)[number % 2].empty()

    assert there(tmp_path) == []
