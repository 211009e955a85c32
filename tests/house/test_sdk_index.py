# SPDX-License-Identifier: Apache-2.0
"""sdk/README.md tells of every public header and every folder of the SDK, once."""

import re
from fnmatch import fnmatchcase

import tree

NAME = re.compile(r"`([a-z0-9_*]+)`")


def rows(heading):
    section = (tree.ROOT / "sdk/README.md").read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [line.split("|")[1:-1] for line in section.splitlines() if line.startswith("|")][2:]


def test_every_public_header_stands_in_one_row():
    patterns = [name for row in rows("Public headers") for cell in row[1:] for name in NAME.findall(cell)]
    headers = [path.stem for path in tree.files() if str(path.parent) == "sdk/include/saki"]

    def told(header):
        exact = patterns.count(header)
        return exact if exact else sum(fnmatchcase(header, pattern) for pattern in patterns)

    assert {header: told(header) for header in headers if told(header) != 1} == {}
    assert [pattern for pattern in patterns if not any(fnmatchcase(header, pattern) for header in headers)] == []


def test_every_folder_has_a_row():
    told = [name for row in rows("Folders of `src/`") for name in NAME.findall(row[0])]
    folders = {path.parts[2] for path in tree.files() if path.parts[:2] == ("sdk", "src") and len(path.parts) > 3}

    assert sorted(told) == sorted(folders)
