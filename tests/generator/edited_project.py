# SPDX-License-Identifier: Apache-2.0
"""A project on the disk whose manifest is edited and whose author writes, repairs and deletes files by hand."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from copy import deepcopy
from pathlib import Path

from edited_manifest import Route, beginning
from hand_written import Written, source, write_handler, write_helper
from manifest_edits import EDITS
from saki import emit
from saki._author import plan_author
from saki._drift import State, fixes, look_at_handlers
from saki._edit import add_entry
from saki._generate import PlannedProject, plan_project
from saki._lock import read_lock
from saki._sdk import find_sdk

HELPER = "touch"


class EditedProject:
    def __init__(self, folder: Path, dice: random.Random) -> None:
        """Takes over what `saki new` made: the manifest grows a little, and every source is replaced by the author's own."""
        self.folder, self.dice, self.manifest = folder, dice, beginning()
        self.discarded = 0  # edits that gave no valid manifest
        self.files: dict[str, Written] = {}  # every file in src, by its stem
        for path in (*folder.glob("src/*"), *folder.glob("tests/*")):
            path.unlink()
        self.write_manifest()
        for route in self.manifest.routes:
            self.write_by_hand(route)
        self.write_helper()

    # ---- the author

    def write_manifest(self) -> None:
        (self.folder / "service.yaml").write_text(self.manifest.text())

    def write_by_hand(self, route: Route) -> None:
        text, self.files[route.handler] = write_handler(route, self.manifest, self.dice)
        source(self.folder, route.handler).write_text(text)

    def write_helper(self) -> None:
        text, self.files[HELPER] = write_helper(self.manifest, self.dice)
        source(self.folder, HELPER).write_text(text)

    def work_by_hand(self) -> None:
        """Between two edits: what is broken is repaired, a stub may be written, a file that nothing needs may go."""
        self.repair()
        stubs = [each for each in self.manifest.routes if self.files[each.handler].stub]
        if stubs and self.dice.random() < 0.6:
            self.write_by_hand(self.dice.choice(stubs))
        orphans = sorted(self.orphans())
        if len(orphans) > 3:
            source(self.folder, orphans[0]).unlink()
            del self.files[orphans[0]]

    def repair(self) -> None:
        """`saki fix` first, which brings up signatures; then by hand whatever does not fit the new signature or type."""
        before = {each.handler: self.files[each.handler].signature for each in self.manifest.routes}
        self.fix()
        for route in self.manifest.routes:
            written = self.files[route.handler]
            lost = Counter(before[route.handler][1:]) - Counter(written.signature[1:])
            body_is_off = any("::" not in each for each in lost) or before[route.handler][0] != written.signature[0]
            if not written.stub and (written.lacks(self.manifest) or body_is_off):
                self.write_by_hand(route)
        if self.files[HELPER].lacks(self.manifest):
            self.write_helper()

    def fix(self) -> None:
        plan = self.planned().plan
        assert plan is not None
        texts = {each.file: (self.folder / each.file).read_text() for each in plan.views if each.written}
        for each in list(fixes(plan, texts)):
            (self.folder / each.file).write_text(each.apply(texts[each.file]))
            self.files[Path(each.file).stem].signature = self.route_of(Path(each.file).stem).signature()
        assert not self.drifted(), "`saki fix` left a signature behind"

    # ---- the manifest

    def edit(self) -> str:
        """One random edit that gives a valid manifest; returns what it did."""
        kinds, weights = list(EDITS), list(EDITS.values())
        good = self.manifest
        while True:
            self.manifest, kind = deepcopy(good), self.dice.choices(kinds, weights)[0]
            said = kind(self.manifest, self.dice, self.orphans(good.routes))
            if said is None or self.manifest.text() == good.text():
                continue
            if kind.__name__ == "add_route":
                route = self.manifest.routes[-1]
                assert add_entry(good.text(), "routes", route.key, route.value).apply(good.text()) == self.manifest.text(), "as `saki add` does it"
            self.write_manifest()
            if self.planned().plan is not None:
                return f"{kind.__name__}: {said}"
            self.discarded += 1

    # ---- saki

    def planned(self) -> PlannedProject:
        return plan_project(self.folder / "service.yaml", "service.yaml")

    def generate(self) -> set[str]:
        """What `saki generate` and then the build's emit do. Returns the author's files that were made."""
        plan = plan_author(self.folder, "service.yaml", find_sdk(self.folder, None), pin=True)
        made = {each for each in plan.write() if not each.startswith(".saki/")}
        assert emit.main(["--manifest", str(self.folder / "service.yaml"), "--out", str(self.folder / "gen")]) == 0
        for path in made:
            self.files[Path(path).stem] = Written(self.route_of(Path(path).stem).signature(), stub=True)
        return made

    def states(self) -> dict[str, State]:
        """What `saki status` says."""
        project = self.planned()
        assert project.plan is not None and project.manifest is not None
        standings = look_at_handlers(self.folder, project.plan, read_lock(self.folder))
        return {each.name: each.state for each in standings}

    def drifted(self) -> set[str]:
        return {name for name, state in self.states().items() if state is State.DRIFTED}

    # ---- what should be

    def route_of(self, handler: str) -> Route:
        return next(each for each in self.manifest.routes if each.handler == handler)

    def orphans(self, routes: list[Route] | None = None) -> set[str]:
        return set(self.files) - {HELPER} - {each.handler for each in routes or self.manifest.routes}

    def missing(self) -> set[str]:
        """The handler files that the next generate has to make."""
        return {f"src/{each.handler}.cpp" for each in self.manifest.routes if each.handler not in self.files}

    def foretold_drift(self) -> set[str]:
        return {each.handler for each in self.manifest.routes if self.files[each.handler].drifted(each)}

    def foretold(self) -> dict[str, set[str]]:
        """The sources that do not compile now, by their path, and the names of which the compiler must tell one."""
        routes = {each.handler: each for each in self.manifest.routes}
        names = [*routes, HELPER]
        words = {f"src/{name}.cpp": self.files[name].broken_words(name, routes.get(name), self.manifest) for name in names}
        return {path: each for path, each in words.items() if each}

    def hashes(self) -> dict[str, str]:
        """Every file of the author."""
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        named = {str(path.relative_to(self.folder)): path for path in paths}
        mine = {name: path for name, path in named.items() if name.split("/")[0] not in (".saki", "gen", "build")}
        return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in mine.items()}
