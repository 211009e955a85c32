# SPDX-License-Identifier: Apache-2.0
"""Every code a finding can carry, with what it means and an example of both sides. `saki explain CODE` prints one of them.

The examples are manifests without their head (`saki: 1`, `service: …`) unless they show it; a test compiles each of them: the
wrong one gives exactly its own code, the right one no error.
"""

from __future__ import annotations

from .code import Code as Code
from .files import FILES
from .names import NAMES
from .packages import PACKAGES
from .routes import ROUTES
from .types import TYPES
from .values import VALUES
from .warnings import WARNINGS

CODES: dict[str, Code] = {code.name: code for code in (*FILES, *NAMES, *PACKAGES, *TYPES, *VALUES, *ROUTES, *WARNINGS)}
