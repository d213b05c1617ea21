"""Making a data directory ready: database, assets, first content; skipped when nothing changed."""

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent.parent


def is_prepared(data: Path, database_url: str) -> bool:
    """Return whether ``data`` was made ready by this very code; asks no Django, so it is quick.

    A database server is asked every time: it may have been changed from elsewhere.
    """
    if database_url and not database_url.startswith("sqlite:"):
        return False
    stamp = data / "prepared"
    return (
        stamp.is_file()
        and (data / "standfirst.sqlite3").is_file() == (not database_url)
        and stamp.read_text() == fingerprint()
    )


def fingerprint() -> str:
    """Return a digest of all that preparing depends on: migrations, assets, library versions."""
    digest = hashlib.sha256()
    for library in ("django", "wagtail", "django-tasks-db"):
        digest.update(f"{library} {version(library)}\n".encode())
    for pattern in ("*/migrations/*.py", "*/static/**/*"):
        for path in sorted(_PACKAGE.glob(pattern)):
            if path.is_file():
                facts = path.stat()
                digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def prepare(*, demo: bool, say: Callable[[str], None] = lambda _words: None) -> None:
    """Migrate the database, collect the assets and, into a site without an edition, load one.

    With ``demo`` these are the demo editions; without it a single empty one.
    """
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from standfirst.editions.models import Edition

    data = settings.ENVIRONMENT.data
    url = os.environ.get("DATABASE_URL", "")
    if not is_prepared(data, url):
        say("preparing the database")
        keep_to_the_owner(settings.DATABASES["default"])
        call_command("migrate", interactive=False, verbosity=0)
        say("collecting assets")
        call_command("collectstatic", interactive=False, verbosity=0)
        (data / "prepared").write_text(fingerprint())
    if not Edition.objects.exists():
        _load_first_content(demo=demo, say=say)


def keep_to_the_owner(database: Mapping[str, Any]) -> None:
    """Make an SQLite file that its owner alone can read: it holds sessions, drafts and hashed passwords."""
    if database["ENGINE"].endswith("sqlite3") and not Path(database["NAME"]).exists():
        Path(database["NAME"]).touch(mode=0o600)


def _load_first_content(*, demo: bool, say: Callable[[str], None]) -> None:
    from standfirst.editions.models import Edition

    if not demo:
        Edition.objects.create(code="en", name="Standfirst", language="en")
        return
    from standfirst.interchange.demo import load_demo

    say("loading the demo editions")
    load_demo(progress=sys.stderr.isatty())
