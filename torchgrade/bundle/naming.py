"""Names the known mistake that a submission shows, if unknown mistakes hardly look so much like it.

This is conformal prediction: the observed results of a question are added to those of the lab's
known mistakes, and each of these is examined as if it were unknown, so that whatever it looks like
is wrong. The observed one is named if the evidence for its match is stronger than for all of these
but a few. An unknown mistake is exchangeable with them, so it is wrongly named no more often than
that. See benchmarks/README.md for results.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from torchgrade.bundle.signatures import (
    KnownMistake,
    Message,
    Signatures,
    failed_tests,
    message_of,
    values_of,
)
from torchgrade.records import Grade, LikelyMistake, Manifest

__all__ = ["Naming"]

_CANDIDATES = 3  # most known mistakes that staff are told; more would say nothing
_STRANGERS = 0.05  # the share of unknown mistakes that may be taken for known ones
_RIGHT = 0.9  # the share of names that should be right, if half of the mistakes are unknown
_PAIR = 2  # two that look alike are both taken for each other, so no threshold separates one alone
_SIGNS = 3  # evidence required if a lab has too few mistakes to learn a threshold from


class _Question(NamedTuple):
    """Evidence from a question's mistakes, in bits: for unknown mistakes, and for known ones."""

    strangers: list[float]
    apart: list[float]
    size: int


class Naming:
    """Recognises mistakes by those that a lab knows; learns from them once."""

    def __init__(self, known: Signatures) -> None:
        self._known = known
        names = dict.fromkeys(one.question for one in known.mistakes)
        self._mistakes = {name: known.of(name) for name in names}
        self._learnt = {name: _learn(ones) for name, ones in self._mistakes.items()}

    def without(self, mistake: KnownMistake) -> Naming:
        """Return the same as if one of the mistakes were unknown."""
        other, name = Naming(Signatures()), mistake.question
        left = tuple(one for one in self._mistakes[name] if one.name != mistake.name)
        other._mistakes = {**self._mistakes, name: left}
        other._learnt = {**self._learnt, name: _learn(left)}
        return other

    def of(
        self, digests: Mapping[str, str], manifest: Manifest, grade: Grade
    ) -> tuple[LikelyMistake, ...]:
        """Return the known mistakes that look the same, for each question that lost points.

        Other questions in which one of these mistakes costs points are left out.

        Args:
            digests: the hashes of the tests that graded; questions whose tests differ from those of
                the signatures are left out.
            manifest: the autograder's manifest.
            grade: the grade.
        """
        names = manifest.test_names
        also = {one.name: one.also for one in self._known.mistakes}
        found = []
        for question in grade.questions:
            failed = failed_tests(question, names)
            if failed and digests.get(question.name) == self._known.tests.get(question.name, ""):
                answers = [cell.source for cell in grade.answers if cell.question == question.name]
                seen = {test: message_of(text) for test, text in failed.items()}
                found.append(self.likely(question.name, seen, values_of("\n".join(answers))))
        follow = {question for likely in found for name in likely.names for question in also[name]}
        return tuple(likely for likely in found if likely.question not in follow)

    def likely(self, question: str, seen: Mapping[str, Message], values: str = "") -> LikelyMistake:
        """Return the known mistakes that look like the messages of a question's failed tests.

        An answer that consists of values is recognised by these: wrong letters get the same message
        whichever they are, unless the message shows them. A match with too little evidence is
        ``weak``, as good as unexplained.
        """
        mistakes = self._mistakes.get(question, ())
        fit, is_told = _fitting(mistakes, seen, values)
        weak = bool(fit) and not is_told and self._is_weak(question, fit, seen, values)
        sure = len(fit) == 1 and not weak
        words = repr(sorted((test, message.words) for test, message in seen.items()))
        return LikelyMistake(
            question,
            tuple(one.name for one in fit),
            tuple(one.why for one in fit),
            sure,
            fit[0].hint if sure else "",
            sha256(words.encode()).hexdigest()[:12],
            weak,
        )

    def _is_weak(
        self,
        question: str,
        fit: Sequence[KnownMistake],
        seen: Mapping[str, Message],
        values: str,
    ) -> bool:
        """Return whether too many unknown mistakes look as much like a known one as this does."""
        mistakes = self._mistakes[question]
        tests = {test: (message,) for test, message in seen.items()}
        asked = KnownMistake("", question, "", values=values, tests=tests)
        strangers, size = list(_strangers([*mistakes, asked])), len(mistakes) + 1
        lab = {
            **self._learnt,
            question: self._learnt[question]._replace(strangers=strangers, size=size),
        }
        total = sum(one.size for one in lab.values())
        if _STRANGERS * total < _PAIR and any(one.signs(seen) < _SIGNS for one in fit):
            return True
        seldom = _seldom(lab)
        return _bits(mistakes, fit, seen) + seldom[question] <= _enough(lab, seldom)


