# SPDX-License-Identifier: Apache-2.0
"""Documents point at what is there, and the short ones stay short."""

import re

import pytest

import tree

DOCUMENTS = [path for path in tree.files() if path.suffix == ".md"]
DECISIONS = sorted(path.name for path in (tree.ROOT / "docs/decisions").glob("[0-9]*.md"))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_links_within_the_tree_lead_somewhere(document):
    text = FENCE.sub("", (tree.ROOT / document).read_text(encoding="utf-8"))
    links = [link for link in LINK.findall(text) if "://" not in link and not link.startswith("mailto:")]

    assert [link for link in links if not (tree.ROOT / document.parent / link).exists()] == []


def test_contributing_fits_a_screen():
    assert len((tree.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) <= 50


@pytest.mark.parametrize("folder", ["docs", "docs/quality"])
def test_each_page_is_listed_beside_it(folder):
    index = (tree.ROOT / folder / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (tree.ROOT / folder).glob("*.md")} - {"README.md"}

    assert pages - set(LINK.findall(index)) == set()


def test_decisions_are_numbered_without_a_gap_and_all_listed():
    index = (tree.ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")

    assert [int(name[:4]) for name in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert [link for link in LINK.findall(index)] == DECISIONS


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_has_its_five_parts_on_one_page(name):
    text = (tree.ROOT / "docs/decisions" / name).read_text(encoding="utf-8")

    parts = re.findall(r"^\*\*([^*]+)\.\*\*", text, re.MULTILINE)
    assert parts == ["Situation", "Decision", "Consequences", "Rejected", "What would prove it wrong"]
    assert len(text.splitlines()) <= 45


def test_the_changelog_knows_the_version_being_built():
    version = re.search(r"project\(saki VERSION ([0-9.]+)", (tree.ROOT / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)

    assert re.search(rf"^## {re.escape(version)}\b", (tree.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
