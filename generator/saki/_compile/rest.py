# SPDX-License-Identifier: Apache-2.0
"""Makes the smaller sections of the model: service, errors, settings, jobs, server defaults."""

from __future__ import annotations

from collections.abc import Iterable

from .._cpp_names import Scope, is_taken_namespace, pascal, snake
from .._grammar.cron import Cron
from .._grammar.walk import Got, Row, Rows, Section
from .._model import ErrorDecl, Job, SectionDefault, Service, Setting
from .._position import Span
from .._report import Report
from .._types import Field, Origin
from .._yaml.nodes import Text
from .fields import Place, build_field, build_fields, key_span
from .routes import build_parameters
from .type_table import TypeTable

PROBLEM_MEMBERS = ("type", "title", "status", "detail", "instance", "violations")


def build_service(got: Got | None, report: Report) -> Service | None:
    """The service; its name has to make a namespace when none is given."""
    if got is None or got.value.value("name") is None:
        return None
    section: Section = got.value
    if not section.has("namespace") and is_taken_namespace(snake(section.value("name"))):
        text = f"the namespace '{snake(section.value('name'))}' would collide with what the C library declares"
        report.error(
            "cpp-keyword",
            section.values["name"].span,
            text,
            f"rename the service, or give it a namespace: acme::{snake(section.value('name'))}",
        )
    texts = {key: section.value(key, "") for key in ("summary", "license", "contact")}
    return Service(
        name=section.value("name"),
        version=section.value("version", "0.1.0"),
        namespace=section.value("namespace"),
        position=got.node.start,
        **texts,
    )


# ---------------------------------------------------------------- errors


def declare_errors(rows: Iterable[Row], types: TypeTable) -> list[Row]:
    """Takes the names of all errors, which become C++ classes beside the types; returns the good rows."""
    return [row for row in rows if row.name is not None and types.scope.add(row.name, row.name, row.key.span, types.report)]


def build_errors(rows: list[Row], types: TypeTable) -> tuple[ErrorDecl, ...]:
    return tuple(build_error(row, row.value.value, types) for row in rows if row.value is not None)


def build_error(row: Row, section: Section, types: TypeTable) -> ErrorDecl:
    fields = section.value("fields", Rows())
    for field in fields.rows:
        if field.key.value in PROBLEM_MEMBERS:
            types.report.error("bad-name", field.key.span, f"every problem document has a '{field.key.value}' already", "rename the field")
    made = build_fields(Rows(tuple(field for field in fields.rows if field.key.value not in PROBLEM_MEMBERS)), row.name, Place.ERROR, types)
    title = section.value("title", "")
    return ErrorDecl(row.name, row.name, section.value("status", 500), title, made, section.value("retry_after"), row.key.start)


# ---------------------------------------------------------------- settings


def build_settings(rows: Rows, types: TypeTable) -> tuple[dict[str, Field | None], tuple[Setting, ...]]:
    """The settings, and every name that was written with the field it gave, None when that was reported."""
    scope = Scope("settings")
    names: dict[str, Field | None] = {}
    found: list[Setting] = []
    for row in rows.rows:
        names.setdefault(row.key.value, None)
        if row.name is None or not scope.add(row.name, row.name, row.key.span, types.report) or row.value is None:
            continue
        field = build_field(row, "Settings", Place.SETTINGS, types)
        if field is not None:
            names[row.name] = field
            live = isinstance(row.value.value, Section) and row.value.value.value("reload") == "live"
            found.append(Setting(field, live))
    return names, tuple(found)


# ---------------------------------------------------------------- jobs


TRIGGERS = ("every", "cron", "on_start", "on_demand")


def build_jobs(rows: Rows, types: TypeTable, *, store_keeps: bool) -> list[tuple[Job, Span]]:
    """The jobs, each with the place of its handler's name."""
    scope = Scope("jobs")
    found = []
    for row in rows.rows:
        if row.name is not None and scope.add(row.name, row.name.replace("-", "_"), row.key.span, types.report) and row.value is not None:
            job = build_job(row, row.value.value, types)
            check_durable(row.value.value, store_keeps, types.report)
            if job is not None:
                found.append((job, row.value.value.get("handler").span))
    return found


