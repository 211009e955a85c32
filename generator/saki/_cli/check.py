# SPDX-License-Identifier: Apache-2.0
"""`saki check`: every error of a manifest in one run."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import Any

import click

from .._errors import Exit
from .._grammar.cron import next_runs, parse_cron
from .._load import LoadResult, load
from .._model import Manifest
from .._render import FORMATS, render_gcc, render_json, render_sarif, render_text, style_for, tally
from ._group import SakiCommand
from ._options import json_option, manifest_path, shown

EXAMPLES = (
    ("saki check", "check the project around the working directory"),
    ("saki check other/service.yaml", "check a file"),
    ("saki check --format sarif", "for a code scanner; gcc for an editor"),
)
RUNS_TOLD = 3


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Check a manifest: every error in one run, each with its place and a way out.")
@click.argument("manifest", required=False)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How findings are printed.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing when there are no errors.")
@json_option
def command(manifest: str | None, form: str, quiet: bool, as_json: bool) -> int:
    """Loads the manifest, prints what was found; 1 when there are errors."""
    path = manifest_path(manifest)
    result = load(path, name=shown(path))
    sys.stdout.write(printed(result, "json" if as_json else form, shown(path), quiet))
    return Exit.INPUT if result.diagnostics else Exit.OK


def printed(result: LoadResult, form: str, name: str, quiet: bool) -> str:
    """What the command prints, in any of its forms."""
    found = [*result.diagnostics, *result.warnings]
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    if form == "json":
        return render_json(found, file=name, jobs=schedule(result.manifest, now))
    if form == "sarif":
        return render_sarif(found)
    if form == "gcc":
        return render_gcc(found)
    text = render_text(found, style_for(sys.stdout))
    if result.manifest is None:
        return f"{text}\n{name}: {tally(len(result.diagnostics), len(result.warnings))}\n"
    return text if quiet else f"{text}{summary(result, name, now)}"


def summary(result: LoadResult, name: str, now: datetime) -> str:
    """What a good manifest holds, and when its jobs run."""
    manifest = result.manifest
    assert manifest is not None
    counts = [
        (len(manifest.routes), "route"),
        (len([each for each in manifest.structs if each.origin.value == "declared"]), "type"),
        (len(manifest.jobs), "job"),
    ]
    held = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count)
    lines = [f"{name}: {tally(0, len(result.warnings))}{f' ({held})' if held else ''}"]
    lines += [f"  job {job['name']} runs next {', '.join(job['next'])} UTC" for job in schedule(manifest, now)]
    return "\n".join(lines) + "\n"


def schedule(manifest: Manifest | None, now: datetime) -> list[dict[str, Any]]:
    """The next runs of every job with a cron expression."""
    jobs = [job for job in manifest.jobs if job.cron] if manifest else []
    return [
        {
            "name": job.name,
            "cron": job.cron,
            "next": [run.strftime("%Y-%m-%d %H:%M") for run in next_runs(parse_cron(job.cron or ""), now, RUNS_TOLD)],
        }
        for job in jobs
    ]
