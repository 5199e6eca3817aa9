"""V706: a convention that the text of a question leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.authoring.outline import Outline, Question
from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules.source.text.conventions import AXES, CONVENTIONS, IMAGE, OF_IMAGES
from torchgrade.verify.rules.source.reading import given_text, solution_code

__all__ = ["UnpinnedConvention"]


class UnpinnedConvention(Rule):
    """A solution depends on a convention that its question's text does not pin down.

    Dropout's p (keep or drop), variance (N or N - 1), momentum of running statistics, the velocity
    of SGD, the factor of an L2 penalty, logits or probabilities, the order of the axes of images:
    books and libraries differ on each, so a hidden test fails work that is right by another
    convention. The rule reads the text of the question, what students get of its solution cells,
    and earlier text outside of questions. Add a sentence, a formula or a shape.
    """

    code = "V706"
    slug = "unpinned-convention"
    gate = "lint"
    severity = "warning"
    advice = "Add a sentence, a formula or a shape to the question's text that settles it."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Look for code that depends on a convention, and for words that pin it down."""
        outline = proof.outline
        for question in outline.questions:
            for name in _open(outline, question):
                yield self.finding(
                    proof,
                    f"the text of {question.name} does not say {name}",
                    place=f"cell {question.cell}",
                    question=question.name,
                )


def _open(outline: Outline, question: Question) -> Iterator[str]:
    text, code = given_text(outline, question), solution_code(outline, question)
    tests = "\n".join(outline.source(number) for number in question.tests)
    images = IMAGE.search(tests) and OF_IMAGES.search("\n".join([text, code, tests]))
    for convention in [*CONVENTIONS, AXES] if images else CONVENTIONS:
        used = any(convention.used.search(line) for line in code.splitlines())
        if used and not convention.pinned.search(text):
            yield convention.name
