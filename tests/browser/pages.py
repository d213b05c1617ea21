"""One page of every kind in every edition, found by following the site's own links."""

import re
import urllib.request
from functools import cache
from urllib.error import HTTPError
from urllib.parse import quote

PREFIXES = {"en": "", "fr": "/fr", "ar": "/ar"}

_KINDS = {
    "story": re.compile(r"^/[^/]+/\d{8}\d+-[^/]+/$"),
    "changes": re.compile(r"^/[^/]+/\d{8}\d+-[^/]+/changes/"),
    "topic": re.compile(r"^/topics/[^/]+/$"),
    "author": re.compile(r"^/authors/[^/]+/$"),
    "day": re.compile(r"^/archive/\d{4}/\d\d/\d\d/$"),
    "project": re.compile(r"^/projects/[^/]+/$"),
}
_FIXED = {
    "front": "/",
    "latest": "/latest/",
    "latest by kind": "/latest/?kind=news",
    "corrections": "/corrections/",
    "privacy": "/privacy/",
    "standards": "/standards/",
    "not found": "/nothing/here/",
}


def fetch(address: str) -> tuple[int, str]:
    """Return status and body."""
    try:
        with urllib.request.urlopen(quote(address, safe=":/?=&%"), timeout=30) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


@cache
def one_of_each(base: str) -> dict[str, str]:
    """Return addresses by edition and kind, such as ``fr story video``."""
    found = {}
    for edition, prefix in PREFIXES.items():
        found |= {f"{edition} {kind}": f"{base}{prefix}{path}" for kind, path in _FIXED.items()}
        for address in _crawl(base, prefix):
            found |= _kinds_of(edition, base, prefix, address)
    return found


def _crawl(base: str, prefix: str) -> list[str]:
    """Return what the front page, the latest stories and these link to."""
    first = _links(base, prefix, f"{base}{prefix}/") | _links(base, prefix, f"{base}{prefix}/latest/")
    stories = sorted(path for path in first if _KINDS["story"].match(path))
    further = {link for path in stories for link in _links(base, prefix, f"{base}{prefix}{path}")}
    return sorted(first | further)


def _links(base: str, prefix: str, address: str) -> set[str]:
    _, body = fetch(address)
    paths = re.findall(r'href="(/[^"#]*)"', body)
    return {path.removeprefix(prefix) for path in paths if path.startswith(prefix + "/")}


def _kinds_of(edition: str, base: str, prefix: str, path: str) -> dict[str, str]:
    for kind, pattern in _KINDS.items():
        if pattern.match(path):
            name = f"{edition} {kind}"
            if kind == "story":
                _, body = fetch(f"{base}{prefix}{path}")
                told = re.search(r'class="story story-(\w+)"', body)
                name += f" {told.group(1)}" if told else ""
            return {name: f"{base}{prefix}{path}"}
    if re.fullmatch(r"/[^/?]+/", path) and path.strip("/") not in {
        "latest",
        "corrections",
        "privacy",
        "standards",
    }:
        return {f"{edition} section": f"{base}{prefix}{path}"}
    return {}
