"""The counters that all processes of a machine share."""

import multiprocessing
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.delivery import versions as module
from standfirst.delivery.versions import Versions, slots_of

TAGS = st.sampled_from([f"story:{number}" for number in range(12)])


@given(
    st.lists(st.tuples(st.sampled_from(["render", "touch", "distrust"]), st.sets(TAGS, min_size=1))),
)
def test_a_page_holds_exactly_until_one_of_its_tags_is_touched(steps):
    versions = Versions.in_memory()
    pages: list[tuple[int, set[str], bool]] = []
    for step, tags in steps:
        if step == "render":
            pages.append((versions.stamp(), tags, True))
        elif step == "touch":
            versions.touch(tags)
            pages = [(stamp, own, true and not own & tags) for stamp, own, true in pages]
        else:
            versions.distrust()
            pages = [(stamp, own, False) for stamp, own, _ in pages]
        for stamp, own, true in pages:
            assert versions.holds(stamp, slots_of(own)) == true


def test_two_tags_in_one_slot_cost_a_rendering_never_a_stale_page(monkeypatch):
    monkeypatch.setattr(module, "SLOTS", 1)
    versions = Versions.in_memory()
    stamp = versions.stamp()
    versions.touch(["story:1"])

    assert not versions.holds(stamp, slots_of(["story:2"]))


def _touch_often(path: Path) -> None:
    versions = Versions(path)
    for _ in range(500):
        versions.touch(["story:1"])


def test_no_touch_of_any_process_is_lost(tmp_path):
    path = tmp_path / "versions"
    versions = Versions(path)
    before = versions.stamp()
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_touch_often, args=(path,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(30)

    assert versions.stamp() == before + 1_000
    assert not versions.holds(before, slots_of(["story:1"]))
    assert versions.holds(before, slots_of(["story:2"]))


@pytest.mark.parametrize("change", ["identity", "machine", "file"])
def test_another_program_or_a_machine_that_was_off_trusts_nothing_it_held(tmp_path, monkeypatch, change):
    path = tmp_path / "versions"
    first = Versions(path)
    first.adopt("one program")
    stamp = first.stamp()
    same = Versions(path)
    same.adopt("one program")
    assert same.holds(stamp, ())

    if change == "machine":
        monkeypatch.setattr(module, "_boot", lambda: "another boot")
    if change == "file":
        path.unlink()
    other = Versions(path)
    other.adopt("another program" if change == "identity" else "one program")

    assert not other.holds(stamp, ())
    assert other.horizon() == -1


def test_trust_ends_where_nothing_is_heard():
    versions = Versions.in_memory()
    assert not versions.trusted()
    versions.trust_until(float("inf"))
    assert versions.trusted()
    versions.trust_until(1)
    assert not versions.trusted()


def test_no_drop_counts_as_applied_once_another_database_may_number_them():
    versions = Versions.in_memory()
    versions.touch(["story:1"], drop=41)
    assert versions.was_applied(41)
    versions.distrust()

    assert not versions.was_applied(41)


def test_a_page_of_counters_that_were_lost_is_not_true_though_the_clock_was_set_back(tmp_path, time_machine):
    path = tmp_path / "versions"
    time_machine.move_to("2026-11-22", tick=False)
    stamp = Versions(path).stamp()
    path.unlink()
    time_machine.move_to("1970-01-02", tick=False)

    assert not Versions(path).holds(stamp, slots_of(["story:1"]))


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="the system gives no blocks ahead of time")
def test_a_disk_that_is_full_later_kills_nobody_who_drops(tmp_path):
    Versions(tmp_path / "versions")
    facts = (tmp_path / "versions").stat()

    assert facts.st_blocks * 512 >= facts.st_size


def test_what_is_older_than_a_time_of_which_nothing_was_heard_is_not_shown_stale():
    versions = Versions.in_memory()
    stamp = versions.stamp()
    versions.distrust()
    assert versions.may_be_shown_stale(stamp, slots_of(["story:1"]))
    versions.distrust(unheard=True)
    assert not versions.may_be_shown_stale(stamp, slots_of(["story:1"]))
