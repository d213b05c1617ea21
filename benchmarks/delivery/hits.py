"""A page that is ready, served by everyone in turn, round after round, on one core."""

import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.delivery.asking import GZIP, Answer, Connection, Load
from benchmarks.delivery.loading import load
from benchmarks.delivery.processes import Program, cores
from benchmarks.delivery.site import await_page, await_quiet, free_port, site, stories_linked
from benchmarks.delivery.yardsticks import PAGE, YARDSTICKS, Place, Ready, conditional, lay_out, workshop

STANDFIRST = "Standfirst"
MEASURE = YARDSTICKS[0].name
_OK, _NOT_MODIFIED = 200, 304
_READY_WITHIN = 60
# A neighbour who takes a core for a while lets a few answers be late: they are counted as errors.
_BEARABLE = 0.001


@dataclass(slots=True)
class Turn:
    """One server's turn: processor time an answer in seconds, and what the readers saw."""

    cpu: float
    load: Load


def _no_turns() -> dict[int, list[Turn]]:
    return {_OK: [], _NOT_MODIFIED: []}


@dataclass(slots=True)
class Server:
    """One of those compared: where it listens, what it is asked, and its turns by status."""

    name: str
    program: Program
    port: int
    path: str
    again: dict[str, str] = field(default_factory=dict)
    turns: dict[int, list[Turn]] = field(default_factory=_no_turns)
    pss: int = 0

    def cpu(self, status: int) -> float:
        """Return the processor time of one answer in seconds, the median of all turns."""
        return statistics.median(turn.cpu for turn in self.turns[status])


@dataclass(slots=True)
class Compared:
    """All servers after the last round of so many connections; the first one is the measure."""

    connections: int
    servers: list[Server]
    page: Ready
    address: str
    left_out: list[str]

    def ratios(self, server: Server, status: int) -> list[float]:
        """Return, round by round, how often ``server`` answers in the time of the first one's answer."""
        pairs = zip(self.servers[0].turns[status], server.turns[status], strict=True)
        return [measure.cpu / turn.cpu for measure, turn in pairs]


def compare(
    data: Path, *, seconds: int, rounds: int, connections: Sequence[int], story: str = ""
) -> list[Compared]:
    """Start everyone, warm, let them take turns; ``story`` is the page, else the heaviest of the demo."""
    serving, _asking = cores()
    with ExitStack() as stack:
        program, port = stack.enter_context(site(data, core=serving))
        await_page(program, port, "/")
        address = story or heaviest_story(port)
        page = Ready.of(await_page(program, port, address))
        directory = Path(stack.enter_context(workshop()))
        lay_out(directory, page)
        servers, left_out = start_yardsticks(stack, directory, serving)
        standfirst = Server(STANDFIRST, program, port, address)
        await_quiet(program)
        _warm(standfirst, left_out)
        servers.append(standfirst)
        found = [
            Compared(number, [replace(one, turns=_no_turns()) for one in servers], page, address, left_out)
            for number in connections
        ]
        for turn in range(rounds):
            print(f"… round {turn + 1} of {rounds}", flush=True)
            for compared in found:
                _take_turns(compared, seconds)
        for compared in found:
            for server in compared.servers:
                server.pss = server.program.pss()
        return found


def heaviest_story(port: int) -> str:
    """Return the address of the longest story page that the default edition's front links to."""
    with Connection(port) as connection:
        stories = stories_linked(connection, "/")
        return max(stories, key=lambda path: len(connection.ask(path, {}).body))


def start_yardsticks(stack: ExitStack, directory: Path, core: int | None) -> tuple[list[Server], list[str]]:
    """Start and warm all yardsticks that this machine has; say which it has not."""
    servers: list[Server] = []
    left_out: list[str] = []
    for number, yardstick in enumerate(YARDSTICKS):
        if yardstick.is_cache and not servers:
            left_out.append(f"{yardstick.name}: has no origin to fetch the page from")
            continue
        if missing := yardstick.missing():
            left_out.append(f"{yardstick.name}: not installed: {', '.join(missing)}")
            continue
        own = directory / f"yardstick-{number}"
        own.mkdir()
        port = free_port()
        program = stack.enter_context(
            yardstick.start(Place(own, port, servers[0].port if servers else port, core))
        )
        server = Server(yardstick.name, program, port, PAGE)
        try:
            _warm(server, left_out)
        except RuntimeError as error:
            left_out.append(f"{yardstick.name}: {' '.join(str(error).split())}")
        else:
            servers.append(server)
    return servers, left_out


def _warm(server: Server, left_out: list[str]) -> None:
    """Ask until the page is ready, and see that it is what a reader asked for."""
    await_page(server.program, server.port, server.path, within=_READY_WITHIN)
    with Connection(server.port) as connection:
        first: Answer = connection.ask(server.path)
        if first.headers.get("content-encoding") != "gzip":
            left_out.append(f"{server.name}: sends the page unpacked to readers who take gzip")
        server.again = dict(conditional(first))
        if not server.again or connection.ask(server.path, server.again).status != _NOT_MODIFIED:
            left_out.append(f"{server.name}: does not answer 304 to a reader who has the page")
            server.again = {}


def _take_turns(compared: Compared, seconds: int) -> None:
    for status in (_OK, _NOT_MODIFIED):
        for server in compared.servers:
            _take_turn(server, status, seconds, compared.connections)


def _take_turn(server: Server, status: int, seconds: int, connections: int) -> None:
    headers = dict(GZIP) if status == _OK else server.again
    if not headers:
        return
    before = server.program.cpu()
    seen = load(server.port, server.path, headers, seconds=seconds, connections=connections, core=cores()[1])
    worked = server.program.cpu() - before
    with Connection(server.port) as connection:
        answered = connection.ask(server.path, headers).status
    if answered != status or seen.errors > seen.requests * _BEARABLE:
        raise RuntimeError(f"{server.name}: {seen.errors} errors, {seen.requests} answers, last {answered}.")
    server.turns[status].append(Turn(worked / seen.requests, seen))


def table(compared: Compared) -> Iterator[str]:
    """Return the comparison as Markdown."""
    page = compared.page
    yield f"The page: {compared.address}, {len(page.plain):,} bytes, {len(page.packed):,} packed."
    yield f"Asked for on {compared.connections} kept-alive connections, without a pause."
    yield ""
    yield (
        "| served by | 200: CPU, µs | ratio (least–most) | answers/s | p50, ms | p99 "
        "| 304: CPU, µs | ratio (least–most) | answers/s | p50, ms | p99 | PSS, MiB |"
    )
    yield f"|---|{'--:|' * 11}"
    for server in compared.servers:
        cells = [*_cells(compared, server, _OK), *_cells(compared, server, _NOT_MODIFIED)]
        yield f"| {' | '.join([server.name, *cells, f'{server.pss / 2**20:.0f}'])} |"
    yield ""
    yield from (f"- {words}." for words in compared.left_out)


def _cells(compared: Compared, server: Server, status: int) -> list[str]:
    turns = server.turns[status]
    if not turns:
        return ["–"] * 5
    ratios = compared.ratios(server, status)
    p50, p99 = (statistics.median(getattr(turn.load, one) for turn in turns) for one in ("median", "p99"))
    return [
        f"{server.cpu(status) * 1e6:.1f}",
        f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})",
        f"{statistics.median(turn.load.rate for turn in turns):,.0f}",
        f"{p50 * 1e3:.2f}",
        f"{p99 * 1e3:.2f}",
    ]
