# SPDX-License-Identifier: Apache-2.0
"""Cron expressions: minute, hour, day of month, month, day of week, in UTC.

Each field is `*`, a value, a range `1-5`, any of them with a step `/15`, or a list of such; months and days have English short
names; Sunday is 0 and 7. When both days are restricted either may match, as cron has always had it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from .._fault import Fault
from .._suggest import did_you_mean

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
HINT = "five fields: minute hour day-of-month month day-of-week, for example `30 3 * * mon-fri`"
YEARS_AHEAD = 30  # three times a 29 February, around a year 2100


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five fields: what it is called, its range, its names."""

    what: str
    low: int
    high: int
    names: tuple[str, ...] = ()


PARTS = (
    Part("minute", 0, 59),
    Part("hour", 0, 23),
    Part("day of month", 1, 31),
    Part("month", 1, 12, MONTHS),
    Part("day of week", 0, 7, DAYS),
)


@dataclass(frozen=True, slots=True)
class Cron:
    """A parsed expression: for each field the values it matches."""

    text: str
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]  # Sunday is 0
    any_day: bool
    any_weekday: bool

    def runs_on(self, day: datetime) -> bool:
        """Whether it runs at all on a day."""
        if day.month not in self.months:
            return False
        of_month, of_week = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        if self.any_day or self.any_weekday:
            return of_month and of_week
        return of_month or of_week


def parse_cron(text: str) -> Cron:
    """Reads an expression; raises Fault, also for one that can never come true (30 February)."""
    fields = [(match.group(), match.start()) for match in re.finditer(r"\S+", text)]
    if len(fields) != len(PARTS):
        raise Fault("bad-cron", f"a cron expression has five fields, this has {len(fields)}", hint=HINT)
    sets = [parse_part(field, offset, part) for (field, offset), part in zip(fields, PARTS)]
    weekdays = frozenset(day % 7 for day in sets[4])
    cron = Cron(text, sets[0], sets[1], sets[2], sets[3], weekdays, fields[2][0] == "*", fields[4][0] == "*")
    if not next_runs(cron, datetime(2024, 1, 1), 1):
        raise Fault("bad-cron", "no day ever matches this expression", hint="look at the day of month and the month")
    return cron


def parse_part(field: str, offset: int, part: Part) -> frozenset[int]:
    """The values one field matches."""
    values: set[int] = set()
    for item in field.split(","):
        values |= parse_item(item, offset, part)
        offset += len(item) + 1
    return frozenset(values)


def parse_item(item: str, offset: int, part: Part) -> set[int]:
    """One element of a field's list."""
    span, slash, step_text = item.partition("/")
    step = parse_step(step_text, offset + len(span) + 1, part) if slash else 1
    low_text, dash, high_text = span.partition("-")
    if span == "*":
        low, high = part.low, 6 if part.names is DAYS else part.high
    else:
        low = parse_value(low_text, offset, part)
        high = parse_value(high_text, offset + len(low_text) + 1, part) if dash else (part.high if slash else low)
    if low > high:
        raise Fault("bad-cron", f"the range {span} runs backwards", offset=offset, length=len(span), hint=HINT)
    return set(range(low, high + 1, step))


def parse_step(text: str, offset: int, part: Part) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= part.high):
        raise Fault(
            "bad-cron",
            f"the step '{text}' of the {part.what} is no number from 1 to {part.high}",
            offset=offset,
            length=max(1, len(text)),
            hint=HINT,
        )
    return int(text)


def parse_value(text: str, offset: int, part: Part) -> int:
    if text.casefold() in part.names:
        return part.names.index(text.casefold()) + part.low
    where = {"offset": offset, "length": max(1, len(text))}
    if not (text.isascii() and text.isdigit()):
        raise Fault("bad-cron", f"'{text}' is no {part.what}{did_you_mean(text, part.names)}", hint=HINT, **where)
    if not part.low <= int(text[:6]) <= part.high:
        raise Fault("bad-cron", f"the {part.what} {text} is out of range {part.low} to {part.high}", hint=HINT, **where)
    return int(text)


def next_runs(cron: Cron, after: datetime, count: int) -> tuple[datetime, ...]:
    """The next `count` minutes after `after` (UTC) at which it runs; fewer when none follow for years."""
    found: list[datetime] = []
    first = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
    day = first.replace(hour=0, minute=0)
    end = after + timedelta(days=366 * YEARS_AHEAD)
    while day < end and len(found) < count:
        if cron.runs_on(day):
            times = (day.replace(hour=hour, minute=minute) for hour in sorted(cron.hours) for minute in sorted(cron.minutes))
            found += [time for time in times if time >= first][: count - len(found)]
        day += timedelta(days=1)
    return tuple(found)
