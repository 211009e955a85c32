# SPDX-License-Identifier: Apache-2.0
"""The chat sample in a real browser: two people in two tabs, and a service that goes away in between.

What the tabs looked like is kept in `screenshots/` below the build folder.
"""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from browser import Browser, Tab
from running import ALONE, BUILD, Running, sample
from secured import make_certificate

SCREENSHOTS = BUILD / "screenshots" / "chat"


@contextmanager
def chat(folder, port=0, workers=2):
    flags = ("--listen", f"127.0.0.1:{port}", "--workers", str(workers), "--set", f"data_dir={folder}")
    with Running(sample("chat"), ALONE, *flags) as service:
        yield service


@pytest.fixture
def browser(tmp_path):
    with Browser(tmp_path) as running:
        yield running


def enter(browser: Browser, service: Running, name: str, room: str = "lobby", scheme: str = "http") -> Tab:
    tab = browser.open(f"{scheme}://127.0.0.1:{service.port}/")
    tab.wait_until("document.querySelector('#door') && document.readyState === 'complete'")  # Its script has run.
    tab.run(f"document.querySelector('#room').value = {json.dumps(room)}")
    tab.type_into("#name", name)
    tab.press_enter()
    tab.wait_until("document.querySelector('#state').textContent === 'connected'")
    return tab


def say(tab: Tab, text: str) -> None:
    tab.type_into("#text", text)
    tab.press_enter()


def shown(tab: Tab) -> list[list[str]]:
    rows = "[...document.querySelectorAll('#messages li[data-id]')]"
    return tab.run(f"{rows}.map(row => [row.querySelector('.author').textContent, row.querySelector('.text').textContent])")


def wait_for_text(tab: Tab, text: str) -> None:
    tab.wait_until(f"[...document.querySelectorAll('#messages .text')].some(each => each.textContent === {json.dumps(text)})")


def test_two_tabs_talk_and_a_restart_costs_neither_their_history_nor_their_place(tmp_path, browser):
    with chat(tmp_path) as service:
        port = service.port
        ann = enter(browser, service, "Ann")
        ben = enter(browser, service, "Ben")
        for tab in (ann, ben):
            tab.wait_until("document.querySelector('#present').textContent === '2'")
        say(ann, "Hello, Ben")
        wait_for_text(ben, "Hello, Ben")
        say(ben, "Hello, <b>Ann</b> ☕")
        for tab in (ann, ben):
            wait_for_text(tab, "Hello, <b>Ann</b> ☕")
        assert shown(ann) == shown(ben) == [["Ann", "Hello, Ben"], ["Ben", "Hello, <b>Ann</b> ☕"]]
        ann.screenshot(SCREENSHOTS / "1-ann-before.png")
        ben.screenshot(SCREENSHOTS / "1-ben-before.png")
        assert service.stop() == 0

    for tab in (ann, ben):
        tab.wait_until("document.querySelector('#state').textContent === 'connecting again'")
    say(ann, "Is anybody there?")
    ann.wait_until("!document.querySelector('#trouble').hidden")
    assert ann.run("document.querySelector('#text').value") == "Is anybody there?"
    ann.screenshot(SCREENSHOTS / "2-ann-between.png")

    with chat(tmp_path, port) as service:
        for tab in (ann, ben):
            tab.wait_until("document.querySelector('#state').textContent === 'connected'")
            tab.wait_until("document.querySelector('#present').textContent === '2'")
        ann.press_enter()
        wait_for_text(ben, "Is anybody there?")
        say(ben, "Still here")
        for tab in (ann, ben):
            wait_for_text(tab, "Still here")
        told = [["Ann", "Hello, Ben"], ["Ben", "Hello, <b>Ann</b> ☕"], ["Ann", "Is anybody there?"], ["Ben", "Still here"]]
        assert shown(ann) == shown(ben) == told
        ann.screenshot(SCREENSHOTS / "3-ann-after.png")
        ben.screenshot(SCREENSHOTS / "3-ben-after.png")

        late = enter(browser, service, "Cleo")
        late.wait_until("document.querySelectorAll('#messages li[data-id]').length === 4")
        assert shown(late) == told
        elsewhere = enter(browser, service, "Dan", room="attic")
        elsewhere.wait_until("document.querySelector('#present').textContent === '1'")
        assert shown(elsewhere) == []
        assert service.stop() == 0


def test_over_https_the_page_talks_over_wss(tmp_path):
    certificate, key = make_certificate(tmp_path, "chat")
    flags = ("--listen", "tls://127.0.0.1:0", "--tls-cert", certificate, "--tls-key", key, "--set", f"data_dir={tmp_path / 'data'}")
    with Running(sample("chat"), ALONE, *flags) as service, Browser(tmp_path, "--ignore-certificate-errors") as browser:
        ann = enter(browser, service, "Ann", scheme="https")
        say(ann, "Hello over TLS")
        wait_for_text(ann, "Hello over TLS")
        assert service.stop() == 0


def test_history_is_told_page_by_page_and_room_by_room(tmp_path):
    with chat(tmp_path) as service:
        assert service.ask("GET", "/rooms/lobby/messages").json == []
        assert service.ask("GET", "/rooms/lobby/messages?limit=201").status == 422
        assert service.stop() == 0
