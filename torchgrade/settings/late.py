"""``[late]`` of lab.toml: a lab's deadline, and the penalty for late submissions.

It belongs to a course and a term: releases and autograders are made without it, so that a new date
changes neither.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, decoded, shown
from torchgrade.settings.toml import parse_toml

__all__ = ["EXPECTED", "Late", "check_late", "duration", "instant", "read_late", "without_late"]

EXPECTED = {
    "late": "a table [late]",
    "late.due": "a date with its time, such as 2026-11-20T23:59:59+01:00",
    "late.timezone": "a time zone, such as Europe/Berlin",
    "late.grace": "a duration, such as 15m, 2h or 1d",
    "late.per_day": "a share of the score above 0 up to 1",
    "late.cap": "a share of the score above 0 up to 1",
}
"""Descriptions of its keys for people."""

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_DURATION = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)\s*([mhd])")

Share = Annotated[float, Meta(gt=0, le=1)]


class Late(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What handing in late costs: a share of what a submission has earned, for each day begun."""

    due: Annotated[
        datetime,
        Meta(description="Until when it may be handed in, with an offset, or in `timezone`."),
    ]
    per_day: Annotated[
        Share,
        Meta(description="The share of its score that a submission loses for each day begun."),
    ]
    timezone: Annotated[
        str,
        Meta(
            description="The time zone of a date without an offset, here and in a roster.",
            examples=["Europe/Berlin"],
        ),
    ] = ""
    grace: Annotated[
        str,
        Meta(
            description="How long after the date nothing is lost; days are counted from its end.",
            examples=["15m", "2h"],
        ),
    ] = "0m"
    cap: Annotated[Share, Meta(description="The most that is lost, however late.")] = 1.0

    @property
    def zone(self) -> tzinfo:
        """The time zone of dates without one."""
        return ZoneInfo(self.timezone) if self.timezone else self.due.tzinfo or timezone.utc

    @property
    def moment(self) -> datetime:
        """The deadline, in UTC."""
        return instant(self.due, self.zone)

    @property
    def forgiven(self) -> timedelta:
        """The grace period after the deadline."""
        return duration(self.grace)


def duration(text: str) -> timedelta:
    """Parse a duration, such as 15m, 2h or 1.5d; a day is 24 hours.

    Raises:
        ValueError: it is not a duration.
    """
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"expected a duration, such as 15m, 2h or 1d, got {text!r}")
    return timedelta(**{_UNITS[found[2]]: float(found[1])})


def instant(local: datetime, zone: tzinfo) -> datetime:
    """Return a date and time in UTC; the later one if it occurs twice because clocks are put back.

    Args:
        local: the date and time as written.
        zone: its time zone, if it does not have one.

    Raises:
        ValueError: there is no such time on that day, as clocks are put forward.
    """
    if local.tzinfo is not None:
        return local.astimezone(timezone.utc)
    both = [local.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc) for fold in (0, 1)]
    there = [one for one in both if one.astimezone(zone).replace(tzinfo=None) == local]
    if not there:
        raise ValueError(
            f"there is no {local:%H:%M} on {local:%Y-%m-%d} in {zone}: clocks go forward"
        )
    return max(there)


def check_late(late: Late) -> None:
    """Check what the schema does not say about ``[late]``; raises ``FormError``."""
    try:
        zone = ZoneInfo(late.timezone) if late.timezone else None
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        expected = EXPECTED["late.timezone"]
        raise FormError(f"late.timezone: expected {expected}, got {shown(late.timezone)}") from None
    if late.due.tzinfo is None and zone is None:
        raise FormError(
            f"late.due: {late.due.isoformat()} has no time zone: expected an offset "
            '(+01:00, Z), or timezone = "Europe/Berlin" beside it'
        )
    for key, check in (("due", lambda: late.moment), ("grace", lambda: late.forgiven)):
        try:
            check()
        except (ValueError, OverflowError) as error:
            raise FormError(f"late.{key}: {error}") from None
    if late.cap < late.per_day:
        raise FormError(
            f"late.cap: expected at least the {late.per_day:g} that a day costs, got {late.cap:g}"
        )


class _Only(msgspec.Struct, frozen=True):
    """A file of which only ``[late]`` is read, such as a lab.toml."""

    late: Late


def read_late(path: Path) -> Late:
    """Read the table ``[late]`` of a file.

    Raises:
        AuthorError: it can't be read, or its table is missing or invalid.
    """
    try:
        found = parse_toml(path)
        late = decoded({key: found[key] for key in ("late",) if key in found}, _Only, EXPECTED).late
        check_late(late)
    except OSError as error:
        raise AuthorError(f"{path} can't be read: {error.strerror or error}") from None
    except FormError as error:
        raise AuthorError(f"{path}: {error}") from None
    return late


def without_late(text: str) -> str:
    """Return the text of a lab.toml without its table ``[late]``, otherwise unchanged.

    Raises:
        AuthorError: it is not written as a separate table.
    """
    kept, inside = [], False
    for line in text.splitlines(keepends=True):
        if re.match(r"\s*\[", line):
            inside = re.match(r"\s*\[\s*late\s*\]", line) is not None
        if not inside:
            kept.append(line)
    left = "".join(kept)
    before = msgspec.toml.decode(text)
    before.pop("late", None)
    if msgspec.toml.decode(left) != before:
        raise AuthorError("lab.toml: expected `late` as a table of its own, under a line [late]")
    return left
