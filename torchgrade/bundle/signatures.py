"""How a lab's known mistakes show: which tests fail with each of them, and in what words.

`torchgrade verify --signatures` writes them down, and a grade compares a submission with them. A
message is kept as the hash of its words and the list of its numbers, those that change with the
seed of a test's random inputs left open.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from torchgrade.files.decoding import read_json
from torchgrade.records import Grade, LikelyMistake, Manifest, QuestionGrade

__all__ = [
    "Failed",
    "KnownMistake",
    "Message",
    "Signatures",
    "failed_tests",
    "likely_for",
    "likely_mistake",
    "likely_mistakes",
    "message_of",
    "signature",
    "values_of",
]

_MOST = 4_000  # characters of a message that are compared
_CANDIDATES = 3  # known mistakes that staff read of; more of them say nothing
_ENOUGH = 3
"""Signs below which nothing is named: failed tests, and numbers of their messages (three of one at
most)."""
_STRANGERS = 0.08
"""The share of a question's mistakes that may be taken for another, were they not known yet.

With it each of the ten labs leaves unnamed 95 % or more of the mistakes that nobody has met; see
benchmarks/README.md for what other shares give.
"""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_CHOSEN = re.compile(r"\['\w'(?:, '\w')*\]")
_RAISED = re.compile(r"^\w+(?:Error|Exception): .*", re.MULTILINE | re.DOTALL)

Failed = Mapping[str, str]
"""What failed: the name of a test function -> its message."""


@dataclass(frozen=True)
class Message:
    """A message as it is compared: ``words`` is the hash of its text without numbers.

    ``numbers`` are its numbers, None for one that any other may stand for, and ``signs`` how many
    of those that are fixed a test has measured. ``chosen`` says that it shows which letters a
    student has chosen: so they are among its words.
    """

    words: str
    numbers: tuple[str | None, ...] = ()
    signs: int = 0
    chosen: bool = False

    def fits(self, other: Message) -> bool:
        """Return whether another message differs from this one in open numbers alone."""
        if self.words != other.words or len(self.numbers) != len(other.numbers):
            return False
        pairs = zip(self.numbers, other.numbers, strict=True)
        return all(mine in (None, theirs) for mine, theirs in pairs)


@dataclass(frozen=True)
class KnownMistake:
    """How one mistake shows: the tests that fail with it, each with the messages that were seen.

    ``sometimes`` are those that fail with some seeds alone. ``why`` is the misconception, ``hint``
    what a student may read who has it, ``also`` the questions that lose points because of it.
    ``values`` is the hash of an answer that is nothing but values, such as letters.
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
        """What fails with it, as it was seen first."""
        return {test: messages[0] for test, messages in self.tests.items()}

    def fits(self, seen: Mapping[str, Message]) -> bool:
        """Return whether a question's failed tests look as they do with this mistake."""
        if not (set(self.tests) - set(self.sometimes)) <= set(seen) <= set(self.tests):
            return False
        return all(any(m.fits(said) for m in self.tests[test]) for test, said in seen.items())

    def signs(self, seen: Mapping[str, Message]) -> int:
        """Count what speaks for it in what was seen, and fits."""
        fixed = (max(m.signs for m in self.tests[test]) for test in seen)
        return len(seen) + sum(min(count, _ENOUGH) for count in fixed)


@dataclass(frozen=True)
class Signatures:
    """The mistakes of a lab; ``tests`` are the hashes of the tests that they were seen with."""

    mistakes: tuple[KnownMistake, ...] = ()
    tests: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Signatures:
        """Read a file; raises ``FormError``, a ValueError, if it has not the form of one."""
        return read_json(path, cls)

    def of(self, question: str) -> tuple[KnownMistake, ...]:
        """Return the mistakes of a question that a test has seen."""
        return tuple(one for one in self.mistakes if one.question == question and one.tests)

    def enough(self, question: str) -> int:
        """Return how many signs name a mistake of a question, learnt from those that are known.

        Each is looked at as if nobody had met it: what is taken for it then is wrong. The more of
        them are taken for another, the more signs it takes, until few are. A question whose tests
        say little of what is wrong has nothing named.
        """
        if question not in self._learnt:
            self._learnt[question] = _learn(self.of(question))
        return self._learnt[question]

    @cached_property
    def _learnt(self) -> dict[str, int]:
        return {}


def _learn(mistakes: Sequence[KnownMistake]) -> int:
    """Return the signs that only a few of a question's mistakes have in common with another."""
    mistaken = []
    for one in mistakes:
        others = [other for other in mistakes if other is not one]
        fit, _ = _fitting(others, one.shows, one.values)
        if fit:
            mistaken.append(min(other.signs(one.shows) for other in fit))
    allowed = int(_STRANGERS * len(mistakes))
    over = sorted(mistaken, reverse=True)[allowed : allowed + 1]
    return max([_ENOUGH, *(signs + 1 for signs in over)])


