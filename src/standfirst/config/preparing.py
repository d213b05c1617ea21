"""Making a data directory ready: database, assets, first content; skipped when nothing changed.

``python -m standfirst.config.preparing`` does it in a process of its own, which takes Django with it when
it ends. Imported, this module loads nothing of Django before it is needed.
"""

import argparse
import hashlib
import importlib.util
import os
import secrets
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

DESK_USER = "desk"
_PACKAGE = Path(__file__).resolve().parent.parent


def is_prepared(data: Path, database_url: str) -> bool:
    """Return whether ``data`` was made ready by this very code for this database; asks no Django.

    A database server may have been changed from elsewhere since: ``prepare`` asks it every time.
    """
    stamp = data / "prepared"
    if not stamp.is_file() or stamp.read_text() != fingerprint(database_url):
        return False
    return is_on_a_server(database_url) or _database_file(data, database_url).is_file()


def is_on_a_server(database_url: str) -> bool:
    """Return whether the database is more than a file of this machine."""
    return bool(database_url) and not database_url.startswith("sqlite:")


def fingerprint(database_url: str) -> str:
    """Return a digest of all that preparing depends on: migrations, assets, libraries, which database."""
    digest = hashlib.sha256(f"{database_url}\n".encode())
    for line in program("*/migrations/*.py", "*/static/**/*"):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def program(*patterns: str) -> list[str]:
    """Return a text of what is installed, and of each file of ours that matches: others once it changed."""
    files = (path for pattern in patterns for path in sorted(_PACKAGE.glob(pattern)) if path.is_file())
    states = ((path, path.stat()) for path in files)
    return [*_libraries(), *(f"{path} {facts.st_size} {facts.st_mtime_ns}" for path, facts in states)]


def prepare(*, demo: bool, say: Callable[[str], None] = lambda _words: None) -> None:
    """Migrate the database, collect the assets and, into a site without an edition, load one.

    With ``demo`` these are the demo editions; without it a single empty one.
    """
    import django

    url = os.environ.get("DATABASE_URL", "")
    if url and not url.startswith(("sqlite:", "postgres:", "postgresql:")):
        raise ValueError(
            f"DATABASE_URL must begin with sqlite: or postgres:, not “{url.partition(':')[0]}:”."
        )
    django.setup()
    from django.conf import settings

    from standfirst.editions.models import Edition

    data = settings.ENVIRONMENT.data
    if not is_prepared(data, url):
        say("preparing the database")
        keep_to_the_owner(settings.DATABASES["default"])
        _migrate()
        say("collecting assets")
        _collect_assets(Path(settings.STATIC_ROOT))
        (data / "prepared").write_text(fingerprint(url))
    elif is_on_a_server(url) and not _is_migrated():
        say("preparing the database")
        _migrate()
    if not Edition.objects.exists():
        _load_first_content(demo=demo, say=say)


def keep_to_the_owner(database: Mapping[str, Any]) -> None:
    """Make an SQLite file that its owner alone can read: it holds sessions, drafts and hashed passwords."""
    if database["ENGINE"].endswith("sqlite3") and not Path(database["NAME"]).exists():
        Path(database["NAME"]).touch(mode=0o600)


def open_desk() -> str:
    """Give the account ``desk`` a password for this run and return it; it is kept nowhere but as a hash.

    Empty where the newsroom has administrators of its own: then ``desk`` cannot be used.
    """
    from django.contrib.auth.models import User

    administrators = User.objects.filter(is_superuser=True, is_active=True)
    if administrators.exclude(username=DESK_USER).exists():
        User.objects.filter(username=DESK_USER).update(is_active=False)
        return ""
    password = secrets.token_urlsafe(12)
    account, _ = User.objects.get_or_create(username=DESK_USER)
    account.is_superuser = account.is_staff = account.is_active = True
    account.set_password(password)
    account.save()
    return password


def main() -> int:
    """Make the data directory ready, and with ``--welcome`` say where to look; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m standfirst.config.preparing", description=__doc__)
    parser.add_argument("--empty", action="store_true", help="do not load the demo editions")
    parser.add_argument("--welcome", type=int, metavar="PORT", help="open the desk and say where to look")
    options = parser.parse_args()
    try:
        prepare(demo=not options.empty, say=lambda words: print(f"… {words}", flush=True))
        if options.welcome:
            print(_welcome(options.welcome, open_desk()), flush=True)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is said in a sentence)
        print(f"standfirst: {_sentence(error)}", file=sys.stderr)
        return 1
    return 0


def _sentence(error: Exception) -> str:
    said = " ".join(str(error).split()) or type(error).__name__
    return f"the database of DATABASE_URL: {said}" if type(error).__name__ == "OperationalError" else said


def _welcome(port: int, password: str) -> str:
    from standfirst.editions.models import Edition

    base = f"http://localhost:{port}"
    account = f"  (user {DESK_USER}, password {password}, for this run only)" if password else ""
    editions = [f"  {edition.name}: {base}{edition.path('/')}" for edition in Edition.objects.filter(host="")]
    return "\n".join([*editions, f"  Desk: {base}/desk/{account}", "Ctrl-C stops it."])


def _libraries() -> list[str]:
    """Return names and versions of what is installed, as the names of their records say."""
    found = importlib.util.find_spec("django")
    if found is None or found.origin is None:
        return []
    return sorted(path.name for path in Path(found.origin).parent.parent.glob("*.dist-info"))


def _database_file(data: Path, database_url: str) -> Path:
    path = database_url.partition("///")[2].partition("?")[0]
    return Path(path) if path else data / "standfirst.sqlite3"


def _is_migrated() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _collect_assets(directory: Path) -> None:
    from django.core.management import call_command

    from standfirst.config.assets import pack

    call_command("collectstatic", interactive=False, verbosity=0)
    pack(directory)


def _load_first_content(*, demo: bool, say: Callable[[str], None]) -> None:
    from standfirst.editions.models import Edition

    if not demo:
        Edition.objects.create(code="en", name="Standfirst", language="en")
        return
    from standfirst.interchange.demo import load_demo

    say("loading the demo editions")
    load_demo(progress=sys.stderr.isatty())


if __name__ == "__main__":
    sys.exit(main())
