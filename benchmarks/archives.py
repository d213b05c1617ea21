"""Archives to measure on, made where they are missing, and the machine that they were measured on."""

import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# One story in a hundred is in a second edition: a quiet one must not pay for its busy neighbour.
_QUIET_SHARE = 100


def environment_on_sqlite(directory: Path) -> dict[str, str]:
    """Return the environment in which Standfirst works on ``directory`` alone, with its own database."""
    environment = {
        **os.environ,
        "STANDFIRST_DATA": str(directory),
        "DJANGO_SETTINGS_MODULE": "standfirst.config.settings",
        "BASE_URL": "http://localhost",
        "LOG_LEVEL": "ERROR",
    }
    environment.pop("DATABASE_URL", None)
    return environment


def prepare_archive(environment: dict[str, str], directory: Path, stories: int) -> None:
    """Bring the database in ``environment`` up to date, with so many stories; ``directory`` remembers it."""
    manage = ("-m", "standfirst.config.cli", "manage")
    run_python(environment, *manage, "migrate", "--verbosity=0")
    run_python(environment, *manage, "collectstatic", "--noinput", "--verbosity=0")
    if not (directory / "generated").exists():
        quiet = stories // _QUIET_SHARE
        run_python(environment, *manage, "generate_stories", str(stories - quiet), "--edition=en")
        run_python(environment, *manage, "generate_stories", str(quiet), "--edition=fr", "--seed=2")
        (directory / "generated").touch()


def run_python(environment: dict[str, str], *arguments: str) -> None:
    """Run this Python with ``arguments`` to its end; raises CalledProcessError when it fails."""
    subprocess.run([sys.executable, *arguments], env=environment, cwd=ROOT, check=True)


def machine() -> Iterator[str]:
    """Return what the figures were taken on, as Markdown."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    yield f"- Taken {datetime.now(UTC):%Y-%m-%d %H:%M} UTC at commit {commit or 'unknown'}."
    cores = os.cpu_count()
    yield f"- {platform.system()} {platform.machine()}, {cores} cores, {memory:.0f} GiB, load {load}."
    yield f"- Python {platform.python_version()}."
