"""How fast an archive comes in: ``python -m benchmarks.import_speed [--posts 20000]``.

Makes a WordPress export of posts as an old paper has them (600 words, classic and block editor by
turns, links, quotations, lists, captions, two categories, four tags of a few thousand), imports it into
an empty SQLite database, imports it again, and does both as dry runs; prints a table. The promise is 300
stories a second without pictures, by the clock on a machine that does nothing else; on one that is busy
the processor's seconds are the steadier figure.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROMISED = 300
_WORDS = (  # noqa: SIM905  (read as a sentence)
    "the harbour council voted on Tuesday to reopen the old ferry line between the island and the fish "
    "market after a night of argument about tides fares engines and who had promised what to whom while "
    "pilots dockers bakers and schoolchildren waited on the quay for an answer that nobody had written down"
).split()


def main() -> int:
    """Measure and print; 1 when the promise was not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--posts", type=int, default=20_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(STANDFIRST_DATA=folder, DJANGO_SETTINGS_MODULE="standfirst.config.settings")
        os.environ.pop("DATABASE_URL", None)
        file = Path(folder) / "archive.xml"
        write_export(file, given.posts)
        return _measure(file, given.posts)


def write_export(file: Path, posts: int) -> None:
    """Write an export of so many posts."""
    chance = random.Random(7)
    with file.open("w", encoding="utf-8") as out:
        out.write(_HEAD)
        for number in range(1, posts + 1):
            out.write(_item(chance, number))
        out.write("</channel>\n</rss>\n")


def _measure(file: Path, posts: int) -> int:
    from standfirst.config.preparing import prepare

    prepare(demo=False)
    size = file.stat().st_size / 1e6
    print(f"{posts} posts, {size:.0f} MB\n")
    print(f"{'':24}{'seconds':>9}{'stories/s':>11}{'MB/s':>7}{'of processor':>14}{'stories/s':>11}")
    rates = {name: _timed(name, run, posts, size) for name, run in _runs(file).items()}
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    kept = rates["first import"] >= PROMISED
    load = os.getloadavg()[0]
    print(f"promised {PROMISED} a second by the clock: {'kept' if kept else 'NOT KEPT'} (load {load:.1f})")
    return 0 if kept else 1


def _runs(file: Path) -> dict[str, Callable[[], object]]:
    from standfirst.editions.models import Edition
    from standfirst.interchange.formats.wordpress import read
    from standfirst.interchange.importing import Options, import_stories

    edition = Edition.objects.get()

    def once(*, dry: bool = False) -> object:
        report = import_stories(read(file, edition.zone), edition, Options(dry_run=dry))
        if report.failed:
            raise SystemExit(f"failed: {report.failed[:3]}")
        return report

    return {
        "reading only": lambda: sum(1 for _ in read(file, edition.zone)),
        "dry run": lambda: once(dry=True),
        "first import": once,
        "second, all unchanged": once,
    }


def _timed(name: str, run: Callable[[], object], posts: int, size: float) -> float:
    begun, worked = time.perf_counter(), time.process_time()
    run()
    took, work = time.perf_counter() - begun, time.process_time() - worked
    clock = f"{took:9.1f}{posts / took:11.0f}{size / took:7.1f}"
    print(f"{name:24}{clock}{work:14.1f}{posts / work:11.0f}", flush=True)
    return posts / took


def _words(chance: random.Random, count: int) -> str:
    text = " ".join(chance.choices(_WORDS, k=count))
    return text[0].upper() + text[1:] + "."


def _classic(chance: random.Random, number: int) -> str:
    parts = [_words(chance, 60) for _ in range(8)]
    parts[2] += ' <a href="https://old.example/?p=5">As we reported</a>, <em>and not only we</em>.'
    parts.insert(4, f"<blockquote>{_words(chance, 25)}</blockquote>")
    parts.insert(6, f"<h2>{_words(chance, 5)}</h2>")
    if number % 9 == 0:
        parts.append("[poll id=4]")
    return "\n\n".join(parts)


def _blocks(chance: random.Random, _number: int) -> str:
    parts = [f"<!-- wp:paragraph -->\n<p>{_words(chance, 60)}</p>\n<!-- /wp:paragraph -->" for _ in range(9)]
    items = "".join(f"<li>{_words(chance, 8)}</li>" for _ in range(3))
    parts.insert(3, f"<!-- wp:list -->\n<ul>{items}</ul>\n<!-- /wp:list -->")
    heading = f'<h2 class="wp-block-heading">{_words(chance, 4)}</h2>'
    parts.insert(5, f"<!-- wp:heading -->\n{heading}\n<!-- /wp:heading -->")
    return "\n\n".join(parts)


def _item(chance: random.Random, number: int) -> str:
    content = (_classic if number % 2 else _blocks)(chance, number)
    year, month, of_month = number % 20 + 2005, number % 12 + 1, number % 28 + 1
    day = f"{year}-{month:02}-{of_month:02} {number % 24:02}:{number % 60:02}:00"
    first = chance.randrange(12)
    sections = "".join(
        f'<category domain="category" nicename="section-{place}"><![CDATA[Section {place}]]></category>\n'
        for place in (first, (first + 3) % 12)
    )
    tags = "".join(
        f'<category domain="post_tag" nicename="tag-{tag}"><![CDATA[Tag {tag}]]></category>\n'
        for tag in {int(chance.paretovariate(0.6)) % 3000 for _ in range(4)}
    )
    return f"""<item>
<title><![CDATA[{_words(chance, 8)[:-1]} {number}]]></title>
<link>https://old.example/{day[:4]}/{day[5:7]}/story-{number}/</link>
<pubDate></pubDate>
<dc:creator><![CDATA[writer{number % 60}]]></dc:creator>
<guid isPermaLink="false">https://old.example/?p={number}</guid>
<description></description>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[{_words(chance, 20)}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date><![CDATA[{day}]]></wp:post_date>
<wp:post_date_gmt><![CDATA[{day}]]></wp:post_date_gmt>
<wp:post_name><![CDATA[story-{number}]]></wp:post_name>
<wp:status><![CDATA[publish]]></wp:status>
<wp:post_parent>0</wp:post_parent>
<wp:post_type><![CDATA[post]]></wp:post_type>
<wp:post_password><![CDATA[]]></wp:post_password>
{sections}{tags}</item>
"""


_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Archive</title>
<link>https://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
"""

if __name__ == "__main__":
    sys.exit(main())
