"""The command line: ``standfirst up | import | export | manage``."""

import argparse
import os
import sys
from collections.abc import Sequence

_EXAMPLES = """
examples:
  standfirst up                                     site, desk and worker on http://localhost:8000
  standfirst up --port 9000 --data /srv/paper       another port, another data directory
  standfirst import wordpress export.xml --dry-run  what a WordPress export would bring
  standfirst import ninjs wire/ --edition en        an agency's feed, a file or a folder
  standfirst export --edition en out/               an edition's published stories as ninjs 3.1
  standfirst manage createsuperuser                 any of Django's and Wagtail's own commands

Settings come from the environment; docs/operations/settings.md lists them all.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 something failed, 2 not understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "standfirst.config.settings")
    given = list(sys.argv[1:] if arguments is None else arguments)
    command, rest = (given[0], given[1:]) if given else ("--help", [])
    if command in {"import", "export"}:
        return _interchange(command, rest)
    if command == "manage":
        return _manage(rest)
    options = _parser().parse_args(given or ["--help"])
    from standfirst.config.up import up

    return up(host=options.host, port=options.port, data=options.data, empty=options.empty)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="standfirst",
        description="A whole news site in one program.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    starting = commands.add_parser(
        "up",
        help="start site, desk and worker",
        description="Start site, desk and worker. The first start makes the database and the demo editions.",
    )
    starting.add_argument("--port", type=_port, default=8000, help="port to listen on (default: 8000)")
    starting.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    starting.add_argument("--data", metavar="DIR", help="data directory (default: var, or STANDFIRST_DATA)")
    starting.add_argument("--empty", action="store_true", help="do not load the demo editions")
    commands.add_parser("import", help="bring stories in from another system", add_help=False)
    commands.add_parser("export", help="write an edition's stories out", add_help=False)
    commands.add_parser("manage", help="run a management command", add_help=False)
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"{text} is not a port between 1 and 65535")
    return int(text)


def _interchange(command: str, rest: list[str]) -> int:
    _use_data_directory(rest)
    if not {"-h", "--help"} & set(rest):
        from standfirst.config.preparing import prepare

        prepare(demo=False)
    else:
        import django

        django.setup()
    from standfirst.interchange.commands import run_export, run_import

    return run_import(rest) if command == "import" else run_export(rest)


def _use_data_directory(rest: list[str]) -> None:
    """Honour ``--data DIR`` before the settings are read: they are made from it."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data")
    options, _others = parser.parse_known_args(rest)
    if options.data:
        os.environ["STANDFIRST_DATA"] = options.data


def _manage(rest: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["standfirst manage", *rest])
    return 0


if __name__ == "__main__":
    sys.exit(main())
