"""Gradescope's export: a folder per submission, and a list of who handed in what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from torchgrade.files.regular import UnusualFileError, read_bounded, why
from torchgrade.grade.submissions.discover import Survey
from torchgrade.grade.submissions.inbox import Folder, Found, not_taken
from torchgrade.grade.submissions.submission import Submission
from torchgrade.records import Person

__all__ = ["METADATA", "described", "discover", "read_metadata"]

METADATA = "submission_metadata.yml"

_EXPORTED = re.compile(r"submission_\d+")

_MOST = 256 * 2**20  # it also has the test results of each submission
_DEEPEST = 50
_EVENTS, MOST_KEPT = 20_000_000, 1_000_000  # parts of the file, and how many of them are kept
_ASKED = {":submitters", ":created_at"}
_NONE = {"", "~", "null"}  # what Ruby writes for nil, without quotes
_Loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def discover(top: Folder, survey: Survey) -> Iterator[Found] | None:
    """List Gradescope's export, if a folder is one."""
    return _parts(top, survey) if METADATA in top.names or _without_list(top) else None


def _without_list(top: Folder) -> bool:
    """Return whether a folder is an export that has lost its list of who handed in what.

    A student's folder that is named like Gradescope's must not hide a submission.
    """
    exported = [_EXPORTED.fullmatch(folder.base) for folder in top.folders]
    return len(exported) > 1 and all(exported) and not (top.notebooks or top.zips)


def _parts(top: Folder, survey: Survey) -> Iterator[Found]:
    """List its folders, which are one submission each, and anything else in it."""
    metadata: dict[str, object] = {}
    if METADATA in top.names:
        try:
            metadata = read_metadata(top.path / METADATA)
        except UnusualFileError as error:
            yield Found([], [not_taken(METADATA, str(error))])
    else:
        yield Found([], [not_taken(METADATA, "it is not there: nothing says who handed in what")])
    folders = {folder.base: folder for folder in top.folders}
    known = [name for name in folders if name in metadata or _EXPORTED.fullmatch(name) is not None]
    if not known:
        yield from survey.inbox(replace(top, others=top.others - {METADATA}))
        return
    for name in known:
        yield Found([described(folders[name].path, name, metadata.get(name))])
    for name in sorted(metadata.keys() - folders.keys()):
        yield Found([], [not_taken(name, f"{METADATA} lists it, but it is no folder here")])
    if not all(map(_EXPORTED.fullmatch, known)):
        # A student may have handed in a file with the list's name: it must not replace the list.
        yield survey.files(replace(top, folders=[], others=top.others - {METADATA}))
    else:
        loose = sorted((top.notebooks | top.zips | top.others) - {METADATA})
        beside = "beside the folders of a Gradescope export"
        yield Found([], [*top.passed(), *(not_taken(name, beside) for name in loose)])
    for name in sorted(folders.keys() - set(known)):
        yield from survey.rows(folders[name])


def read_metadata(path: Path) -> dict[str, object]:
    """Return what an export says about each of its folders.

    Raises:
        UnusualFileError: it can't be read; the message says why.
    """
    try:
        content = read_bounded(path, _MOST)
    except OSError as error:
        raise UnusualFileError(f"it can't be read: {why(error)}") from None
    try:
        data = _Reader(content.decode()).read()
    except (yaml.YAMLError, ValueError, TypeError, StopIteration):
        raise UnusualFileError("it is not the YAML of a Gradescope export") from None
    if not isinstance(data, dict):
        raise UnusualFileError("it is not the metadata of a Gradescope export")
    return data


class _Reader:
    """Reads only what is needed from YAML, which a student may have influenced.

    Ruby's tags, numbers and dates are read as text: a student's name may look like any of them. A
    loader would crash on endlessly nested lists, and take ten times the file's size in memory.
    """

    def __init__(self, text: str) -> None:
        self._events = self._counted(yaml.parse(text, Loader=_Loader))
        self._kept = 0

    def read(self) -> object:
        """Read the first document, if there is one."""
        for event in self._events:
            if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                value = self._value(event, 0, keep=True)
                for _ in self._events:
                    pass  # what follows has to be YAML, too
                return value
        return None

    def _counted(self, events: Iterable[yaml.Event]) -> Iterator[yaml.Event]:
        for number, event in enumerate(events):
            if number > _EVENTS:
                raise ValueError("too many parts")
            yield event

    def _value(self, event: yaml.Event, depth: int, *, keep: bool) -> object:
        self._kept += keep
        if depth > _DEEPEST or self._kept > MOST_KEPT:
            raise ValueError("too deep, or too much of it")
        if isinstance(event, yaml.MappingStartEvent):
            found: dict[str, object] = {}
            while not isinstance(event := next(self._events), yaml.MappingEndEvent):
                key = self._value(event, depth + 1, keep=keep)
                asked = keep and isinstance(key, str) and (depth != 1 or key in _ASKED)
                value = self._value(next(self._events), depth + 1, keep=asked)
                if asked and isinstance(key, str):
                    found[key] = value
            return found
        if isinstance(event, yaml.SequenceStartEvent):
            parts = []
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                part = self._value(event, depth + 1, keep=keep)
                if keep:
                    parts.append(part)
            return parts
        if not isinstance(event, yaml.ScalarEvent) or (event.implicit[0] and event.value in _NONE):
            return None
        return str(event.value)


def described(path: Path, name: str, entry: object) -> Submission:
    """Describe a submission by its folder and its entry in the metadata."""
    entry = entry if isinstance(entry, dict) else {}
    people = entry.get(":submitters")
    people = [p for p in people if isinstance(p, dict)] if isinstance(people, list) else []
    members = tuple(
        Person(_text(p.get(":name")), _text(p.get(":sid")), _text(p.get(":email")))
        for p in people[:20]
    )
    unknown = "" if any(map(_is_known, members)) else f"{METADATA} does not say whose it is"
    return Submission(
        path,
        name,
        student=", ".join(person.name or person.email for person in members),
        sid=", ".join(person.sid for person in members),
        submitted_at=_text(entry.get(":created_at")),
        flags=(unknown,) if unknown else (),
        members=members,
    )


def _is_known(person: Person) -> bool:
    return person != Person()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
