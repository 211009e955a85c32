# SPDX-License-Identifier: Apache-2.0
"""The walk through a note's life. Every step looks at all that a client would see, and says what it expected where it fails."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ._process import Answer, ServiceProcess

DRAFT = {"title": "Buy milk", "body": "2 litres", "tags": ["home", "shop"], "due": "2030-01-31"}
PLAIN = {"title": "Call Ada"}
PROBLEM = "application/problem+json"


class Failed(Exception):
    """A step saw something else than it should."""


def walk(command: Sequence[str | Path], say: Callable[[str], None]) -> None:
    """Starts the service on an empty data folder, takes every step, restarts it in between. Raises Failed at the first that fails."""
    with ServiceProcess(command) as service:
        first = take(say, "create a note", lambda: create(service))
        second = take(say, "create one with nothing but a title", lambda: create_plain(service))
        take(say, "read it back", lambda: same(service.ask("GET", f"/notes/{first['id']}"), first))
        take(say, "list both, in order", lambda: same(service.ask("GET", "/notes"), [first, second]))
        take(say, "list page by page", lambda: pages(service, first, second))
        take(say, "refuse a note that breaks four rules, telling all four", lambda: refuse(service))
        take(say, "refuse what is no JSON, and what does not say it is", lambda: refuse_other_bodies(service))
        take(say, "refuse a second note with the same title", lambda: refuse_title(service))
        first = take(say, "replace a note", lambda: replace(service, first))
        take(say, "answer 404, 405 and the page", lambda: elsewhere(service))
        take(say, "stop in order", lambda: equal("the exit code", service.stop(), 0))
    with ServiceProcess(command) as service:
        take(say, "start again: the data is still there", lambda: same(service.ask("GET", "/notes"), [first, second]))
        take(say, "delete a note, and only that one", lambda: delete(service, first, second))
        take(say, "stop again", lambda: equal("the exit code", service.stop(), 0))


def take(say: Callable[[str], None], name: str, step: Callable[[], Any]) -> Any:
    """Runs one step and says how it went."""
    try:
        result = step()
    except Failed as failure:
        say(f"  FAILED  {name}: {failure}")
        raise
    except (OSError, http.client.HTTPException) as error:
        say(f"  FAILED  {name}: {type(error).__name__}: {error}")
        raise Failed(f"the service did not answer: {error}") from error
    say(f"  ok      {name}")
    return result


def equal(what: str, seen: Any, expected: Any) -> None:
    if seen != expected:
        raise Failed(f"{what} is {seen!r}, not {expected!r}")


def status(answer: Answer, expected: int) -> Answer:
    if answer.status != expected:
        raise Failed(f"answered {answer.status}, not {expected}: {answer.body[:200].decode(errors='replace')}")
    return answer


def same(answer: Answer, expected: Any) -> None:
    equal("the answer", status(answer, 200).json, expected)
    equal("the media type", answer.media_type, "application/json")


def problem(answer: Answer, expected: int) -> dict[str, Any]:
    """The problem document of a refusal."""
    equal("the media type", status(answer, expected).media_type, PROBLEM)
    document = answer.json
    if not isinstance(document, dict) or document.get("status") != expected or not document.get("title"):
        raise Failed(f"no problem document: {answer.body[:200].decode(errors='replace')}")
    return document


def create(service: ServiceProcess) -> dict[str, Any]:
    note = status(service.ask("POST", "/notes", DRAFT | {"id": 4711}), 201).json
    check_note(note, DRAFT | {"state": "open"})
    if note["id"] == 4711:
        raise Failed("a readonly field was taken from the request")
    return dict(note)


def create_plain(service: ServiceProcess) -> dict[str, Any]:
    note = status(service.ask("POST", "/notes", PLAIN), 201).json
    check_note(note, PLAIN | {"body": "", "tags": [], "state": "open"})
    if note.get("due") is not None:
        raise Failed(f"due is {note['due']!r}, though none was given")
    return dict(note)


def check_note(note: Any, expected: dict[str, Any]) -> None:
    """Every member as given, an id and a time besides."""
    if not isinstance(note, dict):
        raise Failed(f"the answer is no object: {note!r}")
    for member, value in expected.items():
        equal(member, note.get(member), value)
    if not isinstance(note.get("id"), int) or not str(note.get("created_at", "")).endswith("Z"):
        raise Failed(f"no id or time of creation: {note!r}")


def pages(service: ServiceProcess, first: Any, second: Any) -> None:
    same(service.ask("GET", "/notes?limit=1"), [first])
    same(service.ask("GET", f"/notes?after={first['id']}&limit=1"), [second])
    told = problem(service.ask("GET", "/notes?limit=1000"), 422)
    equal("where", [error.get("in") for error in told.get("violations", [])], ["query"])


def refuse(service: ServiceProcess) -> None:
    wrong = {"title": "", "state": "closed", "tags": ["x" * 31], "due": "tomorrow"}
    told = problem(service.ask("POST", "/notes", wrong), 422)
    equal("the places", sorted(error.get("pointer") for error in told.get("violations", [])), ["/due", "/state", "/tags/0", "/title"])
    equal("the notes kept", len(status(service.ask("GET", "/notes"), 200).json), 2)


def refuse_other_bodies(service: ServiceProcess) -> None:
    connection = http.client.HTTPConnection(service.host, service.port, timeout=30)
    try:
        for body, media_type, expected in ((b'{"title":', "application/json", 400), (b"title=x", "text/plain", 415)):
            connection.request("POST", "/notes", body, {"Content-Type": media_type})
            response = connection.getresponse()
            problem(Answer(response.status, (response.headers.get("Content-Type") or "").split(";")[0], response.read()), expected)
    finally:
        connection.close()


def refuse_title(service: ServiceProcess) -> None:
    equal("the title", problem(service.ask("POST", "/notes", DRAFT), 409)["title"], "A note with this title exists")


def replace(service: ServiceProcess, note: dict[str, Any]) -> dict[str, Any]:
    changed = note | {"state": "done", "body": "3 litres", "tags": []}
    same(service.ask("PUT", f"/notes/{note['id']}", changed), changed)
    same(service.ask("GET", f"/notes/{note['id']}"), changed)
    problem(service.ask("PUT", "/notes/999999", changed), 404)
    return changed


def elsewhere(service: ServiceProcess) -> None:
    problem(service.ask("GET", "/notes/999999"), 404)
    problem(service.ask("GET", "/notes/one"), 404)
    problem(service.ask("GET", "/nothing/here"), 404)
    problem(service.ask("PATCH", "/notes"), 405)
    equal("the page's media type", status(service.ask("GET", "/"), 200).media_type, "text/html")


def delete(service: ServiceProcess, first: dict[str, Any], second: dict[str, Any]) -> None:
    equal("the body", status(service.ask("DELETE", f"/notes/{first['id']}"), 204).body, b"")
    problem(service.ask("GET", f"/notes/{first['id']}"), 404)
    problem(service.ask("DELETE", f"/notes/{first['id']}"), 404)
    same(service.ask("GET", "/notes"), [second])
