# SPDX-License-Identifier: Apache-2.0
"""What stands behind the messages that compilers and linkers have for the usual slips in a handler, in words of the project."""

from __future__ import annotations

import re

QUOTED = r"[‘'`]"
AWAITED = "what returns a saki::Task, and each send(), is done only once it is awaited: write co_await in front of the call"
RULES = (
    (re.compile(rf"ignoring return(?:ed)? value of (?:type )?{QUOTED}saki::(?:detail::Sending|Task\b)"), AWAITED),
    (re.compile(rf"(?:could not convert|cannot convert|no match for|no member named|conversion).*{QUOTED}(?:class )?saki::(?:detail::Sending|Task\b)"), AWAITED),
    (
        re.compile(r"undefined reference to .(?:\w+::)+handlers::(?P<handler>\w+)\("),
        "src/{handler}.cpp does not define handlers::{handler}; without `handlers::` in front it is another function (`saki status`)",
    ),
    (
        re.compile(rf"{QUOTED}class (?:\w+::)*Client\S* has no member named {QUOTED}(?P<handler>\w+)"),
        "no route of the manifest has a handler {handler} that the client could ask: its tests go with it, or take its new name",
    ),
)


def advice(output: str) -> list[str]:
    """A sentence for each slip that shows in `output`, each once, in the order of the messages."""
    found = [(match.start(), text.format(**match.groupdict())) for rule, text in RULES for match in rule.finditer(output)]
    return list(dict.fromkeys(text for _, text in sorted(found)))
