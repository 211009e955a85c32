# SPDX-License-Identifier: Apache-2.0
"""The demonstration: the notes service as a process, and the walk through its whole life that `saki demo --check` takes."""

from __future__ import annotations

from ._process import ServiceProcess as ServiceProcess
from ._walk import Failed as Failed
from ._walk import walk as walk
