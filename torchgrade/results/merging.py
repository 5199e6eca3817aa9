"""Merges the grades of several runs of an autograder, as if one run had made them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, read_json
from torchgrade.files.writing import write_text
from torchgrade.records import Batch, Grade, Manifest
from torchgrade.results.consistency import check_batch, check_manifest
from torchgrade.results.ledger import write_grade
from torchgrade.results.writer import submission_folder, to_json, write_batch

__all__ = [
    "MOST_SHARDS",
    "Merged",
    "Part",
    "RunFile",
    "Shard",
    "check_run",
    "merge",
    "open_part",
    "write_merged",
    "write_run",
]

_FILE = "run.json"

MOST_SHARDS = 10_000
"""Most parts of a class, as missing ones are named one by one."""


@dataclass(frozen=True)
class Shard:
    """The ``number``-th of ``of`` parts of a class, by the hash of submissions' names."""

    number: int
    of: int
    names: str


@dataclass(frozen=True)
class RunFile:
    """The content of run.json: what a run was made with, and which part of a class it graded.

    ``ended`` says that it finished, and ``shards`` which parts it graded; none if the class was not
    divided. ``config`` are the settings of the autograder's ``otter_config.json`` for results, to
    write them again.
    """

    mark: str
    manifest: Manifest
    shards: tuple[Shard, ...] = ()
    ended: bool = False
    config: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A run to merge with others."""

    folder: Path
    run: RunFile
    batch: Batch


@dataclass(frozen=True)
class Merged:
    """The merged grades; ``problems`` says which may be missing, and why."""

    batch: Batch
    manifest: Manifest
    problems: tuple[str, ...] = ()
    sources: Mapping[str, Part] = field(default_factory=dict)
    shards: tuple[Shard, ...] = ()


def write_run(out: Path, run: RunFile) -> None:
    """Record what the run in a folder is made with."""
    write_text(out / _FILE, to_json(asdict(run)))


def check_run(run: RunFile) -> None:
    """Raise FormError if a run's record is inconsistent."""
    check_manifest(run.manifest, "manifest.")
    for number, shard in enumerate(run.shards):
        if not 1 <= shard.number <= shard.of <= MOST_SHARDS:
            raise FormError(
                f"shards[{number}]: expected a number from 1 to `of`, which is up to "
                f"{MOST_SHARDS}, got {shard.number} of {shard.of}"
            )


def open_part(folder: Path) -> Part:
    """Read a finished run.

    Raises:
        AuthorError: there is none, it has not finished, or another torchgrade wrote it.
    """
    try:
        run = read_json(folder / _FILE, RunFile, check_run)
        if not run.ended:
            raise AuthorError(
                f"the run into {folder} has not come to its end: the same command with --resume "
                "goes on"
            )
        return Part(folder, run, read_json(folder / "grades.json", Batch, check_batch))
    except OSError:
        raise AuthorError(
            f"{folder} has no run: expected the --out folder of `torchgrade grade`"
        ) from None
    except FormError as error:
        raise AuthorError(
            f"{error}; it is damaged, or another torchgrade's: grade with this one"
        ) from None


def merge(parts: Sequence[Part], prefer: Path | None = None) -> Merged:
    """Merge the grades of runs.

    Args:
        parts: the runs, all with the same autograder, engine and data set.
        prefer: the folder of the run that counts if two graded a submission differently.

    Raises:
        AuthorError: the runs were made with different things, or two of them contradict each other.
    """
    first = parts[0]
    for part in parts:
        if part.run.mark != first.run.mark:
            raise AuthorError(
                f"{first.folder} was graded by {first.run.mark!r}, {part.folder} by "
                f"{part.run.mark!r} (engine, build of the autograder, data set): expected runs of "
                "one autograder"
            )
    sources = _sources(parts, prefer)
    graded = {(part.folder, one.submission): one for part in parts for one in part.batch.grades}
    by_name = {name: graded[part.folder, name] for name, part in sorted(sources.items())}
    pairs = [
        pair
        for part in parts
        for pair in part.batch.similar
        if sources.get(pair.first) is sources.get(pair.second) is part
    ]
    pairs.sort(key=lambda pair: (not pair.identical, -pair.cosine, pair.first, pair.second))
    others = {
        thing: None for part in parts for thing in part.batch.not_taken if thing.name not in by_name
    }
    shards = tuple(dict.fromkeys(shard for part in parts for shard in part.run.shards))
    batch = replace(
        first.batch,
        versions=_versions(parts),
        grades=tuple(by_name.values()),
        similar=tuple(dict.fromkeys(pairs)),
        not_taken=tuple(sorted(others, key=lambda thing: (thing.name, thing.reason))),
        missing=tuple(
            person
            for person in first.batch.missing
            if all(person in part.batch.missing for part in parts)
        ),
        not_on_roster=tuple(
            dict.fromkeys(thing for part in parts for thing in part.batch.not_on_roster)
        ),
        unknown=_unknown(parts),
    )
    return Merged(batch, first.run.manifest, tuple(_missing(shards)), sources, shards)


