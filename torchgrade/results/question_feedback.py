"""What a student is told about each question, without repetition.

An author's hint says what is wrong with work that a test has tried. If there was nothing to try,
since a name was missing, the answer was never written, or the code always raises, hints would
accuse the student of mistakes that nobody has seen: then they are presented as what the tests look
at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torchgrade.records import AnswerCell, CaseGrade, Cause, Grade, Line, QuestionGrade
from torchgrade.results.unwritten import names_with_dots
from torchgrade.texts import said

__all__ = ["CaseFeedback", "QuestionFeedback", "by_hand", "feedback_of", "notes_of", "sentence_of"]

_ERROR = re.compile(r"^(\w+(?:Error|Exception|Interrupt|Warning|Iteration))\b", re.MULTILINE)
_OTTERS = re.compile(r"Error at line \d+ in test .*:\n(?P<line> .*\n)(?P<error>[\s\S]+)")
_NO_TIME, _NO_ANSWER = "No time was left", "The code under test "
"""Beginnings of the grader's own messages: on tests that did not run, on code that did not end."""

_OF_TESTS = ("AssertionError", "ToldError")
"""Exceptions of tests themselves, which have judged the answer and say what is wrong."""

_WORD = re.compile(r"[A-Za-z_]\w*")
_NAMES = 6  # listed at most


@dataclass(frozen=True)
class CaseFeedback:
    """A test case that did not pass, with its number in the question, from 1.

    ``message`` is its message, empty if it is hidden, or if it ended in the same error as an
    earlier one (``again``).
    """

    number: int
    case: CaseGrade
    message: str
    again: bool = False


@dataclass(frozen=True)
class QuestionFeedback:
    """What is said about one question.

    ``trials`` are its cases that did not pass. ``why`` is a sentence on why these did not get to
    test the answer itself, if so: then their hints are not about mistakes. ``remarks`` are
    sentences that always apply, ``measured`` says how networks performed on test images,
    ``has_run`` whether there was code to run, and ``by_hand`` which points a person gave.
    """

    question: QuestionGrade
    heading: str
    cells: tuple[AnswerCell, ...]
    trials: tuple[CaseFeedback, ...] = ()
    why: str = ""
    remarks: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()
    has_run: bool = True
    by_hand: str = ""

    @property
    def lost_in_public(self) -> bool:
        """Whether a public test failed, as the student could see in the notebook."""
        return any(not case.hidden for case in self.failed)

    @property
    def failed(self) -> tuple[CaseGrade, ...]:
        """The cases that failed."""
        return tuple(t.case for t in self.trials if t.case.status == "failed")

    @property
    def aims(self) -> tuple[str, ...]:
        """What tests would have looked at that did not get to test the answer."""
        hints = (case.hint for case in self.failed if case.hint and not self.hint(case))
        return tuple(dict.fromkeys(hints))

    def hint(self, case: CaseGrade) -> str:
        """Return the author's hint on a failed case, if it is about this answer.

        If a public test ended in an error, the hint is presented as what the test is about. If a
        person gave full points, the answer counts as right, whatever the test says.
        """
        if self.by_hand and self.question.score >= self.question.max_score:
            return ""
        if case.status != "failed" or not self.has_run:
            return ""
        stopped = not case.hidden and _error_of(said(case.message))
        if self.why and (case.hidden or stopped):
            return ""
        return f"What this test is about: {case.hint}" if stopped and case.hint else case.hint


def feedback_of(grade: Grade, headings: Mapping[str, str]) -> tuple[QuestionFeedback, ...]:
    """Return what a student may read about each question of a grade, in the notebook's order.

    Args:
        grade: the grade of one submission.
        headings: the questions' names for people, by their names.
    """
    return tuple(
        _question_feedback(question, headings.get(question.name, question.name), grade)
        for question in grade.questions
    )


def by_hand(question: QuestionGrade) -> str:
    """Say which points a person gave in place of the tests' points, and why, if somebody did."""
    if question.override is None:
        return ""
    return (
        f"Changed by hand: {question.score:g} of {question.max_score:g} points in place of "
        f"{question.graded:g}. {question.override.reason}"
    )


def notes_of(grade: Grade) -> tuple[str, ...]:
    """Return the notes of a grade, except on cells about which its causes say more."""
    cells = {cell for cause in grade.causes for cell in (cause.cell, *cause.cells)}
    return tuple(
        note for note in grade.notes if not any(note.startswith(f"cell {n} ") for n in cells)
    )


def sentence_of(cause: Cause, questions: Sequence[str] = ()) -> str:
    """Say what failed because a cell stopped, or because no cell defines some names.

    Args:
        cause: a cause from the grade.
        questions: the names for people of dependent questions, as far as the student may know.
    """
    names = _list([f"`{name}`" for name in cause.names], _NAMES)
    are = "is" if len(cause.names) == 1 else "are"
    if not cause.cell:
        text = f"No cell that ran {'before the check ' if cause.said else ''}defines {names}"
    elif cause.names:
        text = f"Cell {cause.cell} stopped, so {names} {are} not defined"
    else:
        text = f"Cell {cause.cell} stopped"
    if cause.cells:
        cells = _list([str(cell) for cell in cause.cells])
        text += f", and cell{'' if len(cause.cells) == 1 else 's'} {cells} stopped for want of that"
    if questions:
        verb = "depends" if len(questions) == 1 else "depend"
        text += f". {_list(questions)} {verb} on it"
    return f"{text}."


