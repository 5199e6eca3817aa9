"""Rules about known mistakes: the right test catches them, and they cost nothing elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = [
    "MessageGivesAnswer",
    "MistakeCostsElsewhere",
    "MistakeNotCaught",
    "MistakeUngraded",
    "MistakeUnknownName",
    "QuestionWithoutMistake",
]


class MistakeNotCaught(Rule):
    """A known mistake passes the test case that its file names.

    The students who make it would get full marks.
    """

    code = "V201"
    slug = "mistake-not-caught"
    gate = "mistakes"
    advice = "Sharpen the test that `fails:` names, or name the one that catches the mistake."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each mistake that a named test passes."""
        for tried in proof.mistakes:
            missed = [
                test
                for test in tried.variant.fails
                if test in proof.questions_of
                and test not in tried.run.failed
                and test not in tried.run.unknown
            ]
            if missed and not tried.run.fault:
                caught = ", ".join(tried.run.failed) or "nothing"
                yield self.finding(
                    proof,
                    f"{', '.join(missed)} let it pass (caught by: {caught}): {tried.variant.why}",
                    place=tried.variant.place,
                    question=tried.variant.question,
                )


class MistakeCostsElsewhere(Rule):
    """A mistake costs points in a question that it does not belong to.

    A student should not pay twice for one slip, unless the later question builds on the answer, and
    the file says so.
    """

    code = "V202"
    slug = "mistake-costs-elsewhere"
    gate = "mistakes"
    advice = "Make the other question's test independent of this answer, or add it to `also:`."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each mistake that costs points in an undeclared question."""
        for tried in proof.mistakes:
            declared = {tried.variant.question, *tried.variant.also}
            others = {q: test for test, q in tried.run.failed.items() if q not in declared}
            if others:
                lost = ", ".join(f"{question} ({test})" for question, test in others.items())
                yield self.finding(
                    proof,
                    f"it also loses points in {lost}: {tried.variant.why}",
                    place=tried.variant.place,
                    question=tried.variant.question,
                )


class MistakeUnknownName(Rule):
    """A mistake or an alternative names a test or a question that the lab does not have."""

    code = "V203"
    slug = "mistake-unknown-name"
    gate = "mistakes"
    advice = "Correct the name in the docstring of the file; delete the file of a lost question."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each unknown name."""
        for variant in proof.misplaced:
            there = ", ".join(question.name for question in proof.outline.questions)
            yield self.finding(
                proof,
                f"`question:` names {variant.question}, which this lab does not have (it has: "
                f"{there})",
                place=variant.place,
            )
        questions = {question.name for question in proof.manifest.questions}
        for tried in (*proof.mistakes, *proof.alternatives):
            variant = tried.variant
            names = {
                "fails": [n for n in variant.fails if n not in proof.questions_of],
                "also": [n for n in variant.also if n not in questions],
                "except": [n for n in variant.excepted if n not in proof.questions_of],
            }
            for key, unknown in names.items():
                if unknown:
                    yield self.finding(
                        proof,
                        f"`{key}:` names {', '.join(unknown)}, which this lab does not have",
                        place=tried.variant.place,
                        question=variant.question,
                    )


class MistakeUngraded(Rule):
    """A mistake could not be graded at all, so no test has caught it."""

    code = "V204"
    slug = "mistake-ungraded"
    gate = "mistakes"
    advice = "Run `torchgrade samples` and grade it by hand, to see what happens."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each mistake without a grade."""
        for tried in proof.mistakes:
            if tried.run.fault:
                yield self.finding(
                    proof,
                    tried.run.fault,
                    place=tried.variant.place,
                    question=tried.variant.question,
                )


class MessageGivesAnswer(Rule):
    """What a student reads when a test fails contains a line of the solution.

    This means the failure message of every test, and the whole message of a public test. It should
    point at the fault, not give the fix.
    """

    code = "V205"
    slug = "message-gives-answer"
    gate = "mistakes"
    advice = "Say in the message what is wrong, not what to write."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each test whose message, for some mistake, contains a line of the solution."""
        for question in proof.manifest.questions:
            for spec in question.cases:
                said = [spec.hint]
                if not spec.hidden:
                    said += _messages(proof, spec.test)
                flat = " ".join(" ".join(said).split())
                given = [line for line in proof.answers.get(question.name, ()) if line in flat]
                if given:
                    yield self.finding(
                        proof,
                        f"it tells students {given[0]!r}, a line of the solution",
                        place=spec.test,
                        question=question.name,
                    )


def _messages(proof: Proof, test: str) -> list[str]:
    """Collect a test's messages for mistakes."""
    return [
        case.message
        for tried in proof.mistakes
        for case in tried.run.cases
        if case.test == test and not case.passed
    ]


class QuestionWithoutMistake(Rule):
    """A question has points and tests, but not a single known mistake to prove them by."""

    code = "V206"
    slug = "question-without-mistake"
    gate = "mistakes"
    severity = "warning"
    advice = "Write down a mistake that students make there, in `mistakes/`."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each question without a mistake."""
        known = {tried.variant.question for tried in proof.mistakes}
        if not known:
            return
        for question in proof.manifest.questions:
            if not question.manual and question.name not in known:
                yield self.finding(
                    proof, "no mistake belongs to it", place=question.name, question=question.name
                )