def write_merged(merged: Merged, mark: str, out: Path) -> None:
    """Write merged runs, with all files that each wrote for its submissions.

    Args:
        merged: the runs.
        mark: the mark of all runs.
        out: a new or empty folder.

    Raises:
        AuthorError: it is not empty.
        OSError: a file can't be written.
    """
    if out.exists() and any(out.iterdir()):
        raise AuthorError(f"--out {out} is not empty: expected a new folder")
    for grade in merged.batch.grades:
        folder = submission_folder(grade)
        for file in _files_of(merged.sources[grade.submission].folder, folder):
            (out / folder).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, out / folder / file.name, follow_symlinks=False)
        if grade not in merged.sources[grade.submission].batch.grades:  # owners may have changed
            write_grade(grade, mark, out)
    write_batch(merged.batch, merged.manifest, out)
    config = next((part.run.config for part in merged.sources.values()), {})
    write_run(out, RunFile(mark, merged.manifest, merged.shards, ended=True, config=config))


def _files_of(run: Path, folder: PurePosixPath) -> list[Path]:
    """List the files that a run wrote for a submission, without links, which may lead outside."""
    places = [run.joinpath(*folder.parts[:count]) for count in range(1, len(folder.parts) + 1)]
    if not places[-1].is_dir() or any(place.is_symlink() for place in places):
        return []
    return [
        file for file in sorted(places[-1].iterdir()) if file.is_file() and not file.is_symlink()
    ]


def _sources(parts: Sequence[Part], prefer: Path | None) -> dict[str, Part]:
    """Return the run whose grade of a submission counts."""
    graded: dict[str, list[tuple[Part, Grade]]] = {}
    for part in parts:
        for grade in part.batch.grades:
            graded.setdefault(grade.submission, []).append((part, grade))
    sources, conflicts = {}, []
    for name, found in graded.items():
        wanted = [part for part, _ in found if prefer and part.folder.resolve() == prefer.resolve()]
        differences = {_difference(found[0], other) for other in found[1:]} - {""}
        if differences and not wanted:
            conflicts.append(f"{name}: {'; '.join(sorted(differences))}")
        sources[name] = (wanted or [found[0][0]])[0]
    if conflicts:
        raise AuthorError(
            "these submissions were graded more than once, and not alike (--prefer DIR says which "
            "run counts):\n  " + "\n  ".join(sorted(conflicts))
        )
    return sources


def _difference(one: tuple[Part, Grade], other: tuple[Part, Grade]) -> str:
    """Say how two grades of a submission differ; empty if they don't."""
    (part, grade), (other_part, other_grade) = one, other
    where = f"{part.folder} and {other_part.folder}"
    if grade.digest != other_grade.digest:
        return f"{where} graded different files"
    if _decided(grade) != _decided(other_grade):
        said, there = (
            g.status if g.score is None else f"{g.score:g}" for g in (grade, other_grade)
        )
        return f"{where} say {said} and {there}" + (" by other cases" if said == there else "")
    return ""


def _decided(grade: Grade) -> object:
    cases = [
        (question.name, case.name, case.status, case.score)
        for question in grade.questions
        for case in question.cases
    ]
    return grade.status, grade.score, grade.pending, cases


def _versions(parts: Sequence[Part]) -> dict[str, str]:
    """List the versions that the runs were made with, more than one if they differ."""
    names = dict.fromkeys(name for part in parts for name in part.batch.versions)
    return {
        name: " and ".join(dict.fromkeys(part.batch.versions.get(name, "none") for part in parts))
        for name in names
    }


def _unknown(parts: Sequence[Part]) -> tuple[str, ...]:
    """Describe the part of the class that no run has seen."""
    before = [line for part in parts for line in part.batch.unknown]
    if len(parts) == 1 or not parts[0].run.manifest.hand_in:
        return tuple(dict.fromkeys(before))
    return (
        "Weights were compared within each of the runs that are put together here: whether "
        "submissions of two runs hand in the same ones, nobody has looked.",
    )


def _missing(shards: Sequence[Shard]) -> list[str]:
    """Describe missing shards of a class, and shards that are not from the same class."""
    classes = {(shard.of, shard.names) for shard in shards}
    problems = []
    for of, names in sorted(classes):
        there = {shard.number for shard in shards if (shard.of, shard.names) == (of, names)}
        if gone := sorted(set(range(1, of + 1)) - there):
            problems.append(
                "not among these runs: shard " + ", ".join(f"{number}/{of}" for number in gone)
            )
    if len({names for _, names in classes}) > 1:
        problems.append(
            "the shards were made of different lists of submissions: some may be missing"
        )
    return problems
