# SPDX-License-Identifier: Apache-2.0
"""`--type` of the commands that build."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from .._build import TYPES

F = TypeVar("F", bound=Callable[..., Any])


def type_option(command: F) -> F:
    """Adds `--type`, as `kind`: how the project is compiled."""
    return click.option("--type", "kind", type=click.Choice(list(TYPES)), default="release", show_default=True, help="How it is compiled.")(command)
