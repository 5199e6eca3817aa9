"""V704: a model answer without a rubric."""

from __future__ import annotations

import re
from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules.source.reading import question_text

__all__ = ["NoRubric"]

_NAMED = re.compile(r"\b(rubric|marking (scheme|guide))\b", re.IGNORECASE)
_MARKS = re.compile(
    r"\d\s+(points?|marks?)\b|^\W{0,4}[-+\N{MINUS SIGN}]\s?\d+(\.\d+)?\s*[:|]", re.IGNORECASE | re.M
)
"""In a model answer these are the points of a part; in a question's text, the total."""


class NoRubric(Rule):
    """A written question has a model answer without a rubric.

    Then two people give the same answer different points, and nobody can tell a student what was
    missing. Below the model answer, in the solution block, write a line "Rubric" and what each gap
    or error costs (-2: no reason given), so that the points add up to those of the question.
    """

    code = "V704"
    slug = "no-rubric"
    gate = "lint"
    advice = "Write a rubric below the model answer: what each gap or error costs."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Look for a rubric in the model answer and in the text of each written question."""
        outline = proof.outline
        for question in outline.questions:
            if not question.manual:
                continue
            answer = "\n".join(outline.source(number) for number in question.solutions)
            text = question_text(outline, question)
            if _NAMED.search(answer) or _MARKS.search(answer) or _NAMED.search(text):
                continue
            yield self.finding(
                proof,
                f"the written question {question.name} has no rubric",
                place=f"cell {(question.solutions or [question.cell])[-1]}",
                question=question.name,
            )
