"""Which variants of the labs are compared, and the differences that are listed with a reason."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import msgspec

from tests.parity.oracle import ROOT
from torchgrade.course import Course
from torchgrade.verify import read_variants

LISTED = msgspec.toml.decode((Path(__file__).parent / "differences.toml").read_bytes())


def variant_ids(prefix: str, labs: list[str]) -> list[str]:
    """Name the variants of labs that have an oracle, without writing a single notebook."""
    ids = []
    for name in labs:
        lab = Course(ROOT).lab(name)
        ids += [f"{prefix}{name}/solution", f"{prefix}{name}/blank"]
        for kind in ("mistakes", "alternatives"):
            ids += [f"{prefix}{name}/{kind}/{v.name}" for v in read_variants(getattr(lab, kind))]
    return ids


def chosen(ids: list[str]) -> list[str]:
    """Pick about one of 180 for CI; all (`TORCHGRADE_PARITY=all`, as `make parity`) take long.

    By a hash of each name, so that a variant more or less leaves the choice of the others alone.
    """
    if os.environ.get("TORCHGRADE_PARITY") == "all":
        return ids
    return [name for name in ids if int(sha256(name.encode()).hexdigest(), 16) % 180 == 0]


def allowed(entry: str) -> dict[str, str]:
    """Case -> reason, for the listed differences of an entry."""
    found: dict[str, str] = {}
    for listed in LISTED.get("difference", []):
        if listed["entry"] == entry:
            found |= dict.fromkeys(listed["cases"], listed["reason"])
    return found
