"""What needs Django waits for it; a process that cannot load it ends."""

import subprocess
import sys
import threading

import pytest

from standfirst.config.loading import Loading

pytestmark = pytest.mark.once


def test_whoever_asks_waits_until_it_is_there():
    go, got = threading.Event(), []
    loading = Loading(lambda: go.wait() and "site")
    asking = [threading.Thread(target=lambda: got.append(loading())) for _ in range(3)]
    for thread in asking:
        thread.start()
    assert got == []
    go.set()
    for thread in asking:
        thread.join()
    assert got == ["site"] * 3


@pytest.mark.parametrize(
    ("fault", "said"),
    [("1 / 0", "cannot be loaded: ZeroDivisionError"), ("sys.exit(3)", "cannot be loaded: SystemExit")],
)
def test_a_process_that_cannot_load_ends(fault, said):
    program = f"import sys; from standfirst.config.loading import Loading; Loading(lambda: {fault})()"
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )
    assert ended.returncode == 1
    assert said in ended.stderr.splitlines()[-1]
