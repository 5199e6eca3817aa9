"""Which known mistake a submission shows, named where no stranger looks so much like one.

What a question shows joins the lab's known mistakes as one more, and each of them is looked at as
if nobody had met it before: then whatever it looks like is wrong. The one that is asked about gets
a name if more speaks for it than for all of these but a few. A mistake that nobody has met is one
among them, with no place of its own, so it is named no more often than that (this is conformal
prediction; see benchmarks/README.md for what comes of it).
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

_CANDIDATES = 3  # known mistakes that staff read of; more of them say nothing
_STRANGERS = 0.05  # of mistakes that nobody has met, the share that may be taken for known ones
_RIGHT = 0.9  # of what is named, the share that is to be right, where half is not known yet
_PAIR = 2  # two that look alike are both taken for one another: no threshold can tell one alone
_SIGNS = 3  # what it takes besides where a lab has too few mistakes to learn a threshold from


class _Question(NamedTuple):
    """What a question's mistakes teach, in bits: of strangers, and of those that are told apart."""

    strangers: list[float]
    apart: list[float]
    size: int


class Naming:
    """Names mistakes by those that a lab knows; what it learns of them it learns once."""

    def __init__(self, known: Signatures) -> None:
        self._known = known
        names = dict.fromkeys(one.question for one in known.mistakes)
        self._mistakes = {name: known.of(name) for name in names}
        self._learnt = {name: _learn(ones) for name, ones in self._mistakes.items()}

    def without(self, mistake: KnownMistake) -> Naming:
        """Return the same as if nobody had ever met one of the mistakes."""
        other, name = Naming(Signatures()), mistake.question
        left = tuple(one for one in self._mistakes[name] if one.name != mistake.name)
        other._mistakes = {**self._mistakes, name: left}
        other._learnt = {**self._learnt, name: _learn(left)}
        return other

    def of(
        self, digests: Mapping[str, str], manifest: Manifest, grade: Grade
    ) -> tuple[LikelyMistake, ...]:
        """Say of each question that lost points which known mistakes look the same.

        Questions that one of these costs points besides its own are left out.

        Args:
            digests: the hashes of the tests that graded; questions with others than those of the
                signatures are left out.
            manifest: of the autograder.
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
        """Say which known mistakes look as the messages of a question's failed tests do.

        An answer of nothing but values is told by these: letters are wrong in the same words
        whichever they are, unless a message shows them; then they are told by it. What has too
        little that speaks for it is ``weak``: as good as unexplained.
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
        """Return whether too many strangers look as much like a known mistake as this does."""
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
    """Return, in bits, how seldom a question's mistakes look like others, whatever they look like.

    A question with few mistakes is taken to be somewhat like the rest of the lab.
    """
    found, total = (sum(len(q.strangers) for q in lab.values()), sum(q.size for q in lab.values()))
    usual = (found + 1) / (total + 1)
    return {
        name: -math.log2((len(one.strangers) + _PAIR * usual) / (one.size + _PAIR))
        for name, one in lab.items()
    }


def _enough(lab: Mapping[str, _Question], seldom: Mapping[str, float]) -> float:
    """Return the bits above which few strangers are, and few beside those told apart."""
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
    """Yield what speaks for those that look like others, each as if nobody had met it."""
    for one in mistakes:
        others = [other for other in mistakes if other is not one]
        fit, is_told = _fitting(others, one.shows, one.values)
        if fit:
            yield math.inf if is_told else _bits(others, fit, one.shows)


def _fitting(
    mistakes: Sequence[KnownMistake], seen: Mapping[str, Message], values: str
) -> tuple[list[KnownMistake], bool]:
    """Return the mistakes that look as what was seen, and whether the answer itself tells which.

    None, if so many look like it that it says nothing.
    """
    fit = [one for one in mistakes if one.fits(seen)]
    equal = [one for one in fit if values and one.values == values]
    fit = equal or fit
    is_told = bool(equal) or any(message.chosen for message in seen.values())
    return (fit if len(fit) <= _CANDIDATES else []), is_told and len(fit) == 1


def _bits(
    mistakes: Sequence[KnownMistake], fit: Sequence[KnownMistake], seen: Mapping[str, Message]
) -> float:
    """Return how seldom a question's mistakes look so, in bits, of the least rare that fits."""
    return min(_rarity(mistakes, one, seen) for one in fit)


def _rarity(
    mistakes: Sequence[KnownMistake], mistake: KnownMistake, seen: Mapping[str, Message]
) -> float:
    """Add up how seldom others have the tests that fail, their words, and each fixed number.

    As if these had nothing to do with one another; what comes of it is only compared.
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
    """Return the messages with the same words and as many numbers."""
    size = len(said.numbers)
    return [one for one in messages if one.words == said.words and len(one.numbers) == size]


def _rare(count: int, total: int) -> float:
    return -math.log2(count / (total + 1))
