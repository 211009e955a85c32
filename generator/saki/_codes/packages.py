# SPDX-License-Identifier: Apache-2.0
"""Codes about packages. Where the manifest alone cannot show the mistake, the wrong side is a package.yaml or what was done."""

from __future__ import annotations

from .code import code

PACKAGES = (
    code(
        "job-store",
        """A durable job's runs lie in the service's store until they have ended, and the store would lose them: it is in memory without a folder,
        or drops what was used longest ago to make room.""",
        """
         jobs:
           import: {handler: import_file, on_demand: true, durable: true}
         """,
        """
         store: {memory: {folder: store, eviction: refuse}}
         jobs:
           import: {handler: import_file, on_demand: true, durable: true}
         """,
    ),
    code(
        "package-missing",
        "No package of this name lies in the project's packages/ or came with this Saki; or one that another package needs does not.",
        "packages: [sqlight]",
        "packages: [{name: sqlight, optional: true}]",
    ),
    code(
        "package-incompatible",
        """The package is there and does not fit: it is made for another version of Saki, its name is not that of its folder, or it needs
        another version of a package than the one that is there.""",
        "# packages/greeting/package.yaml\nsdk: '>=7.0'",
        "packages: []",
        in_bytes=True,
    ),
    code(
        "package-cycle",
        "Packages need each other in a circle, so that none of them could start first. What both need goes into a third one.",
        "# packages/egg/package.yaml\nneeds: {hen: 0.1}\n\n# packages/hen/package.yaml\nneeds: {egg: 0.1}",
        "packages: []",
        in_bytes=True,
    ),
    code(
        "package-unpinned",
        "A package lies in the project's packages/ that no `saki package add` has put there, so nobody can say whether it is what it was.",
        "cp -r ../greeting packages/  # and packages: [greeting]",
        "packages: []",
        in_bytes=True,
    ),
    code(
        "package-changed",
        """A package in the project's packages/ is not what it was when it was added: a file of it was edited, added or removed. Adding it again
        from where it came undoes that; adding it from where it lies takes it as it is now.""",
        "echo '// mine' >> packages/greeting/src/greeting.cpp",
        "packages: []",
        in_bytes=True,
    ),
    code(
        "bad-range",
        """What follows the name is no range of versions. `0.1` is what is compatible with 0.1; conditions stand side by side, in quotes, for YAML
        takes a leading `>` for its own.""",
        "# packages/greeting/package.yaml\nneeds: {markdown: newest}",
        "packages: []",
        in_bytes=True,
    ),
)
