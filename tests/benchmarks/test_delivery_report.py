"""What the page store's benchmark reports is what was measured: ratios, errors, stale pages, misses."""

import gzip
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks.delivery import crowd, hits
from benchmarks.delivery.asking import Answer, Load, ask_for, request_for, take_answer
from benchmarks.delivery.command import Figure, Report
from benchmarks.delivery.editing import Floor, headline, number_on, publish
from benchmarks.delivery.loading import load_of_wrk
from benchmarks.delivery.processes import Program
from benchmarks.delivery.yardsticks import Ready, Yardstick
from tests import factories

pytestmark = pytest.mark.once

STORY = 7

WRK = """Running 2s test @ http://127.0.0.1:8000/story/
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   512.21us    1.05ms  20.68ms   98.13%
  Latency Distribution
     50%  410.00us
     75%  515.00us
     90%  620.00us
     99%    4.59ms
  64812 requests in 2.00s, 420.31MB read
  Socket errors: connect 0, read 1, write 0, timeout 2
  Non-2xx or 3xx responses: 4
Requests/sec:  32405.66
"""


@contextmanager
def serving(body=b"", status=200, silent=False, hurried=False):
    """Serve ``body`` packed, over connections kept alive unless ``hurried``; give the port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            if silent:
                ended.wait()
                return
            packed = gzip.compress(body)
            self.send_response(status)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(packed)))
            self.end_headers()
            self.wfile.write(packed)
            self.close_connection = hurried

        def log_message(self, *_words):
            """Say nothing."""

    ended = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_port
    finally:
        ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def await_that(condition):
    """Wait until ``condition`` holds; return whether it ever did."""
    deadline = time.monotonic() + 30
    while not condition() and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    return condition()


def has_ended(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def turns(*microseconds):
    load = Load(requests=2000, seconds=2.0, median=0.001, p99=0.002)
    return [hits.Turn(one / 1e6, load) for one in microseconds]


def test_ratios_are_taken_round_by_round():
    measure = hits.Server("nginx", None, 1, "/", turns={200: turns(10, 30, 10), 304: turns(10, 10, 10)})
    ours = hits.Server("ours", None, 2, "/", turns={200: turns(20, 30, 40), 304: []})
    compared = hits.Compared(
        16, [measure, ours], Ready(b"page", b"p"), "/story/", ["Varnish: is not installed"]
    )

    assert compared.ratios(ours, 200) == [0.5, 1.0, 0.25]
    lines = list(hits.table(compared))
    assert any(
        line.startswith("| ours | 30.0 | 0.50 (0.25–1.00) | 1,000 | 1.00 | 2.00 | – |") for line in lines
    )
    assert "- Varnish: is not installed." in lines


def test_what_wrk_says_is_understood():
    load = load_of_wrk(WRK)

    assert (load.requests, load.seconds, load.median, load.p99) == (64812, 2.0, 0.00041, 0.00459)
    assert load.errors == 7


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nETag: x\r\n\r\nabc", (200, b"abc")),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x\r\nc\r\n0\r\n\r\n",
            (200, b"abc"),
        ),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n", (304, b"")),
    ],
)
def test_an_answer_is_taken_when_it_is_whole(sent, answer):
    for end in range(len(sent)):
        assert take_answer(bytearray(sent[:end])) is None

    received = bytearray(sent + b"HTTP/1.1 200")
    taken = take_answer(received)
    assert (taken.status, taken.body) == answer
    assert received == b"HTTP/1.1 200"


def test_refusals_are_errors_of_a_load():
    with serving(b"page") as port:
        load = ask_for(port, request_for(port, "/überall/"), seconds=0.1, connections=2)
    assert load.requests > load.errors == 0
    assert 0 < load.median <= load.p99 < load.seconds

    with serving(status=503) as port:
        load = ask_for(port, request_for(port, "/"), seconds=0.1, connections=2)
    assert load.errors == load.requests > 0


def test_a_page_is_packed_once():
    plain = Answer(200, {}, b"page")
    packed = Answer(200, {"content-encoding": "gzip"}, gzip.compress(b"page"))

    assert gzip.decompress(Ready.of(plain).packed) == b"page"
    assert Ready.of(packed) == Ready(b"page", packed.body)


def test_a_program_is_counted_with_what_it_starts(tmp_path):
    busy = f"import subprocess; subprocess.run([{sys.executable!r}, '-c', 'while True: pass'])"

    with Program([sys.executable, "-c", busy], log=tmp_path / "said") as program:
        assert await_that(lambda: program.cpu() >= 0.3)
        _, child = program.ids()
        assert len(program.memory()) == 2
        assert program.pss() > 0
    assert await_that(lambda: has_ended(child))


def test_what_is_missing_is_said_and_done_without(monkeypatch, tmp_path):
    absent = Yardstick("a server", ("sh", "no-such-program"), None)
    cache = Yardstick("a cache", ("sh",), None, is_cache=True)
    monkeypatch.setattr(hits, "YARDSTICKS", (absent, cache))

    with ExitStack() as stack:
        servers, left_out = hits.start_yardsticks(stack, tmp_path, None)

    assert servers == []
    assert left_out == [
        "a server: not installed: no-such-program",
        "a cache: has no origin to fetch the page from",
    ]


def readers_on(port, floor, seconds=0.25, rate=40):
    with crowd.Crowd(port, 4, rate, floor, ["/"], STORY) as readers:
        readers.read(seconds)
        return readers.findings


def test_a_page_older_than_what_was_published_is_stale(tmp_path):
    floor = Floor(tmp_path / "floor")
    floor.number = 5

    with serving(f"{headline(STORY, 5)} {headline(STORY, 6)}".encode()) as port:
        found = readers_on(port, floor)
        assert found.answers > 0
        assert found.stale == 0
        floor.number = 6
        found = readers_on(port, floor)
    assert found.stale == found.answers > 0
    assert found.examples[0] == "/: 5 though 6 was published"


def test_readers_who_are_refused_or_never_answered_count(tmp_path, monkeypatch):
    monkeypatch.setattr(crowd, "_LAST_WITHIN", 0.1)
    floor = Floor(tmp_path / "floor")

    with serving(status=500) as port:
        found = readers_on(port, floor)
    assert found.errors["status 500"] == found.answers > 0
    with serving(silent=True) as port:
        found = readers_on(port, floor)
    assert 0 < found.errors["no answer"] <= 4


def test_a_connection_that_is_closed_between_two_questions_is_no_error(tmp_path, monkeypatch):
    # All ask at once, and nobody again before the connection is closed.
    monkeypatch.setattr(crowd.random, "random", lambda: 1.0)
    monkeypatch.setattr(crowd.random, "uniform", lambda _least, _most: 60.0)
    with serving(b"page", hurried=True) as port:
        found = readers_on(port, Floor(tmp_path / "floor"), rate=1)

    assert found.idle_closed > 0
    assert not found.errors


def test_the_oldest_headline_on_a_page_decides():
    page = f"<title>{headline(STORY, 12)}</title> {headline(STORY, 11)} {headline(8, 3)}".encode()

    assert number_on(page, STORY) == 11
    assert number_on(page, 9) == 0


@pytest.mark.django_db
def test_an_edit_is_published_whole_or_by_wagtail_alone(story):
    for number, manner in enumerate(("whole", "bare", "unwired", "whole"), 1):
        outcome = publish(story.pk, number, manner)
        assert outcome["begun"] < outcome["ended"]
        story.refresh_from_db()
        assert story.headline == headline(story.pk, number)

    words = [version.headline for version in story.versions.order_by("number")]
    assert headline(story.pk, 1) in words
    assert headline(story.pk, 2) not in words  # nobody of ours heard of it
    assert headline(story.pk, 4) in words  # and all hear again


def test_a_miss_is_in_the_report(capsys):
    report = Report()
    report.add("Start", iter(["0.3 s"]), Figure("start", "≤ 0.5 s", "0.30 s", held=True))
    assert not report.missed
    report.add("Memory", iter(["200 MiB"]), Figure("memory", "≤ 150 MiB", "200 MiB", held=False))
    assert report.missed
    assert "200 MiB" in capsys.readouterr().out


@pytest.fixture
def story(edition):
    """Return a story that readers can read."""
    return factories.published(factories.section(edition))
