"""What otter gives every entry of the corpus, kept in files: ``python -m tests.parity.oracle``.

It runs the real ``otter run`` on what has no record yet (6 s each); ``--all`` runs everything anew,
compares with what is kept, and ends with exit code 1 where otter's word has changed. ``--labs``
adds every variant of the course's labs, for which otter's own classes in a fork stand in (1 s).
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import tqdm

from tests.support import corpus
from tests.support.corpus import Entry, digest
from torchgrade.bundle import open_bundle
from torchgrade.course import Course
from torchgrade.engine.engine import Engine
from torchgrade.engine.otter import OtterEngine
from torchgrade.grade import Submission, run_notebook
from torchgrade.verify import read_variants, write_sample, write_samples

__all__ = ["Record", "differences", "lab_entries", "prune", "record", "stored", "write"]

FOLDER = Path(__file__).parent / "oracle"
ROOT = Path(__file__).parents[2]
LAB = "lab_"


@dataclass(frozen=True)
class Record:
    """What an engine gave an entry: for each test case, by otter's name, whether it passed."""

    entry: str
    source: str
    status: str
    score: float | None = None
    message: str = ""
    cases: dict[str, bool | None] = field(default_factory=dict)


def record(entry: Entry, engine: Engine) -> Record:
    """Grade an entry."""
    with open_bundle(entry.autograder) as bundle:
        if bundle.foreign:  # all of ours end at once, or never
            quick = replace(bundle.manifest, seconds=60)
            bundle = replace(bundle, manifest=quick)
        submission = Submission(entry.submitted, entry.submitted.name)
        grade, _ = run_notebook(bundle, submission, engine)
    # Of what waits for a GPU otter says that it failed: it knows no such verdict.
    passed = {"passed": True, "failed": False, "pending": False, "ungraded": None}
    return Record(
        entry=entry.id,
        source=engine.name,
        status=grade.status,
        score=None if grade.score is None else round(grade.score, 6),
        # What follows the first line may be a traceback, with the paths of one machine.
        message=(grade.message.splitlines() or [""])[0][:200],
        cases={case.name: passed[case.status] for q in grade.questions for case in q.cases},
    )


def differences(ours: Record, otters: Record) -> dict[str, str]:
    """Compare two records: the case, or ``status``, with what each of them says."""
    if ours.status != otters.status:
        return {"status": f"otter: {otters.status}, here: {ours.status} {ours.message}".strip()}
    words = {True: "passed", False: "failed", None: "did not run"}
    found = {
        name: f"otter: {words[otters.cases.get(name)]}, here: {words[ours.cases.get(name)]}"
        for name in sorted({*ours.cases, *otters.cases})
        if ours.cases.get(name) != otters.cases.get(name)
    }
    if not found and ours.score != otters.score:
        found["score"] = f"otter: {otters.score}, here: {ours.score}"
    return found


def stored(assignment: str) -> dict[str, Record]:
    """Read the records of an assignment: content hash -> record."""
    path = FOLDER / f"{assignment}.json"
    if not path.is_file():
        return {}
    return {key: Record(**data) for key, data in json.loads(path.read_text("utf-8")).items()}


def lab_entries(name: str, folder: Path, wanted: str = "*") -> Iterator[Entry]:
    """List a lab's solution, blank release, mistakes and right alternatives; write them there.

    Args:
        name: the lab.
        folder: where the submissions are written, each into a folder of its own.
        wanted: those that are asked for, by a pattern of the ids of their entries.
    """
    lab = Course(ROOT).lab(name)
    samples = folder / name / "samples"
    if any(fnmatch.fnmatchcase(f"{LAB}{name}/{title}", wanted) for title in ("solution", "blank")):
        for title, why in write_samples(lab, samples, mistakes=0).items():
            yield Entry(LAB + name, title, why, lab.autograder, samples / title)
    for kind in ("mistakes", "alternatives"):
        for variant in read_variants(getattr(lab, kind)):
            title = f"{kind}/{variant.name}"
            if not fnmatch.fnmatchcase(f"{LAB}{name}/{title}", wanted):
                continue
            submitted = write_sample(lab, variant, folder / name / kind / variant.name)
            yield Entry(LAB + name, title, variant.why, lab.autograder, submitted)


def write(assignment: str, records: dict[str, Record]) -> None:
    ordered = sorted(records.items(), key=lambda item: item[1].entry)
    lines = [f'"{key}": {json.dumps(asdict(made), sort_keys=True)}' for key, made in ordered]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (FOLDER / f"{assignment}.json").write_text(text, encoding="utf-8")


def make(entries: Sequence[Entry], engine: Engine, *, anew: bool) -> list[str]:
    """Run what has no record, or everything ``anew``; say where otter's word has changed."""
    keys = {entry.id: digest(entry.autograder, entry.submitted) for entry in entries}
    records = {entry.assignment: stored(entry.assignment) for entry in entries}
    changed = []
    todo = [e for e in entries if anew or keys[e.id] not in records[e.assignment]]
    for entry in tqdm.tqdm(todo, unit="submission", disable=not todo):
        known = records[entry.assignment]
        before = known.get(keys[entry.id])
        made = record(entry, engine)
        found = differences(made, before) if before else {}
        changed += [f"{entry.id}: {case}: {words}" for case, words in found.items()]
        # A submission that is no longer in the corpus has no use for its record.
        known = {k: v for k, v in known.items() if v.entry != entry.id} | {keys[entry.id]: made}
        records[entry.assignment] = known
        write(entry.assignment, known)
    return changed


def prune(entries: Sequence[Entry]) -> None:
    """Drop the records of entries that are gone."""
    known = {entry.id for entry in entries}
    for assignment in {entry.assignment for entry in entries}:
        records = stored(assignment)
        kept = {key: made for key, made in records.items() if made.entry in known}
        if kept != records:
            write(assignment, kept)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.parity.oracle", description=__doc__)
    parser.add_argument("--all", action="store_true", help="run everything anew, and compare")
    parser.add_argument("--labs", action="store_true", help="add every variant of every lab")
    parser.add_argument("--only", default="*", metavar="GLOB", help="for instance 'tiny/*'")
    chosen = parser.parse_args(arguments)
    FOLDER.mkdir(exist_ok=True)
    changed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="torchgrade-parity-") as folder:
        runs: list[tuple[list[Entry], Any]] = [(corpus.entries(), OtterEngine)]
        if chosen.labs:
            # Imported here: it imports torch and reads the digits.
            from tests.support.fork_engine import ForkEngine

            names = Course(ROOT).lab_names
            runs += [
                (list(lab_entries(name, Path(folder), chosen.only)), ForkEngine) for name in names
            ]
        for entries, engine in runs:
            if chosen.only == "*":
                prune(entries)
            wanted = [e for e in entries if fnmatch.fnmatchcase(e.id, chosen.only)]
            changed += make(wanted, engine(), anew=chosen.all)
    print("\n".join(changed) or "no record has changed")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
