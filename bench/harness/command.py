# SPDX-License-Identifier: Apache-2.0
"""The command line of bench/run."""

from __future__ import annotations

import argparse
import fcntl
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import measures
from .chart import Curve, draw
from .many_routes import build_many_routes
from .measures import Figure, Plan
from .places import BUILD, CERTIFICATE, KEY, ROOT, BenchError
from .report import markdown, write_json
from .subject import FLOOR, Subject, subjects
from .sweep import chart_file, sweep
from .work import WORKS

MEASURES = ("cpu", "instructions", "calls", "idle", "start", "sweep")

DESCRIPTION = """\
Measures servers side by side, in interleaved rounds, each figure as a ratio to the floor: the least that a server can do.
Prints Markdown tables. Exits 1 as soon as a server answers wrongly, 2 on a wrong command line."""

EPILOG = f"""\
works:
{chr(10).join(f"  {work.name:<13} {work.sentence}" for work in WORKS.values())}

measures:
  cpu           processor time per request: the server's own, all its processes, on a core of its own, in paired slices
  instructions  user-mode instructions per request, by callgrind
  calls         system calls per request, by strace
  idle          memory and processor time of connections that are kept and silent
  start         from starting the program to its first byte
  sweep         requests per second at 100 to 500 connections, drawn as a chart

examples:
  bench/run --measure cpu --work hello,pipe16 --server reference,nginx
  bench/run --measure instructions,calls --server reference --json figures.json"""


def main() -> int:
    options = _options()
    try:
        if options.install_peers:
            return _install_peers()
        if options.list:
            return _list()
        return _measure(options)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", type=_names(MEASURES), default=list(MEASURES), metavar="NAME,…", help="what to measure (all)")
    parser.add_argument("--work", type=_names(WORKS), default=list(WORKS), metavar="NAME,…", help="at which work (all)")
    parser.add_argument("--server", type=lambda text: text.split(","), metavar="NAME,…", help="which servers (all installed); the floor always runs")
    parser.add_argument("--servers-file", type=Path, action="append", metavar="FILE.toml", help="a server more, described as those in bench/peers; repeatable")
    parser.add_argument("--rounds", type=_count, default=12, metavar="N", help="rounds of cpu and start (12)")
    parser.add_argument("--slice", type=float, default=0.6, metavar="S", help="seconds of load on a server in each round of cpu (0.6)")
    parser.add_argument("--connections", type=_count, default=10_000, metavar="N", help="connections of idle (10000)")
    parser.add_argument("--sweep", type=_range, default=range(100, 501, 10), metavar="FROM:TO:STEP", help="connections of sweep (100:500:10)")
    parser.add_argument("--sweep-requests", type=_count, default=100_000, metavar="N", help="requests at each of them (100000)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there as well")
    parser.add_argument("--charts", type=Path, default=BUILD / "bench", metavar="FOLDER", help="where sweep draws (bench/ of the build folder)")
    parser.add_argument("--list", action="store_true", help="tell which servers there are, and what the missing ones need")
    parser.add_argument("--install-peers", action="store_true", help="install the peers' packages, as root, and build what needs them")
    return parser.parse_args()


def _names(allowed):
    def read(text: str) -> list[str]:
        names = text.split(",")
        if unknown := [name for name in names if name not in allowed]:
            raise argparse.ArgumentTypeError(f"no such name: {', '.join(unknown)}; there are {', '.join(allowed)}")
        return names

    return read


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError("a whole number from 1 is needed")
    return int(text)


def _range(text: str) -> range:
    try:
        start, stop, step = map(_count, text.split(":"))
    except ValueError as error:
        raise argparse.ArgumentTypeError("three numbers are needed: FROM:TO:STEP") from error
    return range(start, stop + 1, step)


def _measure(options: argparse.Namespace) -> int:
    build()
    chosen = _choose(options)
    asks_route = "route" in options.work and not {"cpu", "instructions", "calls"}.isdisjoint(options.measure)
    if asks_route and any("many_routes" in "".join(subject.variants.get("route", ())) for subject in chosen):
        build_many_routes()
    plan = Plan(
        subjects=tuple(chosen),
        works=tuple(WORKS[name] for name in options.work),
        rounds=options.rounds,
        slice_seconds=options.slice,
        connections=options.connections,
        sweep=options.sweep,
        sweep_requests=options.sweep_requests,
        tell=_tell,
    )
    command = shlex.join(["bench/run", *sys.argv[1:]])
    figures: list[Figure] = []
    for name in options.measure:
        figures += sweep(plan, lambda tool, curves: _draw(options.charts, tool, curves)) if name == "sweep" else getattr(measures, name)(plan)
        if options.json:
            write_json(options.json, figures, command)
    _tell("")
    print(markdown(figures, command), end="")
    return 0


def build() -> None:
    """Builds what is measured and what measures, if it is not built."""
    floors = ["saki_bench_floor", "saki_bench_tls_floor", "saki_bench_web_socket_floor"]
    targets = ["reference", *floors, "saki_bench_load", "saki_bench_hello_server"]
    with _one_at_a_time(BUILD.parent):
        if not (BUILD / "build.ninja").exists():
            _run("cmake", "--preset", BUILD.name)
        if "saki_bench_microhttpd" in (BUILD / "build.ninja").read_text():
            targets.append("saki_bench_microhttpd")
        _run("cmake", "--build", BUILD, "--target", *targets)
        if not CERTIFICATE.exists():
            _make_certificate()


def _make_certificate() -> None:
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", KEY)
    _run("openssl", "req", "-x509", *key, "-days", "3650", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-out", CERTIFICATE)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Waits for other builds of this tree, be they by `saki build` or another bench/run."""
    folder.mkdir(exist_ok=True)
    with (folder / ".saki-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(*command: str | Path) -> None:
    run = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, text=True)
    if run.returncode != 0:
        raise BenchError(f"{' '.join(map(str, command))} failed:\n{run.stdout[-3000:]}{run.stderr[-1000:]}")


def _choose(options: argparse.Namespace) -> list[Subject]:
    known = subjects(options.servers_file)
    names = options.server or list(known)
    if unknown := [name for name in names if name not in known]:
        raise BenchError(f"no such server: {', '.join(unknown)}; there are {', '.join(known)}")
    chosen = [known[name] for name in dict.fromkeys([FLOOR, *names])]
    for subject in chosen:
        if subject.missing:
            print(f"bench: {subject.name} is left out: {subject.missing}", file=sys.stderr)
    return [subject for subject in chosen if not subject.missing]


def _draw(folder: Path, tool: str, curves: list[Curve]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    file = chart_file(folder, tool)
    file.write_text(draw(f"GET /hello, one worker, {tool}", curves))
    _tell("")
    print(f"drawn: {file}", file=sys.stderr)


def _tell(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _list() -> int:
    for subject in subjects().values():
        print(f"{subject.name:<12} {', '.join(subject.works)}" + (f"   missing: {subject.missing}" if subject.missing else ""))
    return 0


def _install_peers() -> int:
    packages = sorted({subject.package for subject in subjects().values() if subject.package} | {"valgrind", "strace"})
    if shutil.which("apt-get") is None:
        raise BenchError(f"this needs apt; the packages are {' '.join(packages)}")
    subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *packages], check=True)
    _run("cmake", "--preset", BUILD.name)
    build()
    return 0
