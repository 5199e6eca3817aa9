"""Cheats under otter's engine and under ours, side by side.

    python benchmarks/redteam.py
    python benchmarks/redteam.py --only tamper --limit 5

Only attacks are run that harm nothing where nothing is isolated (`unsandboxed: yes` in
tests/redteam/attacks): otter's engine runs them as the user who started this. About ten seconds
each, nearly all of it otter's.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import glob
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["TORCHGRADE_OFFLINE"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))

from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.redteam import lab
from tests.redteam.attack import CLASSES, MARK, Attack, attacks
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.engine.engine import Engine
from torchgrade.engine.otter import OtterEngine
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import grade
from torchgrade.records import Grade
from torchgrade.results import write_submission


def main() -> None:
    """Grade each attack twice, and print what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="attacks with this in their name or class")
    parser.add_argument("--limit", type=int, help="at most so many attacks, spread over classes")
    options = parser.parse_args()
    chosen = [
        attack
        for attack in attacks()
        if attack.unsandboxed and options.only in f"{attack.kind} {attack.name}"
    ]
    chosen = _spread(chosen, options.limit)
    if not chosen:
        parser.error(f"no attack that may run without a sandbox has {options.only!r} in its name")
    console = Console()
    table = Table(title="What a cheat earns", caption="red: more or less than the honest part")
    table.add_column("attack")
    for column in ("honest", "otter", "torchgrade", "otter shows", "torchgrade shows"):
        table.add_column(column, justify="right")
    fooled = [0, 0]
    with tempfile.TemporaryDirectory(prefix="torchgrade-redteam-") as folder:
        console.print("building the labs that are attacked ...")
        field = lab.make(Path(folder))
        with IsolatedEngine() as isolated:
            for attack in track(chosen, "grading", console=console):
                rows = [
                    _graded(attack, field, engine, Path(folder))
                    for engine in (OtterEngine(), isolated)
                ]
                for side, (_, _, harmed) in enumerate(rows):
                    fooled[side] += harmed
                table.add_row(
                    attack.name,
                    _honest(attack),
                    *(score for score, _, _ in rows),
                    *(leaked for _, leaked, _ in rows),
                )
    console.print(table)
    console.print(
        f"Of {len(chosen)} attacks, {fooled[0]} changed what otter's engine said or showed a "
        f"secret there, and {fooled[1]} did so with torchgrade's."
    )


def _spread(chosen: list[Attack], limit: int | None) -> list[Attack]:
    """Take one attack of each class in turn, until there are enough."""
    by_class = [[a for a in chosen if a.kind == kind] for kind in CLASSES]
    turns = [group[turn] for turn in range(len(chosen)) for group in by_class if turn < len(group)]
    kept = turns[:limit]
    return [attack for attack in chosen if attack in kept]


def _graded(
    attack: Attack, field: lab.Field, engine: Engine, folder: Path
) -> tuple[str, str, bool]:
    """Return the score, what leaked, and whether either should not be, ready for the table."""
    with (
        tempfile.TemporaryDirectory(dir=folder) as name,
        open_bundle(field.labs[attack.lab].autograder) as whole,
    ):
        handed_in = Path(name) / "in"
        handed_in.mkdir()
        manifest = dataclasses.replace(whole.manifest, seconds=max(60, attack.seconds))
        bundle = Bundle(whole.folder, manifest, whole.config)
        result = grade(bundle, attack.submission(field, handed_in), engine)
        write_submission(result, manifest, whole.config, Path(name) / "out")
        seen = _seen(Path(name) / "out")
    _clear()  # or the next engine's player would read what this one's wrote to /dev/shm
    leaked = any(canary.search(seen) for canary in lab.CANARIES.values())
    right = _is_right(attack, result)
    score = result.status if result.score is None else f"{result.score:g}"
    return (
        score if right else f"[red]{score}[/red]",
        "[red]a secret[/red]" if leaked else "-",
        leaked or not right,
    )


def _is_right(attack: Attack, result: Grade) -> bool:
    if result.status not in attack.statuses:
        return False
    low, high = attack.honest
    return result.score is None or low <= result.score <= high


def _honest(attack: Attack) -> str:
    if "graded" not in attack.statuses:
        return "rejected"
    low, high = attack.honest
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _seen(out: Path) -> str:
    """Return what a student sees of a grade."""
    said = [path.read_text(encoding="utf-8") for path in out.rglob("feedback.html")]
    for path in out.rglob("results.json"):
        for test in json.loads(path.read_text(encoding="utf-8"))["tests"]:
            if test.get("visibility", "visible") != "hidden":
                said.append(str(test.get("output", "")))
    return "\n".join(said)


def _clear() -> None:
    for folder in ("/tmp", "/dev/shm", "/var/tmp"):
        for path in glob.glob(f"{folder}/{MARK}*"):
            with contextlib.suppress(OSError):
                os.unlink(path)


if __name__ == "__main__":
    main()