def _question_feedback(question: QuestionGrade, heading: str, grade: Grade) -> QuestionFeedback:
    cells = tuple(cell for cell in grade.answers if cell.question == question.name)
    trials, measured = _trials(question, grade.answers), _measured(question, grade)
    hand = by_hand(question)
    if not trials:
        return QuestionFeedback(question, heading, cells, measured=measured, by_hand=hand)
    left, blank = names_with_dots(cell.source for cell in cells)
    causes = [cause for cause in grade.causes if question.name in cause.questions]
    why, remarks = "", tuple(f"`{name}` still has ... in it." for name in left)
    if _is_whole_or_nothing(question):
        remarks += ("This question gives all of its points or none.",)
    if causes:
        why = _for_want_of(causes, cells)
    elif blank:
        why, remarks = "There is no answer yet: ... is still in its place.", ()
    elif _ran_out_of_time(grade):
        why = "No time was left for hidden tests: the notebook and other tests took all of it."
    elif _always_stops(question):
        why = "Your code returns no result in any public test, so no result was checked."
    if not why:
        remarks += tuple(m.hint for m in grade.mistakes if m.question == question.name and m.hint)
    has_run = not causes and not blank
    return QuestionFeedback(question, heading, cells, trials, why, remarks, measured, has_run, hand)


def _trials(question: QuestionGrade, answers: Sequence[AnswerCell]) -> tuple[CaseFeedback, ...]:
    """List the cases that did not pass."""
    found: list[CaseFeedback] = []
    seen: set[str] = set()
    for number, case in enumerate(question.cases, start=1):
        if case.status == "passed":
            continue
        message = "" if case.hidden or case.status != "failed" else said(case.message)
        error = _error_of(message)
        again = bool(error) and error in seen
        seen.add(error)
        where = _where(case.stopped, answers) if case.stopped else ""
        found.append(CaseFeedback(number, case, "" if again else _quoted(message, where), again))
    return tuple(found)


def _where(stopped: Line, answers: Sequence[AnswerCell]) -> str:
    """Return a line of the student's with its cell, if exactly one cell has it at that place."""
    places = []
    for one in answers:
        lines = one.source.splitlines()
        empty = next((at for at, line in enumerate(lines) if line.strip()), 0)
        number = stopped.number + empty  # IPython leaves empty ones out before it counts
        if [line.strip() for line in lines[number - 1 : number]] == [stopped.code.strip()]:
            places.append(f"your cell {one.cell}, line {number}")
    place = places[0] if len(set(places)) == 1 else f"line {stopped.number}"
    return f"in {place}:\n  {stopped.code}"


def _quoted(message: str, where: str = "") -> str:
    """Return a test's own message or, without one, its line in the test's file.

    The line's number is left out: students don't see the file.

    Args:
        message: the message of the test.
        where: the line at which the student's code stopped.
    """
    found = _OTTERS.match(message)
    if found is None:
        return message
    line, error = found["line"].strip(), found["error"].strip()
    kind, _, words = error.partition(":")
    if kind.strip() in _OF_TESTS:
        return words.strip() or f"This line of the test failed:\n  {line}"
    return "\n".join(filter(None, (error, where, f"where the test says\n  {line}")))


def _error_of(message: str) -> str:
    """Return the exception that code raised in a test, from the end of the message, if any."""
    if message.startswith((_NO_TIME, _NO_ANSWER)):
        return message
    errors = list(_ERROR.finditer(message))
    if not errors or errors[-1][1] in _OF_TESTS:
        return ""
    return message[errors[-1].start() :]


def _always_stops(question: QuestionGrade) -> bool:
    """Return whether there are public cases, and code raised an exception in all of them."""
    public = [case for case in question.cases if not case.hidden]
    return bool(public) and all(
        case.status == "failed" and _error_of(said(case.message)) for case in public
    )


def _ran_out_of_time(grade: Grade) -> bool:
    """Return whether a public case was out of time: then later, hidden ones were, too."""
    return any(
        case.status == "failed" and not case.hidden and said(case.message).startswith(_NO_TIME)
        for question in grade.questions
        for case in question.cases
    )


def _is_whole_or_nothing(question: QuestionGrade) -> bool:
    """Return whether a case passed and has none of its points."""
    return any(c.status == "passed" and c.max_score and not c.score for c in question.cases)


def _for_want_of(causes: Sequence[Cause], cells: Sequence[AnswerCell]) -> str:
    """Say what is missing, by the names that the answer uses, if it uses any."""
    all_names = [name for cause in causes for name in cause.names]
    used = {word for cell in cells for word in _WORD.findall(cell.source)}
    names = [f"`{name}`" for name in all_names if name in used or not used & set(all_names)]
    stopped = [str(cause.cell) for cause in causes if cause.cell]
    are = "is" if len(names) == 1 else "are"
    since = f", since cell {_list(stopped)} stopped" if stopped else ""
    return f"{_list(names, _NAMES)} {are} not defined{since}: see above."


def _measured(question: QuestionGrade, grade: Grade) -> tuple[str, ...]:
    """Say how networks performed and what tests ask for, without repeating failed tests."""
    asked = defaultdict[tuple[int, int], set[float]](set)
    for one in grade.measured:
        if one.question == question.name and one.at_least:
            asked[one.right, one.images].add(one.at_least)
    hints = [case.hint for case in question.cases]
    found = []
    for (right, images), shares in asked.items():
        reached = f"The network is right on {right / images:.2%} of {images:,} test images; "
        if not any(hint.startswith(reached) for hint in hints):
            ask = "this test asks" if len(shares) == 1 else "tests ask"
            wanted = _list([f"{share:.2%}" for share in sorted(shares)])
            found.append(f"{reached}{ask} for {wanted}.")
    return tuple(found)


def _list(words: Sequence[str], most: int = 100) -> str:
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
