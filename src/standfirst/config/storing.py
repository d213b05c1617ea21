"""Where photos are kept: originals privately, renditions for everyone to fetch."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured

Storage = dict[str, Any]

_LOCAL = "django.core.files.storage.FileSystemStorage"
_S3 = "storages.backends.s3.S3Storage"
# A rendition's name is made of its content: it never changes.
_FOR_EVER = {"CacheControl": "public, max-age=31536000, immutable"}


def storages_of(url: str, media_address: str) -> dict[str, Storage]:
    """Return Django's ``default`` (private) and ``public`` storages for STORAGE_URL.

    Raises ImproperlyConfigured with a sentence for any other scheme than ``file`` and ``s3``.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return _in_directory(Path(parts.path), media_address)
    if parts.scheme == "s3" and parts.hostname:
        return _in_bucket(parts)
    raise ImproperlyConfigured(f"STORAGE_URL must begin with file:// or s3://, not “{url}”.")


def image_origins(url: str) -> list[str]:
    """Return the origins, beside the site itself, that photos are fetched from."""
    parts = urlsplit(url)
    query = _query(parts)
    origin = urlsplit(query.get("public") or query.get("endpoint") or "")
    if origin.netloc:
        return [f"{origin.scheme}://{origin.netloc}"]
    return [f"https://{parts.hostname}.s3.amazonaws.com"] if parts.scheme == "s3" else []


def _in_directory(directory: Path, media_address: str) -> dict[str, Storage]:
    # Locations are text: Wagtail hands a storage's options to the worker as JSON.
    return {
        "default": {
            "BACKEND": _LOCAL,
            "OPTIONS": {"location": str(directory / "originals"), "base_url": None},
        },
        "public": {
            "BACKEND": _LOCAL,
            "OPTIONS": {"location": str(directory / "public"), "base_url": media_address},
        },
    }


def _in_bucket(parts: SplitResult) -> dict[str, Storage]:
    query = _query(parts)
    common = {
        "bucket_name": parts.hostname,
        "endpoint_url": query.get("endpoint"),
        "region_name": query.get("region"),
        "file_overwrite": False,
    }
    shown = urlsplit(query.get("public", ""))
    domain = {"custom_domain": shown.netloc, "url_protocol": f"{shown.scheme}:"} if shown.netloc else {}
    return {
        "default": {"BACKEND": _S3, "OPTIONS": {**common, "location": "originals"}},
        "public": {
            "BACKEND": _S3,
            "OPTIONS": {
                **common,
                "location": "public",
                "querystring_auth": False,
                "object_parameters": _FOR_EVER,
                **domain,
            },
        },
    }


def _query(parts: SplitResult) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(parts.query).items()}
