# SPDX-License-Identifier: Apache-2.0
"""`saki demo`: builds the notes sample of Saki's own tree and runs it, or walks through its whole life."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from .._demo import Failed, walk
from .._errors import Exit, SetupError
from .._machine import saki_files
from ._group import SakiCommand

EXAMPLES = (
    ("./saki demo", "build notes and run it on http://127.0.0.1:8080"),
    ("./saki demo --check", "build it, drive it over HTTP through its whole life, print each step"),
)
ADDRESS = "127.0.0.1:8080"
WHAT_TO_TRY = """
In a browser: {base}/

In another terminal:
  curl -i {base}/notes -H 'Content-Type: application/json' -d '{{"title": "Buy milk", "tags": ["home"]}}'
  curl -i {base}/notes
  curl -i {base}/notes -H 'Content-Type: application/json' -d '{{"title": "", "state": "closed"}}'

Ctrl-C stops it. The source is in {source}: service.yaml says it all.
"""


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Build and run the notes sample, or with --check drive it through its whole life.")
@click.option("--check", is_flag=True, help="Ask the service everything over HTTP, print each step, exit 1 at the first that fails.")
@click.option("--listen", default=ADDRESS, show_default=True, metavar="HOST:PORT", help="Where it listens; --check takes a free port.")
@click.option("--binary", type=click.Path(path_type=Path), hidden=True, help="A notes service already built.")
def command(check: bool, listen: str, binary: Path | None) -> int:
    """Runs until interrupted, or returns how the walk went."""
    notes = binary or build()
    return take_walk(notes) if check else run(notes, listen)


def build() -> Path:
    """Builds samples/notes in the release preset; returns the executable."""
    tree = saki_files()
    if not (tree / "samples" / "notes").is_dir():
        raise SetupError("the samples are in Saki's source tree, not in an installed prefix", hint="saki new NAME --template rest --with sqlite makes a service like it")
    print("Building notes, which takes a minute or two the first time …", flush=True)
    quietly(tree, "cmake", "--preset", "release")
    quietly(tree, "cmake", "--build", "--preset", "release", "--target", "notes")
    return tree / "build" / "release" / "samples" / "notes" / "notes"


def quietly(tree: Path, *line: str) -> None:
    """Runs a build command; what it says is shown only when it fails."""
    try:
        result = subprocess.run(line, cwd=tree, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except FileNotFoundError as error:
        raise SetupError(f"{line[0]} is not installed", hint="./saki setup installs what is missing") from error
    if result.returncode != 0:
        sys.stderr.write(result.stdout)
        raise SetupError(f"`{' '.join(line)}` failed in {tree}, see above", hint="saki doctor tells whether something is missing on this machine")


def run(notes: Path, listen: str) -> int:
    """Puts the service in the place of this process, so that signals reach it alone."""
    tree = saki_files()
    base = f"http://{listen}"
    print(WHAT_TO_TRY.format(base=base, source=tree / "samples" / "notes"), flush=True)
    data = tree / "samples" / "notes" / "data"
    data.mkdir(exist_ok=True)
    os.execv(notes, [str(notes), "--listen", listen, "--set", f"data_dir={data}"])


def take_walk(notes: Path) -> int:
    """Walks through a note's life on a fresh data folder."""
    with tempfile.TemporaryDirectory(prefix="saki-demo-") as data:
        print(f"Driving {notes.name} over HTTP:", flush=True)
        try:
            walk([notes, "--listen", "127.0.0.1:0", "--set", f"data_dir={data}"], lambda line: print(line, flush=True))
        except Failed:
            print("notes does not do what its manifest says.", file=sys.stderr)
            return Exit.INPUT
    print("All steps passed.")
    return Exit.OK
