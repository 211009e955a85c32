# SPDX-License-Identifier: Apache-2.0
"""The command line. A command is a module here with a `command`, and a row in `_table.py`; it is imported only when called."""

from __future__ import annotations

from ._main import main as main