def build_job(row: Row, section: Section, types: TypeTable) -> Job | None:
    check_trigger(section, row.key.span, types.report)
    handler = section.value("handler")
    types.begin_handler(pascal(handler or row.name))
    args = build_parameters(section.get("args"), pascal(handler or row.name), Place.ARGS, types)
    runs_by_itself = any(section.has(name) for name in ("every", "cron", "on_start"))
    for field in args.fields if args else ():
        if field.required and runs_by_itself:
            text = f"nobody can give the argument '{field.name}': a job runs by itself"
            inline = args is not None and args.origin is Origin.INLINE
            span = Span(field.position, len(field.name)) if inline else key_span(section, "args")
            types.report.error("missing-default", span, text, "give it a default, or make it optional")
    if handler is None or not section.complete or (section.has("args") and args is None):
        return None
    cron: Cron | None = section.value("cron")
    return Job(
        name=row.name,
        handler=handler,
        every=section.value("every"),
        cron=cron.text if cron else None,
        on_start=section.value("on_start", False),
        on_demand=section.value("on_demand", False),
        durable=section.value("durable", False),
        args=args,
        retry=section.value("retry", 0),
        backoff=section.value("backoff"),
        timeout=section.value("timeout"),
        jitter=section.value("jitter"),
        overlap=section.value("overlap", "skip"),
        position=row.key.start,
    )


def check_trigger(section: Section, where: Span, report: Report) -> None:
    """A job needs one trigger, and not two clocks."""
    if section.has("every") and section.has("cron"):
        report.error("conflicting-keys", key_span(section, "cron"), "'every' and 'cron' are two clocks for one job", "keep one of the two")
    elif not any(section.has(name) for name in TRIGGERS) and section.complete:
        report.error("missing-key", where, "nothing says when this job runs", "give it `every: 1h`, `cron: 30 3 * * *`, `on_start: true` or `on_demand: true`")
    every = section.get("every")
    if every is not None and every.value == 0:
        report.error("out-of-range", every.span, "a job cannot run all the time", "write a duration above 0s")


def check_durable(section: Section, store_keeps: bool, report: Report) -> None:
    """What is durable is asked for, and lies in a store that keeps it."""
    if not section.value("durable", False):
        return
    where = key_span(section, "durable")
    if not section.value("on_demand", False):
        report.error("missing-key", where, "nobody asks for this job: what is durable are runs that are asked for", "give it `on_demand: true`")
    if not store_keeps:
        text = "a durable job's runs lie in the service's store, which does not keep them"
        report.error("job-store", where, text, "store: {memory: {folder: store, eviction: refuse}}; or sqlite, or redis")


# ---------------------------------------------------------------- server


def build_server(got: Got | None) -> tuple[SectionDefault, ...]:
    return tuple(flatten(got.value, "")) if got is not None else ()


def flatten(section: Section, prefix: str) -> list[SectionDefault]:
    """The leaves of a section, each under its dotted key, values as config.yaml has them."""
    found: list[SectionDefault] = []
    for name, got in section.values.items():
        if isinstance(got.value, Section):
            found += flatten(got.value, f"{prefix}{name}.")
        else:
            found.append(SectionDefault(prefix + name, plain(got), got.node.start))
    return found


def plain(got: Got) -> object:
    """A value as config.yaml has it: numbers, truth values and texts, in lists and maps of such."""
    if isinstance(got.value, Section):
        return {name: plain(each) for name, each in got.value.values.items()}
    if isinstance(got.value, Rows):
        return {row.key.value: plain(row.value) for row in got.value.rows if row.value is not None}
    if isinstance(got.value, tuple):
        return tuple(plain(each) for each in got.value)
    return got.value if isinstance(got.value, bool) or not isinstance(got.node, Text) else number_or_text(got.node)


def number_or_text(node: Text) -> object:
    return int(node.value) if node.kind == "integer" else node.value
