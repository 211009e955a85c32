# SPDX-License-Identifier: Apache-2.0
"""Fetches a package from a git repository, at one commit.

The repository is cloned bare: nothing is checked out, so none of its filters, hooks, links or submodules come to life. The commit's
files come as a tar through the same door as an archive's.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .._errors import InputError
from .._process import need
from .unpack import unpack_tar

PATIENCE = 300  # seconds for a clone
ALWAYS = ("git+", "git://", "ssh://", "git@", "file://")
PROTOCOLS = "file:git:http:https:ssh"
REF = re.compile(r"[A-Za-z0-9][\w./+-]*")


@dataclass(frozen=True, slots=True)
class GitSource:
    """A repository, and which of its commits: a branch, a tag, a hash; empty for what it calls HEAD."""

    url: str
    ref: str

    @property
    def text(self) -> str:
        return f"git+{self.url}" + (f"#{self.ref}" if self.ref else "")


def read_git_source(text: str) -> GitSource | None:
    """`git+URL#REF`, or what is seen to be a repository without the word; None for anything else."""
    url, _, ref = text.partition("#")
    if not (url.startswith(ALWAYS) or url.endswith(".git")):
        return None
    if ref and (not REF.fullmatch(ref) or ".." in ref):
        raise InputError(f"'{ref}' names no commit", hint="write a branch, a tag or a commit behind the '#'")
    url = url.removeprefix("git+")
    if not url or url.startswith("-"):
        raise InputError(f"'{text}' is no URL of a repository", hint="for example git+https://example.org/greeting#v0.2.0")
    return GitSource(os.path.abspath(url) if os.path.isdir(url) else url, ref)


def fetch_git(source: GitSource, folder: Path) -> str:
    """Puts the files of the commit into `folder`, which is made; returns the commit's full hash."""
    git = need("git", "git")
    with tempfile.TemporaryDirectory(prefix="saki-git-") as scratch:
        run(git, source.url, "clone", "--quiet", "--bare", "--no-hardlinks", "--", source.url, scratch)
        commit = run(git, source.url, "-C", scratch, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{source.ref or 'HEAD'}^{{commit}}").strip()
        archive = subprocess.Popen([git, "-C", scratch, "archive", "--format=tar", commit], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment())
        assert archive.stdout is not None
        try:
            unpack_tar(archive.stdout, folder)
        finally:
            archive.kill()
            archive.stdout.close()
            archive.wait()
    return commit


def run(git: str, url: str, *arguments: str) -> str:
    """Runs git; raises InputError with what it says."""
    try:
        done = subprocess.run([git, *arguments], capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL, env=environment(), timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{url} took longer than {PATIENCE} seconds") from error
    if done.returncode != 0:
        raise InputError(f"git could not fetch from {url}: {reason(done.stderr)}")
    return done.stdout


def reason(said: str) -> str:
    """What git says is wrong: its first fatal line, for advice may follow; else the last line."""
    lines = [line for line in said.splitlines() if line.strip()]
    fatal = next((line for line in lines if line.startswith("fatal: ")), lines[-1] if lines else "there is no such commit")
    return fatal.removeprefix("fatal: ")


def environment() -> dict[str, str]:
    """git that asks nobody, runs no helper of a URL's choice, and reads nobody's hooks."""
    return {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": PROTOCOLS, "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": "/dev/null"}
