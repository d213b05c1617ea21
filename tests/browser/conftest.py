"""A whole Standfirst with its demo editions, started as a user starts it, and a browser to look at it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))


@dataclass(frozen=True)
class Site:
    base: str
    data: Path
    desk_password: str


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """Start ``standfirst up`` in a directory of its own; at the end it must stop cleanly on Ctrl-C."""
    data = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS"}
    }
    process = subprocess.Popen(
        [Path(sys.executable).with_name("standfirst"), "up", "--port", str(port), "--data", data],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    password = re.search(r"password (\S+),", "".join(said))
    if not password:
        pytest.fail("standfirst up did not start:\n" + "".join(said))
    # Keep reading, or the server would block on a full pipe.
    reader = threading.Thread(target=lambda: said.extend(process.stdout), daemon=True)
    reader.start()
    yield Site(f"http://localhost:{port}", data, password.group(1))
    process.send_signal(signal.SIGINT)
    status = process.wait(timeout=60)
    reader.join(timeout=10)
    process.stdout.close()
    assert status == 0, "".join(said[-50:])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's event loop lives in this thread; Django's own check would take it for an async view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield started
        started.close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()
