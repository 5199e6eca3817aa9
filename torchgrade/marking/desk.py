"""Provides the page's data: plain values for JSON, without names unless they are requested."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from torchgrade.marking.agreement import agreement_of
from torchgrade.marking.collected import Collected, Group, Key
from torchgrade.marking.flow import Applied, apply
from torchgrade.marking.markdown import plain, rendered, rendered_line
from torchgrade.marking.model import AnswerMarks, Given, Scale
from torchgrade.marking.presence import Presence
from torchgrade.marking.rubric import Guide
from torchgrade.marking.store import NotAllowedError, Store
from torchgrade.records import WrittenCell
from torchgrade.results import is_blank
from torchgrade.results.written import NO_ANSWER

__all__ = ["Desk"]

_COMMENTS = 100
_MARKDOWN = 60_000  # characters of an answer, as rendering may take quadratic time

Json = dict[str, Any]
Marks = Mapping[int, AnswerMarks]
Scales = Mapping[str, Scale]


class Desk:
    """Answers and marks of a run, as a marker may see them.

    Args:
        collected: the answers.
        guides: the lab's guides to its questions.
        store: the marks.
        presence: who is where.
        before: called before marks are written into grades; returns messages about it.
    """

    def __init__(
        self,
        collected: Collected,
        guides: Mapping[str, Guide],
        store: Store,
        presence: Presence,
        before: Callable[[], list[str]] = list,
    ) -> None:
        self._collected, self._guides, self.store = collected, guides, store
        self._presence, self._before = presence, before
        store.enter(collected.questions, guides, collected.groups)
        ids = store.ids()
        self._keys: dict[int, Key] = {ids[key]: key for key in collected.groups}
        numbers = {key: number for number, key in self._keys.items()}
        self._orders: dict[str, list[int]] = {}
        for question in collected.questions:
            contents = [content for name, content in numbers if name == question.name]
            ordered = store.order(question.name, contents)
            self._orders[question.name] = [numbers[question.name, one] for one in ordered]
        self._applying = threading.Lock()

    def overview(self, marker: str) -> Json:
        """Return all questions with their rubrics, and the state of each answer."""
        revision = self.store.revision()  # first, so that later changes are sent again
        marks, scales = self.store.marks(), self.store.scales()
        return {
            "lab": self._collected.manifest.lab,
            "title": self._collected.manifest.title,
            "seed": self.store.seed,
            "double": self.store.double,
            "revision": revision,
            "questions": self._questions(marks, scales),
            "answers": self._summaries(marker, marks, scales),
            "comments": self._comments(marker, marks),
        }

    def answer(self, number: int, marker: str, names: bool, here: int = 0) -> Json:
        """Return an answer, rendered, with those of its marks that the marker may see.

        Args:
            number: of the answer.
            marker: who asks.
            names: whether to include students' names.
            here: the marker's turn, if they are at it now and not only prefetching.
        """
        key = self._key(number)
        if here:
            self._presence.note(marker, number, here)
        group = self._collected.groups[key]
        written = self._collected.answer(key)
        found: Json = {"id": number, "holders": len(group.holders)}
        found["cells"] = _cells([cell for cell in written.cells if not is_blank(cell)])
        found["kind"] = _kind(group)
        if names:
            found["names"] = [grade.student or grade.submission for grade in group.holders]
        return {**found, **self.marks_of(number, marker)}

    def marks_of(self, number: int, marker: str) -> Json:
        """Return those of an answer's marks that the marker may see, and its state."""
        key = self._key(number)
        marks, scale = self.store.marks_of(number), self.store.scales()[key[0]]
        own = marks.own(marker)
        return {
            "own": None if own is None else _given(own, scale),
            "marks": [_given(one, scale) for one in marks.shown_to(marker)],
            "summary": self._summary(number, marks, scale, marker),
        }

    def next(
        self, marker: str, question: str, after: int, given: Collection[int], turn: int
    ) -> Json:
        """Choose a marker's next answer, at which nobody else is, and move the marker there.

        Args:
            marker: who asks.
            question: the question whose answer is wanted.
            after: the answer after which to continue, in the question's order.
            given: answers whose marks are being sent.
            turn: the marker's turn, see `presence`.

        Returns:
            The answer's number, 0 if there is none, and how many others are left at which somebody
            is.
        """
        if question not in self._orders:
            raise NotAllowedError(f"there is no question {question}")
        order = self._orders[question]
        start = order.index(after) + 1 if after in order else 0
        taken = 0
        with self._presence.choosing(marker, given) as choice:
            marks, scales = self.store.marks(), self.store.scales()
            for number in (*order[start:], *order[:start]):
                one = marks[number]
                own = one.own(marker)
                left = one.state(scales[question]) in ("open", "begun", "waits")
                if not left or number in given or (own is not None and own.done):
                    continue
                if number in choice.taken and not one.double:
                    taken += 1
                    continue
                choice.take(number, turn)
                return {"id": number, "taken": taken}
        return {"id": 0, "taken": taken}

    def news(self, marker: str, since: int, at: int, turn: int) -> Json:
        """Return changes since a revision, and who is where; record where the marker is."""
        self._presence.note(marker, at, turn)
        others = self._presence.others(marker).items()
        revision = self.store.revision()
        found: Json = {"revision": revision}
        found["people"] = [{"name": name, "answer": answer} for name, answer in others]
        if revision > since:
            changed, rubric = self.store.changed_since(since)
            marks, scales = self.store.marks(), self.store.scales()
            found["answers"] = self._summaries(marker, marks, scales, None if rubric else changed)
            found["comments"] = self._comments(marker, marks)
            if rubric:
                found["questions"] = self._questions(marks, scales)
        return found

    def agreement(self) -> list[Json]:
        """Return how far two markers agree, by question, and where they don't."""
        marks, scales = self.store.marks(), self.store.scales()
        found = []
        for question in self._collected.questions:
            scale = scales[question.name]
            pairs, differ = [], []
            for number, key in self._keys.items():
                one = marks[number]
                if key[0] != question.name or not (one.first and one.second):
                    continue
                if one.first.done and one.second.done:
                    pairs.append((one.first, one.second))
                    if scale.points(one.first) != scale.points(one.second):
                        differ.append(self._difference(number, one, scale))
            row = asdict(agreement_of(scale, pairs))
            row["lines"] = [{"id": line, "kappa": kappa} for line, kappa in row["lines"].items()]
            found.append({**row, "heading": question.heading, "differ": differ})
        return found

    def apply(self) -> tuple[Applied, list[str]]:
        """Write all marks into the grades; only one call at a time."""
        with self._applying:
            said = self._before()
            return apply(self._collected, self.store), said

    def _key(self, number: int) -> Key:
        if number not in self._keys:
            raise NotAllowedError("there is no such answer")
        return self._keys[number]

    def _questions(self, marks: Marks, scales: Scales) -> list[Json]:
        found = []
        uses = Counter(
            item
            for one in marks.values()
            for given in (one.first, one.second, one.settled)
            if given
            for item in given.items
        )
        for question in self._collected.questions:
            scale, guide = scales[question.name], self._guides.get(question.name, Guide())
            found.append(
                {
                    "name": question.name,
                    "heading": question.heading,
                    "points": question.points,
                    "text": rendered(guide.text),
                    "model": rendered(guide.model_answer),
                    "starts_full": scale.starts_full,
                    "version": scale.version,
                    "items": [
                        {**asdict(item), "html": rendered_line(item.text), "uses": uses[item.id]}
                        for item in scale.items.values()
                    ],
                    "order": self._orders[question.name],
                }
            )
        return found

    def _summaries(
        self, marker: str, marks: Marks, scales: Scales, only: set[int] | None = None
    ) -> list[Json]:
        return [
            self._summary(number, marks[number], scales[key[0]], marker)
            for number, key in self._keys.items()
            if only is None or number in only
        ]

    def _summary(self, number: int, marks: AnswerMarks, scale: Scale, marker: str) -> Json:
        group = self._collected.groups[self._keys[number]]
        counts, shown = marks.counts(scale), marks.shown_to(marker)
        own = marks.own(marker)
        mark = counts if counts in shown else own
        return {
            "id": number,
            "question": group.question,
            "holders": len(group.holders),
            "kind": _kind(group),
            "double": marks.double,
            "state": marks.state(scale),
            "mine": own is not None and own.done,
            "points": scale.points(mark) if mark and mark.done else None,
            "by": sorted({one.marker for one in shown}),
        }

    def _difference(self, number: int, marks: AnswerMarks, scale: Scale) -> Json:
        assert marks.first is not None
        assert marks.second is not None
        return {
            "id": number,
            "first": _given(marks.first, scale),
            "second": _given(marks.second, scale),
            "settled": _given(marks.settled, scale) if marks.settled else None,
        }

    def _comments(self, marker: str, marks: Marks) -> dict[str, list[str]]:
        """List the comments on each question, the most used first."""
        used: dict[str, Counter[str]] = {}
        for number, key in self._keys.items():
            for given in marks[number].shown_to(marker):
                if text := given.comment.strip():
                    used.setdefault(key[0], Counter())[text] += 1
        return {
            name: [text for text, _ in found.most_common(_COMMENTS)] for name, found in used.items()
        }


def _kind(group: Group) -> str:
    return group.content if group.content in NO_ANSWER else "answer"


def _given(given: Given, scale: Scale) -> Json:
    return {**asdict(given), "points": scale.points(given), "reasons": scale.reasons(given)}


def _cells(cells: Iterable[WrittenCell]) -> list[Json]:
    """Return the cells of an answer to show, texts as Markdown as long as there is room."""
    room, found = _MARKDOWN, []
    for cell in cells:
        is_code = cell.kind == "code"
        room -= 0 if is_code else len(cell.source)
        show = rendered if room >= 0 else plain
        found.append(
            {
                "cell": cell.cell,
                "given": cell.given,
                "code": cell.source if is_code else "",
                "html": "" if is_code else show(cell.source),
                "pictures": [f"data:{one.kind};base64,{one.data}" for one in cell.pictures],
            }
        )
    return found
