"""The store's bounds: memory, number of pages, and who has to go."""

import os
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest

from standfirst.delivery.pages import StoredPage
from standfirst.delivery.store import SHELVES, PageStore
from standfirst.delivery.versions import Versions


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    found = Versions(tmp_path / "versions")
    found.trust_until(float("inf"))
    return found


def page(key: str, versions: Versions, size: int = 2_000) -> StoredPage:
    return StoredPage.made(
        key,
        [("Content-Type", "text/html")],
        random.Random(key).randbytes(size),  # noqa: S311
        tags={f"story:{key}"},
        stamp=versions.stamp(),
        until=float("inf"),
        parameters=(),
        encodings=["gzip"],
    )


def kept(directory: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(directory))


def test_a_scanner_cannot_fill_the_disk_nor_push_out_what_is_read(tmp_path, versions):
    store = PageStore(tmp_path / "pages", versions, memory=1, pages=2 * SHELVES)
    store.put(page("/read/", versions))
    assert store.get("/read/")
    for number in range(3_000):
        store.put(page(f"/scan/{number}/", versions, 100))

    assert kept(tmp_path / "pages") <= 2 * SHELVES
    assert store.get("/read/")


def test_memory_holds_what_is_used_again(tmp_path, versions):
    store = PageStore(tmp_path / "pages", versions, memory=50_000)
    store.put(page("/hot/", versions))
    for number in range(100):
        store.put(page(f"/{number}/", versions))
        assert store.held("/hot/")

    assert not store.held("/0/")
    assert store.get("/0/"), "it is on disk still"


def test_memory_is_bounded_though_pages_are_packed_anew(tmp_path, versions):
    store = PageStore(tmp_path / "pages", versions, memory=50_000)
    for number in range(100):
        store.put(page(f"/{number}/", versions))
        store.put(store.get(f"/{number}/").packed_for("br"))

    held = [one for number in range(100) if (one := store.held(f"/{number}/"))]
    assert held
    assert sum(one.size for one in held) <= 50_000


def test_what_is_packed_anew_does_not_take_the_place_of_what_is_newer(tmp_path, versions):
    store = PageStore(tmp_path / "pages", versions)
    before = page("/story/", versions)
    store.put(before)
    versions.touch(["story:/story/"])
    store.put(page("/story/", versions))
    store.put(before.packed_for("br"))

    assert store.held("/story/")
    assert PageStore(tmp_path / "pages", versions).get("/story/")


def test_what_has_ended_already_takes_no_room(tmp_path, versions):
    store = PageStore(tmp_path / "pages", versions)
    store.put(replace(page("/?p=1", versions), until=time.time()))

    assert kept(tmp_path / "pages") == 0


def test_a_process_of_the_program_before_keeps_nothing_for_the_next(tmp_path, versions):
    versions.adopt("the program before")
    versions.trust_until(float("inf"))
    store = PageStore(tmp_path / "pages", versions)
    newer = Versions(tmp_path / "versions")
    newer.adopt("the next program")
    newer.trust_until(float("inf"))
    store.put(page("/story/", versions))

    assert not PageStore(tmp_path / "pages", newer).get("/story/")


def test_a_disk_that_cannot_be_written_costs_only_the_copy_there(tmp_path, versions, caplog):
    (tmp_path / "pages").write_text("a file in the way")
    store = PageStore(tmp_path / "pages", versions)
    store.put(page("/story/", versions))

    assert store.get("/story/")
    assert "not kept on disk" in caplog.text


def test_remains_of_a_killed_writer_are_swept(tmp_path, versions):
    store = PageStore(tmp_path / "pages", versions)
    store.put(page("/story/", versions))
    (file,) = (path for path in (tmp_path / "pages").rglob("*") if path.is_file())
    abandoned = file.with_name("0-1-2.part")
    abandoned.write_bytes(b"half")
    os.utime(abandoned, (0, 0))
    store.put(page("/story/", versions))

    assert not abandoned.exists()
    assert store.get("/story/")
