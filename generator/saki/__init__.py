# SPDX-License-Identifier: Apache-2.0
"""Saki's generator: compiles a service's manifest and makes its C++ from it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._diagnostics import Diagnostic as Diagnostic
    from ._load import LoadResult as LoadResult, load as load
    from ._model import Manifest as Manifest

__version__ = "0.1.0"
__all__ = ("Diagnostic", "LoadResult", "Manifest", "load")

_HOMES = {"Diagnostic": "_diagnostics", "LoadResult": "_load", "Manifest": "_model", "load": "_load"}


def __getattr__(name: str) -> Any:
    """Imports a public name when it is asked for, so that a command starts without what it does not use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'saki' has no attribute '{name}'")
    return getattr(import_module(f"saki.{_HOMES[name]}"), name)
