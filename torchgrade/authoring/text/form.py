"""The format of a lab's text file: parts that begin with ``# %%`` and a keyword."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from torchgrade.errors import AuthorError

__all__ = [
    "BLOCKS",
    "Part",
    "commented",
    "mark_of_test",
    "parts_of",
    "quoted",
    "unquoted",
]

BLOCKS = {"prompt": "PROMPT", "solution": "SOLUTION", "test": "TESTS"}
"""The kinds of parts that are in an otter block, with its name."""

MARK = re.compile(r"^# %%(?![^\s])[ \t]*(.*?)[ \t]*$", re.MULTILINE)

_NUMBER = r"(\d+(?:\.\d+)?)"
_QUESTION = re.compile(rf"question (\w+)(?:, {_NUMBER} points?)?(, marked by a person)?")
_TEST = re.compile(rf"(hidden )?test(?:, {_NUMBER} points?)?(?:: (.+))?")
_CELL = re.compile(
    r"(code|text|raw|solution text|solution|prompt text|prompt)?(?: ?tags=(\[.*\]))?"
)
_QUOTED = re.compile(r'r?"""\n?(.*?)\n?"""', re.DOTALL)


@dataclass(frozen=True)
class Part:
    """A part of a text file.

    ``kind`` is config, uses (what tests use), question, end, prompt, solution, test, or cell for
    everything else. ``line`` is the line of its mark, ``first`` the one where its body begins.
    ``cell_type`` is the type of its cell; ``fields`` are further fields of its mark.
    """

    kind: str
    body: str
    line: int
    cell_type: str = "code"
    fields: dict[str, object] | None = None
    tags: tuple[str, ...] = ()
    first: int = 0


def parts_of(text: str, where: str) -> list[Part]:
    """Split a text file at its marks.

    Raises:
        AuthorError: a mark is invalid, or something precedes the first one.
    """
    marks = list(MARK.finditer(text))
    ahead = text[: marks[0].start()] if marks else text
    if any(line.strip() and not line.startswith("#") for line in ahead.splitlines()):
        raise AuthorError(f"{where}: expected a part, such as `# %% text`, before all else")
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts = []
    for mark, end in zip(marks, ends, strict=True):
        body, line = text[mark.end() : end], text.count("\n", 0, mark.start()) + 1
        first = line + len(body) - len(body.lstrip("\n"))
        parts.append(replace(_part(mark[1], body.strip("\n"), line, where), first=first))
    return parts


def _part(head: str, body: str, line: int, where: str) -> Part:
    if head in ("config", "end"):
        return Part(head, body, line)
    if head == "tests use":
        return Part("uses", body, line)
    if found := _QUESTION.fullmatch(head):
        fields: dict[str, object] = {"name": found[1]}
        if found[2]:
            fields["points"] = _number(found[2])
        if found[3]:
            fields["manual"] = True
        return Part("question", body, line, fields=fields)
    if found := _TEST.fullmatch(head):
        fields = {}
        if found[2]:
            fields = {"points": _number(found[2]), "hidden": bool(found[1])}
        elif found[1] or found[3]:
            raise AuthorError(
                f"{where}, line {line}: expected the points of the test, as in "
                f"`# %% hidden test, 2 points: ...`, found none"
            )
        if found[3]:
            fields["failure_message"] = found[3]
        return Part("test", body, line, fields=fields)
    if found := _CELL.fullmatch(head):
        word, _, text = (found[1] or "code").partition(" ")
        kind = word if word in BLOCKS else "cell"
        cell_type = {"text": "markdown", "raw": "raw"}.get(text or word, "code")
        return Part(kind, body, line, cell_type, tags=_tags(found[2], line, where))
    raise AuthorError(
        f"{where}, line {line}: `# %% {head}` is not a part of a lab; expected config, tests use, "
        "text, raw, question NAME, N points (, marked by a person), prompt, solution, solution "
        "text, test, N points: MESSAGE, hidden test, N points: MESSAGE, end, or nothing for code"
    )


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _tags(text: str | None, line: int, where: str) -> tuple[str, ...]:
    try:
        tags = json.loads(text or "[]")
    except json.JSONDecodeError:
        tags = None
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise AuthorError(f'{where}, line {line}: expected tags=["otter_ignore"] or the like')
    return tuple(tags)


def mark_of_test(config: dict[str, object]) -> str | None:
    """Return the mark of a test with this configuration; None if a mark can't express it."""
    points, message = config.get("points"), config.get("failure_message")
    if not set(config) <= {"points", "hidden", "failure_message"} or type(points) not in (
        int,
        float,
    ):
        return None
    if message is not None and (not isinstance(message, str) or message != message.strip()):
        return None
    word = "hidden test" if config.get("hidden") else "test"
    unit = "point" if points == 1 else "points"
    return f"# %% {word}, {points} {unit}" + (f": {message}" if message else "")


def unquoted(part: Part, where: str) -> str:
    """Return the text in a part: between triple quotes, or in comments.

    Raises:
        AuthorError: it is neither.
    """
    if (found := _QUOTED.fullmatch(part.body)) and '"""' not in found[1]:
        return found[1]
    lines = part.body.splitlines()
    if all(line.startswith("#") for line in lines):
        return "\n".join(line[2:] if line.startswith("# ") else line[1:] for line in lines)
    raise AuthorError(
        f'{where}, line {part.line}: expected its text between """ and """, or as comments'
    )


def quoted(text: str) -> str:
    """Write a text as :func:`unquoted` reads it."""
    if '"""' in text or text.endswith(("\\", '"')) or MARK.search(text) or not text.strip():
        return commented(text)
    return f'{"r" if chr(92) in text else ""}"""\n{text}\n"""'


def commented(text: str) -> str:
    """Write a text as comments."""
    return "\n".join(f"# {line}" if line else "#" for line in text.split("\n"))