def message_of(text: str) -> Message:
    """Return a message of a failed test as it is compared."""
    text = text[:_MOST]
    words = sha256(_NUMBER.sub("#", text).encode()).hexdigest()[:12]
    raised = _RAISED.search(text)
    signs = len(set(_NUMBER.findall(raised[0]))) if raised else 0
    chosen = raised is not None and _CHOSEN.search(raised[0]) is not None
    return Message(words, tuple(_NUMBER.findall(text)), signs, chosen)


def values_of(code: str) -> str:
    """Return a hash of an answer that gives names plain values and does nothing else; else ""."""
    try:
        found = dict(_values(ast.parse(code)))
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return ""
    return sha256(repr(sorted(found.items())).encode()).hexdigest()[:12] if found else ""


def _values(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield names with their values; raise ValueError where there is anything else."""
    for node in tree.body:
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            raise ValueError("no plain assignment")
        value = ast.literal_eval(node.value)
        if value is ...:
            raise ValueError("no answer")
        shown = repr(sorted(map(repr, value)) if isinstance(value, (set, frozenset)) else value)
        yield ast.unparse(node.targets[0]), shown


def signature(mistake: KnownMistake, runs: Sequence[Failed]) -> KnownMistake:
    """Return a mistake with how it shows, put together of what failed under several seeds."""
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
    """Add a message to those of a test, or open the numbers in which it differs from one."""
    for place, old in enumerate(kept):
        if old.words == new.words and len(old.numbers) == len(new.numbers):
            pairs = list(zip(old.numbers, new.numbers, strict=True))
            numbers = tuple(one if one == other else None for one, other in pairs)
            changed = sum(one != other for one, other in pairs)
            kept[place] = replace(old, numbers=numbers, signs=max(0, old.signs - changed))
            return
    kept.append(new)


def likely_mistakes(
    known: Signatures, digests: Mapping[str, str], manifest: Manifest, grade: Grade
) -> tuple[LikelyMistake, ...]:
    """Say of each question that lost points which known mistakes look the same.

    Questions that one of these costs points besides its own are left out.

    Args:
        known: the lab's mistakes.
        digests: the hashes of the tests that graded; questions with others than those of the
            signatures are left out.
        manifest: of the autograder.
        grade: the grade.
    """
    names = manifest.test_names
    also = {one.name: one.also for one in known.mistakes}
    found = []
    for question in grade.questions:
        failed = failed_tests(question, names)
        if failed and digests.get(question.name) == known.tests.get(question.name, ""):
            answers = [cell.source for cell in grade.answers if cell.question == question.name]
            values = values_of("\n".join(answers))
            found.append(likely_mistake(known, question.name, failed, values))
    follow = {question for likely in found for name in likely.names for question in also[name]}
    return tuple(likely for likely in found if likely.question not in follow)


def failed_tests(question: QuestionGrade, names: Mapping[str, str]) -> Failed:
    """Return what failed in a question; ``names`` are those of the cases' test functions."""
    return {names[c.name]: c.message for c in question.cases if c.status == "failed"}


def likely_mistake(
    known: Signatures, question: str, failed: Failed, values: str = ""
) -> LikelyMistake:
    """Say which known mistakes look as the failed tests of a question do; see `likely_for`."""
    seen = {test: message_of(text) for test, text in failed.items()}
    return likely_for(known, question, seen, values)


def likely_for(
    known: Signatures, question: str, seen: Mapping[str, Message], values: str = ""
) -> LikelyMistake:
    """Say which known mistakes look as the messages of a question's failed tests do.

    An answer of nothing but values is told by these: letters are wrong in the same words whichever
    they are, unless a message shows them; then they are told by it. What has too few signs for its
    question is ``weak``: as good as unexplained.
    """
    fit, equal = _fitting(known.of(question), seen, values)
    is_told = (equal or any(one.chosen for one in seen.values())) and len(fit) == 1
    weak = not is_told and any(one.signs(seen) < known.enough(question) for one in fit)
    sure = len(fit) == 1 and not weak
    group = sha256(repr(sorted((t, m.words) for t, m in seen.items())).encode()).hexdigest()[:12]
    return LikelyMistake(
        question,
        tuple(one.name for one in fit),
        tuple(one.why for one in fit),
        sure,
        fit[0].hint if sure else "",
        group,
        weak,
    )


def _fitting(
    mistakes: Sequence[KnownMistake], seen: Mapping[str, Message], values: str
) -> tuple[list[KnownMistake], bool]:
    """Return the mistakes that look as what was seen, and whether an answer's values tell them.

    None, if so many look like it that it says nothing.
    """
    fit = [one for one in mistakes if one.fits(seen)]
    equal = [one for one in fit if values and one.values == values]
    fit = equal or fit
    return (fit if len(fit) <= _CANDIDATES else []), bool(equal)
