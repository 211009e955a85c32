# SPDX-License-Identifier: Apache-2.0
"""Views of jobs: what jobs.h and jobs.cpp print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .._cpp_names import is_taken
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
    function: str  # of the struct `jobs`, by which it is asked for
    declared: str  # its parameters
    given: str  # what it passes on
    on_demand: bool
    durable: bool


@dataclass(frozen=True, slots=True)
class JobsView:
    jobs: tuple[JobView, ...]
    arguments: bool  # some handler takes some
    calls: tuple[JobView, ...]  # those that may be asked for
    typed: bool  # some of them with arguments


def view_jobs(manifest: Manifest) -> JobsView:
    """All jobs of a manifest."""
    views = tuple(map(view_job, manifest.jobs))
    return JobsView(
        jobs=views,
        arguments=any(job.args for job in manifest.jobs),
        calls=tuple(each for each in views if each.on_demand),
        typed=any(job.args for job in manifest.jobs if job.on_demand),
    )


def view_job(job: Job) -> JobView:
    function = f"handlers::{job.handler}"
    if job.args:
        function = f"[](saki::JobRun& run) {{ return handlers::{job.handler}(run, saki::job_arguments<{job.args.cpp}>(run)); }}"
    return JobView(
        name=quote(job.name),
        comment=f"job {job.name}",
        handler=function,
        options=tuple(options_of(job)),
        function=function_of(job.name),
        declared="saki::Surroundings& here" + (f", const {job.args.cpp}& arguments" if job.args else ""),
        given=quote(job.name) + (", arguments" if job.args else ""),
        on_demand=job.on_demand,
        durable=job.durable,
    )


def function_of(job: str) -> str:
    """By what a job is asked for."""
    name = job.replace("-", "_")
    return name + "_" if is_taken(name) or name == "jobs" else name


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
    if job.durable:
        yield "options.durable = true;"
    if job.overlap != "skip":
        yield f"options.overlap = saki::JobOverlap::{job.overlap.capitalize()};"
