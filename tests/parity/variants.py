"""Which variants of the labs are compared, and the differences that are listed with a reason."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import msgspec

from tests.parity.oracle import ROOT
from torchgrade.course import Course

LISTED = msgspec.toml.decode((Path(__file__).parent / "differences.toml").read_bytes())


def variant_ids(prefix: str, labs: list[str]) -> list[str]:
    """Name the variants of labs that have an oracle, without reading a file."""
    ids = []
    for name in labs:
        lab = Course(ROOT).lab(name)
        ids += [f"{prefix}{name}/solution", f"{prefix}{name}/blank"]
        for kind in ("mistakes", "alternatives"):
            files = sorted(getattr(lab, kind).glob("*.py"))
            ids += [f"{prefix}{name}/{kind}/{path.stem}" for path in files]
    return ids


def chosen(ids: list[str]) -> list[str]:
    """Pick one of each lab for CI; all (`TORCHGRADE_PARITY=all`, as `make parity`) take long.

    By a hash of each name, so that a variant more or less leaves the choice of the others alone.
    """
    if os.environ.get("TORCHGRADE_PARITY") == "all":
        return ids
    drawn = [name for name in ids if int(sha256(name.encode()).hexdigest(), 16) % 180 == 0]
    of_labs: dict[str, str] = {}
    for name in drawn:
        of_labs.setdefault(name.partition("/")[0], name)
    return list(of_labs.values())


def allowed(entry: str) -> dict[str, str]:
    """Case -> reason, for the listed differences of an entry."""
    found: dict[str, str] = {}
    for listed in LISTED.get("difference", []):
        if listed["entry"] == entry:
            found |= dict.fromkeys(listed["cases"], listed["reason"])
    return found
