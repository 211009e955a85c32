# SPDX-License-Identifier: Apache-2.0
"""The page of the notes sample in a real browser, while somebody else is at work."""

from __future__ import annotations

import json

from browser import Browser
from running import ALONE, Running, sample

# Notes that somebody makes at the two moments at which a page could miss them: just before its stream opens, and just after its list was
# answered.
MEDDLING = """
const make = (title) => {
  const ask = new XMLHttpRequest();
  ask.open("POST", "/notes", false);
  ask.setRequestHeader("Content-Type", "application/json");
  ask.send(JSON.stringify({ title }));
};
const Stream = window.EventSource;
window.EventSource = function (url) {
  make("before the stream");
  return new Stream(url);
};
const ask = window.fetch.bind(window);
window.fetch = async (path, options) => {
  const response = await ask(path, options);
  if (String(path).startsWith("notes?")) make("after the list");
  return response;
};
"""
TITLES = "[...document.querySelectorAll('#list .title')].map(each => each.textContent)"


def test_no_note_falls_between_the_list_and_the_stream(tmp_path):
    flags = ("--listen", "127.0.0.1:0", "--workers", "2", "--set", f"data_dir={tmp_path / 'data'}")
    with Running(sample("notes"), ALONE, *flags) as service, Browser(tmp_path) as browser:
        assert service.ask("POST", "/notes", json.dumps({"title": "old"}).encode(), {"Content-Type": "application/json"}).status == 201
        tab = browser.open("about:blank")
        tab.call("Page.enable")
        tab.call("Page.addScriptToEvaluateOnNewDocument", source=MEDDLING)
        tab.call("Page.navigate", url=f"http://127.0.0.1:{service.port}/")
        tab.wait_until(f"{TITLES}.includes('after the list')")
        assert tab.run(TITLES) == ["old", "before the stream", "after the list"]
        assert service.stop() == 0
