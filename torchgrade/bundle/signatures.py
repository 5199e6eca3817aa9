"""Signatures of a lab's known mistakes: which tests fail with each of them, with which messages.

`torchgrade verify --signatures` records them, and grading compares submissions with them. A message
is stored as the hash of its words and the list of its numbers, where those that depend on the seed
of a test's random inputs are left open.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from torchgrade.files.decoding import read_json
from torchgrade.records import QuestionGrade

__all__ = [
    "Failed",
    "KnownMistake",
    "Message",
    "Signatures",
    "failed_tests",
    "message_of",
    "signature",
    "values_of",
]

_MOST = 4_000  # compared characters of a message
_MOST_SIGNS = 3  # compared numbers of a message
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_CHOSEN = re.compile(r"\['\w'(?:, '\w')*\]")
_OTTERS = re.compile(r"^Error at line \d+ in test .*\n  .*\n\w+: ", re.MULTILINE)
_RAISED = re.compile(r"^\w+(?:Error|Exception): .*", re.MULTILINE | re.DOTALL)

Failed = Mapping[str, str]
"""Failed tests: the name of a test function -> its message."""


@dataclass(frozen=True)
class Message:
    """A message as it is compared: ``words`` is the hash of its text without numbers.

    ``numbers`` are its numbers, None for one that may vary, and ``signs`` is how many of the fixed
    ones a test has measured. ``chosen`` says that it shows which letters a student has chosen, so
    they are part of its words.
    """

    words: str
    numbers: tuple[str | None, ...] = ()
    signs: int = 0
    chosen: bool = False

    def fits(self, other: Message) -> bool:
        """Return whether another message only differs from this one in open numbers."""
        if self.words != other.words or len(self.numbers) != len(other.numbers):
            return False
        pairs = zip(self.numbers, other.numbers, strict=True)
        return all(mine in (None, theirs) for mine, theirs in pairs)


@dataclass(frozen=True)
class KnownMistake:
    """A mistake's signature: the tests that fail with it, each with its observed messages.

    ``sometimes`` are those that only fail with some seeds. ``why`` is the misconception, ``hint`` a
    text for students who have it, ``also`` other questions that lose points because of it.
    ``values`` is the hash of an answer that consists of values, such as letters.
    """

    name: str
    question: str
    why: str
    hint: str = ""
    also: tuple[str, ...] = ()
    values: str = ""
    tests: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)
    sometimes: tuple[str, ...] = ()

    @property
    def shows(self) -> Mapping[str, Message]:
        """The tests that fail with it, with their first observed messages."""
        return {test: messages[0] for test, messages in self.tests.items()}

    def fits(self, seen: Mapping[str, Message]) -> bool:
        """Return whether a question's failed tests match this mistake."""
        if not seen.keys() <= self.tests.keys():
            return False
        if any(test not in seen and test not in self.sometimes for test in self.tests):
            return False
        return all(any(m.fits(said) for m in self.tests[test]) for test, said in seen.items())

    def signs(self, seen: Mapping[str, Message]) -> int:
        """Count the evidence for it in a matching observation: tests, and numbers in messages."""
        fixed = (max(m.signs for m in self.tests[test]) for test in seen)
        return len(seen) + sum(min(count, _MOST_SIGNS) for count in fixed)


@dataclass(frozen=True)
class Signatures:
    """The mistakes of a lab; ``tests`` are the hashes of the tests that they were observed with."""

    mistakes: tuple[KnownMistake, ...] = ()
    tests: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Signatures:
        """Read a file; raises ``FormError``, a ValueError, if it is invalid."""
        return read_json(path, cls)

    def of(self, question: str) -> tuple[KnownMistake, ...]:
        """Return the mistakes of a question that a test has detected."""
        return tuple(one for one in self.mistakes if one.question == question and one.tests)

    def renewed(self, seen: Signatures, questions: Collection[str]) -> Signatures:
        """Return these with new signatures for some questions, without removed questions."""
        tests = {
            name: (seen if name in questions else self).tests[name]
            for name in seen.tests
            if name in questions or name in self.tests
        }
        kept = [one for one in self.mistakes if one.question in tests.keys() - set(questions)]
        mistakes = sorted([*kept, *seen.mistakes], key=lambda one: one.name)
        return Signatures(tuple(mistakes), tests)


def message_of(text: str) -> Message:
    """Return a failed test's message in the form in which it is compared."""
    otters = _OTTERS.search(text)
    if otters:  # signatures are recorded without the surrounding quotes, which otter strips
        text = text[: otters.end()] + text[otters.end() :].strip("'")
    text = text[:_MOST]
    words = sha256(_NUMBER.sub("#", text).encode()).hexdigest()[:12]
    raised = _RAISED.search(text)
    signs = len(set(_NUMBER.findall(raised[0]))) if raised else 0
    chosen = raised is not None and _CHOSEN.search(raised[0]) is not None
    return Message(words, tuple(_NUMBER.findall(text)), signs, chosen)


def values_of(code: str) -> str:
    """Return a hash of an answer that only assigns plain values to names; otherwise ""."""
    try:
        found = dict(_values(ast.parse(code)))
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return ""
    return sha256(repr(sorted(found.items())).encode()).hexdigest()[:12] if found else ""


def _values(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield names with their values; raise ValueError if there is anything else."""
    for node in tree.body:
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            raise ValueError("no plain assignment")
        value = ast.literal_eval(node.value)
        if value is ...:
            raise ValueError("no answer")
        shown = repr(sorted(map(repr, value)) if isinstance(value, (set, frozenset)) else value)
        yield ast.unparse(node.targets[0]), shown


def signature(mistake: KnownMistake, runs: Sequence[Failed]) -> KnownMistake:
    """Return a mistake's signature, combined from failures with several seeds."""
    tests: dict[str, tuple[Message, ...]] = {}
    for test in sorted(set[str]().union(*runs)):
        kept: list[Message] = []
        for text in dict.fromkeys(run[test] for run in runs if test in run):
            _add(kept, message_of(text))
        tests[test] = tuple(kept)
    always = set(tests).intersection(*runs)
    sometimes = tuple(test for test in tests if test not in always)
    return replace(mistake, tests=tests, sometimes=sometimes)


def _add(kept: list[Message], new: Message) -> None:
    """Add a message to those of a test, or leave open the numbers in which it differs from one."""
    for place, old in enumerate(kept):
        if old.words == new.words and len(old.numbers) == len(new.numbers):
            pairs = list(zip(old.numbers, new.numbers, strict=True))
            numbers = tuple(one if one == other else None for one, other in pairs)
            changed = sum(one != other for one, other in pairs)
            kept[place] = replace(old, numbers=numbers, signs=max(0, old.signs - changed))
            return
    kept.append(new)


def failed_tests(question: QuestionGrade, names: Mapping[str, str]) -> Failed:
    """Return the failed tests of a question; ``names`` are those of the cases' test functions."""
    return {names[c.name]: c.message for c in question.cases if c.status == "failed"}
