"""Turns at rendering: one process at a time, and none that is killed keeps its turn."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from standfirst.delivery import flights
from standfirst.delivery.flights import Flights


def _hold(path: Path, taken, let_go) -> None:
    with Flights(path).turn("testserver /"):
        taken.set()
        let_go.wait(20)


@pytest.mark.parametrize("ending", ["let go", "killed"])
def test_another_process_waits_until_the_turn_is_free(tmp_path, monkeypatch, ending):
    monkeypatch.setattr(flights, "PATIENCE", 0.05)
    context = multiprocessing.get_context("spawn")
    taken, let_go = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path / "flights", taken, let_go))
    other.start()
    assert taken.wait(20)
    ours = Flights(tmp_path / "flights")

    with ours.turn("testserver /") as turn:
        assert not turn
    with ours.turn("testserver /latest/") as turn:
        assert turn

    if ending == "killed":
        os.kill(other.pid, signal.SIGKILL)
    else:
        let_go.set()
    other.join(20)
    with ours.turn("testserver /") as turn:
        assert turn
