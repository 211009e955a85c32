# SPDX-License-Identifier: Apache-2.0
"""Saki's generator: compiles a service's manifest and makes its C++ from it."""

from __future__ import annotations

__version__ = "0.1.0"
