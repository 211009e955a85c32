# SPDX-License-Identifier: Apache-2.0
"""Views of jobs: what jobs.cpp prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .._model import Job, Manifest
from .literal import quote

DURATIONS = ("every", "backoff", "timeout", "jitter")


@dataclass(frozen=True, slots=True)
class JobView:
    """One line of the list of jobs."""

    name: str  # a literal
    comment: str
    handler: str  # the function, or a closure that gives it its arguments
    options: tuple[str, ...]  # statements that fill an object called `options`


@dataclass(frozen=True, slots=True)
class JobsView:
    jobs: tuple[JobView, ...]
    arguments: bool  # some handler takes some


def view_jobs(manifest: Manifest) -> JobsView:
    """All jobs of a manifest."""
    return JobsView(tuple(map(view_job, manifest.jobs)), any(job.args for job in manifest.jobs))


def view_job(job: Job) -> JobView:
    function = f"handlers::{job.handler}"
    if job.args:
        function = f"[](saki::JobRun& run) {{ return handlers::{job.handler}(run, saki::job_arguments<{job.args.cpp}>(run)); }}"
    return JobView(quote(job.name), f"job {job.name}", function, tuple(options_of(job)))


def options_of(job: Job) -> Iterator[str]:
    """What differs from the defaults of saki::JobOptions."""
    for name in DURATIONS:
        value = getattr(job, name)
        if value is not None:
            yield f"options.{name} = std::chrono::microseconds({value});"
    if job.cron is not None:
        yield f"options.cron = {quote(job.cron)};"
    if job.on_start:
        yield "options.on_start = true;"
    if job.retry:
        yield f"options.retry = {job.retry};"
    if job.overlap != "skip":
        yield f"options.overlap = saki::JobOverlap::{job.overlap.capitalize()};"
