# SPDX-License-Identifier: Apache-2.0
"""Every code a finding can carry, with what it means and an example of both sides. `saki explain CODE` prints one of them.

The examples are manifests without their head (`saki: 1`, `service: …`) unless they show it; a test compiles each of them: the
wrong one gives exactly its own code, the right one no error.
"""

from __future__ import annotations

from ._code import Code as Code
from ._files import FILES
from ._names import NAMES
from ._routes import ROUTES
from ._types import TYPES
from ._values import VALUES
from ._warnings import WARNINGS

CODES: dict[str, Code] = {code.name: code for code in (*FILES, *NAMES, *TYPES, *VALUES, *ROUTES, *WARNINGS)}
