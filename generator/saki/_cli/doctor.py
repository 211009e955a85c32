# SPDX-License-Identifier: Apache-2.0
"""`saki doctor`: what is missing on this machine, as a line to paste."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass

import click

from .._errors import Exit
from .._machine import GROUPS, OLDEST_GCC, Requirement, compiler, missing, requirements, saki_files, system_name
from .._render import Style, style_for
from ._group import SakiCommand
from ._options import json_option

EXAMPLES = (
    ("saki doctor", "what building and running a service lacks here"),
    ("saki doctor --test --boards", "and what the tests and ARM boards need"),
)
TRAP = (
    "GCC 12 destroys some temporaries twice when they live across a co_await: saki lint finds them, "
    "saki explain trap-temporary shows the way round."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    good: bool
    text: str


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Name what is missing on this machine, as a line to paste.")
@click.option("--test", is_flag=True, help="Also what the tests of Saki's own tree need.")
@click.option("--boards", is_flag=True, help="Also what compiling for ARM boards needs.")
@json_option
def command(test: bool, boards: bool, as_json: bool) -> int:
    """Prints the findings; 3 when something is missing."""
    groups = ["build", "run"] + (["test"] if test else []) + (["cross"] if boards or test else [])
    wanted = [each for each in requirements(saki_files()) if each.group in groups]
    lacking = missing(wanted)
    findings = [system(lacking is not None), *packages(groups, lacking), *compilers()]
    line = install_line([each.package for each in lacking or []])
    if as_json:
        told = [{"what": each.what, "ok": each.good, "text": each.text} for each in findings]
        sys.stdout.write(json.dumps({"ok": all(each.good for each in findings), "findings": told, "install": line}, indent=2) + "\n")
    else:
        sys.stdout.write(page(findings, line, style_for(sys.stdout)))
    return Exit.OK if all(each.good for each in findings) else Exit.ENVIRONMENT


def system(has_dpkg: bool) -> Finding:
    """Whether packages can be told at all."""
    name = system_name()
    if not has_dpkg:
        return Finding("system", False, f"{name}: no dpkg, so packages cannot be told; Debian 12 is tested")
    return Finding("system", True, name if "Debian" in name and " 12" in name else f"{name}; tested is Debian 12")


def packages(groups: list[str], lacking: list[Requirement] | None) -> list[Finding]:
    """One finding for each group of packages."""
    findings = []
    for group in groups:
        names = [each.package for each in lacking or [] if each.group == group]
        known = lacking is not None
        text = f"missing: {' '.join(names)}" if names else "all packages are installed" if known else "unknown"
        findings.append(Finding(f"to {GROUPS[group]}", known and not names, text))
    return findings


def compilers() -> list[Finding]:
    """The compiler that a build would take."""
    found = compiler()
    if found is None:
        return [Finding("compiler", False, "none on the path")]
    told = f"{found.name} {found.version}".strip()
    return [Finding("compiler", found.fits, told if found.fits else f"{told} is too old: GCC {OLDEST_GCC} or Clang 19 is needed")]


def install_line(names: list[str]) -> str:
    """The line that installs them; empty for none."""
    return f"apt-get update && apt-get install -y --no-install-recommends {' '.join(names)}" if names else ""


def page(findings: list[Finding], line: str, style: Style) -> str:
    """The findings, what to paste, and the compiler trap."""
    width = max(len(each.what) for each in findings)
    rows = [f"{style.paint('ok', 32) if each.good else style.paint('no', 31)}  {each.what.ljust(width)}  {each.text}" for each in findings]
    if line:
        rows += ["", "As root, this makes the machine ready:", f"  {line}"]
    return "\n".join([*rows, "", TRAP]) + "\n"
