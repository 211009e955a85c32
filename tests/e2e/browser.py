# SPDX-License-Identifier: Apache-2.0
"""Headless Chromium, told what to do over its own debugging protocol: tabs that load pages, are typed into and are looked at."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, Request, TextMessage

LIMIT_SECONDS = 30.0
FLAGS = (
    "--headless=new",
    "--no-sandbox",  # The run is root's.
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # Loopback alone.
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
    "--window-size=900,700",
)


class Browser:
    """One process with a profile of its own below `folder`; ends with the `with` block."""

    def __init__(self, folder: Path, *flags: str):
        self.profile = folder / "profile"
        command = (shutil.which("chromium") or "chromium", *FLAGS, *flags, f"--user-data-dir={self.profile}", "about:blank")
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.port = self._wait_for_port()
        except BaseException:
            self.__exit__()
            raise
        self.tabs: list[Tab] = []

    def _wait_for_port(self) -> int:
        place = self.profile / "DevToolsActivePort"
        deadline = time.monotonic() + LIMIT_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"the browser ended with status {self.process.returncode}"
            lines = place.read_text().split() if place.exists() else []
            if len(lines) == 2:
                return int(lines[0])
            time.sleep(0.05)
        raise AssertionError("the browser did not open its debugging port")

    def open(self, url: str) -> Tab:
        about = urllib.request.Request(f"http://127.0.0.1:{self.port}/json/new?{urllib.parse.quote(url, safe='')}", method="PUT")
        with urllib.request.urlopen(about, timeout=LIMIT_SECONDS) as answer:
            target = json.load(answer)
        tab = Tab(target["webSocketDebuggerUrl"])
        self.tabs.append(tab)
        return tab

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        for tab in getattr(self, "tabs", []):
            tab.close()
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Between(Exception):
    """The tab is between two pages: the one before is gone, the next is not there yet."""


class Tab:
    """A page. Scripts run in it; what it shows is asked for until it is as wanted."""

    def __init__(self, url: str):
        parts = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((parts.hostname, parts.port), LIMIT_SECONDS)
        self.socket.settimeout(LIMIT_SECONDS)
        self.protocol = WSConnection(ConnectionType.CLIENT)
        self.socket.sendall(self.protocol.send(Request(host=parts.netloc, target=parts.path)))
        self.next_id = 0
        self.text = ""
        self.answers: dict[int, dict] = {}
        self.accepted = False
        while not self.accepted:
            self._receive()

    def close(self) -> None:
        self.socket.close()

    def call(self, method: str, **parameters: object) -> dict:
        """One command of the debugging protocol and its result."""
        self.next_id += 1
        number = self.next_id
        self.socket.sendall(self.protocol.send(TextMessage(json.dumps({"id": number, "method": method, "params": parameters}))))
        while number not in self.answers:
            self._receive()
        answer = self.answers.pop(number)
        if answer.get("error", {}).get("message") == "Cannot find default execution context":
            raise Between
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def run(self, script: str):
        """The value of an expression of JavaScript; a promise is waited for."""
        outcome = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in outcome, outcome["exceptionDetails"]
        return outcome["result"].get("value")

    def wait_until(self, script: str, limit_seconds: float = LIMIT_SECONDS) -> None:
        """Until an expression is true; an error in it counts as not yet."""
        deadline = time.monotonic() + limit_seconds
        while not self._is_true(script):
            assert time.monotonic() < deadline, f"not so after {limit_seconds} s: {script}\n{self.run('document.body.innerText')}"
            time.sleep(0.05)

    def _is_true(self, script: str) -> bool:
        try:
            return self.run(f"(() => {{ try {{ return Boolean({script}); }} catch {{ return false; }} }})()")
        except Between:
            return False

    def type_into(self, selector: str, text: str) -> None:
        """Through the page's own keyboard events, as a person would."""
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self.call("Input.insertText", text=text)

    def press_enter(self) -> None:
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r" if kind == "keyDown" else "")

    def click(self, selector: str) -> None:
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def screenshot(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))
        return path

    def _receive(self) -> None:
        data = self.socket.recv(1 << 20)
        self.protocol.receive_data(data or None)
        for event in self.protocol.events():
            match event:
                case AcceptConnection():
                    self.accepted = True
                case TextMessage():
                    self._take(event)
                case Ping():
                    self.socket.sendall(self.protocol.send(event.response()))
                case BytesMessage() | CloseConnection():
                    raise AssertionError("the tab closed")

    def _take(self, event: TextMessage) -> None:
        self.text += event.data
        if not event.message_finished:
            return
        answer = json.loads(self.text)
        self.text = ""
        if "id" in answer:  # Otherwise it tells an event, for which nobody has asked.
            self.answers[answer["id"]] = answer
