# SPDX-License-Identifier: Apache-2.0
"""The planner: from a checked manifest to the texts of files. Pure: reads the author's sources as given text, writes nothing.

Steps: the model's facts become views, frozen data in which every C++ spelling is decided; templates print the views.
"""

from __future__ import annotations

from .files import PlannedFile as PlannedFile
from .generated import GeneratedPlan as GeneratedPlan
from .generated import Sources as Sources
from .generated import plan_generated as plan_generated