def _learn(mistakes: Sequence[KnownMistake]) -> _Question:
    apart = []
    for one in mistakes:
        fit, is_told = _fitting(mistakes, one.shows, one.values)
        if len(fit) == 1:
            apart.append(math.inf if is_told else _bits(mistakes, fit, one.shows))
    return _Question(list(_strangers(mistakes)), apart, len(mistakes))


def _seldom(lab: Mapping[str, _Question]) -> dict[str, float]:
    """Return, in bits, how seldom a question's mistakes look like any other.

    A question with few mistakes is assumed to be similar to the rest of the lab.
    """
    found, total = (sum(len(q.strangers) for q in lab.values()), sum(q.size for q in lab.values()))
    usual = (found + 1) / (total + 1)
    return {
        name: -math.log2((len(one.strangers) + _PAIR * usual) / (one.size + _PAIR))
        for name, one in lab.items()
    }


def _enough(lab: Mapping[str, _Question], seldom: Mapping[str, float]) -> float:
    """Return the bits that few unknown mistakes exceed, and few wrong names."""
    strangers = [bits + seldom[name] for name, one in lab.items() for bits in one.strangers]
    apart = [bits + seldom[name] for name, one in lab.items() for bits in one.apart]
    strangers = [*sorted(strangers, reverse=True), 0.0]
    total = sum(one.size for one in lab.values())
    enough = math.inf
    for few in range(max(_PAIR, int(_STRANGERS * total)), _PAIR - 1, -1):
        enough = strangers[min(few, len(strangers) - 1)]
        wrong = sum(bits > enough for bits in strangers)
        right = sum(bits > enough for bits in apart)
        if right >= _RIGHT * (right + wrong):
            break
    return enough


def _strangers(mistakes: Sequence[KnownMistake]) -> Iterator[float]:
    """Yield the evidence for mistakes that look like others, each as if it were unknown."""
    for one in mistakes:
        others = [other for other in mistakes if other is not one]
        fit, is_told = _fitting(others, one.shows, one.values)
        if fit:
            yield math.inf if is_told else _bits(others, fit, one.shows)


def _fitting(
    mistakes: Sequence[KnownMistake], seen: Mapping[str, Message], values: str
) -> tuple[list[KnownMistake], bool]:
    """Return the mistakes that match the observation, and whether the answer itself tells which.

    None, if so many match that it says nothing.
    """
    fit = [one for one in mistakes if one.fits(seen)]
    equal = [one for one in fit if values and one.values == values]
    fit = equal or fit
    is_told = bool(equal) or any(message.chosen for message in seen.values())
    return (fit if len(fit) <= _CANDIDATES else []), is_told and len(fit) == 1


def _bits(
    mistakes: Sequence[KnownMistake], fit: Sequence[KnownMistake], seen: Mapping[str, Message]
) -> float:
    """Return how rare the least rare matching mistake is among a question's mistakes, in bits."""
    return min(_rarity(mistakes, one, seen) for one in fit)


def _rarity(
    mistakes: Sequence[KnownMistake], mistake: KnownMistake, seen: Mapping[str, Message]
) -> float:
    """Add up how rare the failing tests, their words, and each fixed number are among others.

    They are treated as independent, since results are only compared.
    """
    same = sum(one.tests.keys() == mistake.tests.keys() for one in mistakes)
    bits = _rare(same, len(mistakes))
    for test, said in seen.items():
        having = [one.tests[test] for one in mistakes if test in one.tests]
        alike = [like for messages in having if (like := _alike(messages, said))]
        bits += _rare(len(alike), len(having))
        shown = next(message for message in mistake.tests[test] if message.fits(said))
        for place, number in enumerate(shown.numbers):
            if number is not None:
                count = sum(any(m.numbers[place] in (None, number) for m in ms) for ms in alike)
                bits += _rare(count, len(alike))
    return bits


def _alike(messages: Sequence[Message], said: Message) -> list[Message]:
    """Return the messages with the same words and the same count of numbers."""
    size = len(said.numbers)
    return [one for one in messages if one.words == said.words and len(one.numbers) == size]


def _rare(count: int, total: int) -> float:
    return -math.log2(count / (total + 1))
