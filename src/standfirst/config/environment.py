"""Every setting that an operator can make, in one place: environment variables, typed.

``docs/operations/settings.md`` is held to this list by a test.
"""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, its default as written, and what it does."""

    variable: str
    default: str
    meaning: str


SETTINGS = (
    Setting("STANDFIRST_DATA", "var", "Directory that holds the database, media, index and keys."),
    Setting(
        "DATABASE_URL",
        "sqlite:///<data>/standfirst.sqlite3",
        "Database: `sqlite:///path` or `postgres://user:password@host:port/name`.",
    ),
    Setting(
        "CACHE_URL",
        "locmemcache://",
        "Cache: `locmemcache://`, or `rediscache://host:6379/0` for Redis or Valkey.",
    ),
    Setting(
        "STORAGE_URL",
        "file://<data>/media",
        "Where photos are kept: `file:///directory`, or"
        " `s3://bucket?endpoint=https://host&region=name&public=https://images.host`"
        " (keys from the usual `AWS_` variables).",
    ),
    Setting(
        "EMAIL_URL",
        "consolemail://",
        "Outgoing mail: `consolemail://`, `filemail:///directory`, `smtp+tls://user:password@host:587`.",
    ),
    Setting(
        "SECRET_KEY",
        "made on first start, kept in <data>/secret-key",
        "Signs sessions and links; at least 50 characters.",
    ),
    Setting(
        "ALLOWED_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "Host names that the site answers to, separated by commas.",
    ),
    Setting(
        "BASE_URL",
        "http://localhost:8000",
        "The site's public address, without a slash at the end;"
        " `https://` switches secure cookies and HSTS on.",
    ),
    Setting("WEB_WORKERS", "1", "Web processes of `standfirst up`."),
    Setting("WEB_THREADS", "8", "Threads in each web process; three of them at most render pages."),
    Setting("PAGE_STORE_PAGES", "10000", "Most ready pages that this machine keeps on disk."),
    Setting("PAGE_STORE_MEMORY", "32", "Most memory for ready pages in each web process, in MiB."),
    Setting(
        "DELIVERY_FILES",
        "",
        "Directory for ready pages as `.br` and `.gz` files that a web server in front sends itself;"
        " empty: none.",
    ),
    Setting(
        "DOWNSTREAM_URL",
        "null://",
        "The cache in front that is told which pages changed: `varnish://host:port`,"
        " `fastly://service`, `cloudflare://zone`, `cloudfront://distribution`"
        " (their tokens from `DOWNSTREAM_TOKEN`, for CloudFront from the usual `AWS_` variables)"
        " or `null://` for none.",
    ),
    Setting("DOWNSTREAM_TOKEN", "", "The token by which that cache knows us."),
    Setting("LOG_FORMAT", "text", "`text` for people, `json` for machines."),
    Setting(
        "LOG_LEVEL", "WARNING", "Least severe message that is logged: `DEBUG`, `INFO`, `WARNING` or `ERROR`."
    ),
    Setting("DEBUG", "false", "Tracebacks in the browser; never in public."),
)

_DEFAULTS = {setting.variable: setting.default for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of this process, parsed."""

    data: Path
    database_url: str
    cache_url: str
    storage_url: str
    email_url: str
    secret_key: str
    allowed_hosts: tuple[str, ...]
    base_url: str
    web_workers: int
    web_threads: int
    page_store_pages: int
    page_store_memory: int
    delivery_files: str
    downstream_url: str
    downstream_token: str
    log_format: str
    log_level: str
    debug: bool

    @property
    def secure(self) -> bool:
        """Whether readers come over HTTPS."""
        return self.base_url.startswith("https://")


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Return the settings that ``variables`` make, with defaults for what is absent.

    Raises ImproperlyConfigured with a sentence that names the variable and what it may be.
    """

    def value(variable: str) -> str:
        return variables.get(variable) or _DEFAULTS[variable]

    data = Path(value("STANDFIRST_DATA")).expanduser().absolute()
    return Environment(
        data=data,
        database_url=variables.get("DATABASE_URL") or f"sqlite:///{data / 'standfirst.sqlite3'}",
        cache_url=value("CACHE_URL"),
        storage_url=variables.get("STORAGE_URL") or f"file://{data / 'media'}",
        email_url=value("EMAIL_URL"),
        secret_key=variables.get("SECRET_KEY") or _kept_key(data),
        allowed_hosts=tuple(host.strip() for host in value("ALLOWED_HOSTS").split(",") if host.strip()),
        base_url=_base_url(value("BASE_URL")),
        web_workers=_positive("WEB_WORKERS", value("WEB_WORKERS")),
        web_threads=_positive("WEB_THREADS", value("WEB_THREADS")),
        page_store_pages=_positive("PAGE_STORE_PAGES", value("PAGE_STORE_PAGES")),
        page_store_memory=_positive("PAGE_STORE_MEMORY", value("PAGE_STORE_MEMORY")),
        delivery_files=_directory("DELIVERY_FILES", value("DELIVERY_FILES")),
        downstream_url=_downstream(value("DOWNSTREAM_URL"), value("DOWNSTREAM_TOKEN")),
        downstream_token=value("DOWNSTREAM_TOKEN"),
        log_format=_one_of("LOG_FORMAT", value("LOG_FORMAT"), ("text", "json")),
        log_level=_one_of("LOG_LEVEL", value("LOG_LEVEL").upper(), ("DEBUG", "INFO", "WARNING", "ERROR")),
        debug=_one_of("DEBUG", value("DEBUG").lower(), ("true", "false")) == "true",
    )


def _kept_key(data: Path) -> str:
    """Return the key of this data directory, made on first use, readable by its owner only.

    It is written under another name first: who reads it at the same time finds all of it or nothing.
    """
    path = data / "secret-key"
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _put_key(path)
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"STANDFIRST_DATA: cannot write to {data}: {error.strerror}.") from None


def _put_key(path: Path) -> None:
    """Write a new key to ``path``, unless another process was quicker."""
    descriptor, name = tempfile.mkstemp(prefix=".secret-key-", dir=path.parent)  # 0600
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()


def _base_url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"BASE_URL must begin with http:// or https://, not “{text}”.")
    return text.rstrip("/")


def _positive(variable: str, text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ImproperlyConfigured(f"{variable} must be a whole number from 1, not “{text}”.")
    return int(text)


def _directory(variable: str, text: str) -> str:
    if text and not Path(text).is_absolute():
        raise ImproperlyConfigured(
            f"{variable} must be a whole path, such as /var/cache/pages, not “{text}”."
        )
    return text


def _downstream(url: str, token: str) -> str:
    if url != _DEFAULTS["DOWNSTREAM_URL"]:
        from standfirst.delivery.downstream import downstream_of  # most have none, and start without it

        try:
            downstream_of(url, token)
        except ValueError as reason:
            raise ImproperlyConfigured(str(reason)) from None
    return url


def _one_of(variable: str, text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise ImproperlyConfigured(f"{variable} must be one of {', '.join(choices)}, not “{text}”.")
    return text
