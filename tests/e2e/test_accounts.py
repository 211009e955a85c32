# SPDX-License-Identifier: Apache-2.0
"""The accounts sample in a real browser: signing up, in and out, roles; and what a page of another site gets."""

from __future__ import annotations

import http.client
import json
from contextlib import contextmanager

import pytest
from browser import Browser, Tab
from running import ALONE, Running, sample


@contextmanager
def accounts(folder):
    with Running(sample("accounts"), ALONE, "--listen", "127.0.0.1:0", "--workers", "2", "--set", f"data_dir={folder}") as service:
        yield service


@contextmanager
def stranger(folder):
    """A service at another port: another origin, and yet the browser sends it the same cookies."""
    with Running(sample("notes"), ALONE, "--listen", "127.0.0.1:0", "--workers", "1", "--set", f"data_dir={folder}") as service:
        yield service


@pytest.fixture
def browser(tmp_path):
    with Browser(tmp_path) as running:
        yield running


def enter(browser: Browser, service: Running, name: str, password: str, button: str) -> Tab:
    tab = browser.open(f"http://127.0.0.1:{service.port}/")
    tab.wait_until("!document.querySelector('#door').hidden")
    press(tab, name, password, button)
    tab.wait_until("!document.querySelector('#home').hidden")
    return tab


def press(tab: Tab, name: str, password: str, button: str) -> None:
    tab.type_into("#name", name)
    tab.type_into("#password", password)
    tab.run(f"document.querySelector('button[value={button}]').click()")


def told(tab: Tab) -> str:
    return tab.run("document.querySelector('#told').textContent")


def leave(tab: Tab) -> None:
    tab.run("document.querySelector('#leave').click()")
    tab.wait_until("!document.querySelector('#door').hidden")


def test_people_sign_up_get_roles_and_sign_out(browser, tmp_path):
    with accounts(tmp_path / "data") as service:
        tab = enter(browser, service, "ann", "correct horse", "sign-up")
        tab.wait_until("document.querySelector('#role').textContent === 'admin'")
        assert tab.run("document.cookie") == ""  # No script sees the session's.
        leave(tab)
        press(tab, "ben", "battery staple", "sign-up")
        tab.wait_until("document.querySelector('#role').textContent === 'member'")
        assert tab.run("document.querySelector('#people').hidden")
        tab.call("Page.reload")
        tab.wait_until("document.querySelector('#who')?.textContent === 'ben'")

        leave(tab)
        press(tab, "ann", "correct horse", "sign-in")
        tab.wait_until("document.querySelectorAll('#list li').length === 2")
        tab.run("const role = document.querySelectorAll('#list select')[1]; role.value = 'editor'; role.dispatchEvent(new Event('change'))")
        tab.wait_until("document.querySelector('#told').textContent.startsWith('ben is editor')")
        leave(tab)
        press(tab, "ben", "battery staple", "sign-in")
        tab.wait_until("document.querySelector('#role').textContent === 'editor'")
        assert service.stop() == 0


def test_a_wrong_password_is_told_and_lets_nobody_in(browser, tmp_path):
    with accounts(tmp_path / "data") as service:
        leave(enter(browser, service, "ann", "correct horse", "sign-up"))
        tab = browser.open(f"http://127.0.0.1:{service.port}/")
        tab.wait_until("!document.querySelector('#door').hidden")
        press(tab, "ann", "wrong horse", "sign-in")
        tab.wait_until("document.querySelector('#told').textContent !== ''")
        assert told(tab) == "The name or the password is wrong" and tab.run("document.querySelector('#home').hidden")
        assert service.stop() == 0


def test_a_page_of_another_site_signs_nobody_out(browser, tmp_path):
    with accounts(tmp_path / "data") as service, stranger(tmp_path / "other") as other:
        tab = enter(browser, service, "ann", "correct horse", "sign-up")
        page = browser.open(f"http://127.0.0.1:{other.port}/")
        page.wait_until("document.readyState === 'complete' && document.title === 'Notes'")
        page.run(
            f"fetch('http://127.0.0.1:{service.port}/sign-out', {{ method: 'POST', mode: 'no-cors', credentials: 'include' }})"
            ".then(() => (window.asked = true), () => (window.asked = true))"
        )
        page.wait_until("window.asked === true")
        tab.call("Page.reload")
        tab.wait_until("document.querySelector('#who')?.textContent === 'ann'")
        assert service.stop() == 0 and other.stop() == 0


def test_the_sessions_cookie_is_for_the_service_alone(tmp_path):
    with accounts(tmp_path) as service:
        ask = http.client.HTTPConnection("127.0.0.1", service.port)
        ask.request("GET", "/me")
        answer = ask.getresponse()
        assert json.loads(answer.read())["csrf"]
        name, *attributes = [each.strip() for each in answer.headers["Set-Cookie"].split(";")]
        assert name.startswith("__Host-session=") and sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]
        assert service.stop() == 0
