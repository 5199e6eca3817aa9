"""A lab with one fault in its source, and what the rules find in it."""

from __future__ import annotations

from tests.support import source
from torchgrade.authoring import read_source
from torchgrade.records import Manifest
from torchgrade.verify.finding import Finding
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules import all_rules

PUBLIC, HIDDEN = 8, 9  # the places of the two tests in the lab of `torchgrade new`

ANSWER = 15  # and of the model answer of its written question


def findings(lab: source.Lab) -> list[Finding]:
    proof = Proof(lab, read_source(lab), Manifest(lab.name, lab.title, "", ()))
    return [found for rule in all_rules() if rule.gate == "lint" for found in rule.check(proof)]


def put(lab: source.Lab, place: int, text: str) -> None:
    cells = source.cells(lab)
    cells[place].source = text
    source.rewrite(lab, cells)


def hidden(body: str, *, hint: str = "failure_message: Look at the sum of a row.\n") -> str:
    """A hidden test of softmax with these lines in it."""
    head = f'""" # BEGIN TEST CONFIG\npoints: 7\nhidden: true\n{hint}""" # END TEST CONFIG\n'
    start = "def test_it(softmax):\n"
    if not body.startswith('"""'):
        start += "    import torch\n    from torchgrade import checks\n"
    return head + start + "".join(f"    {line}\n" for line in body.splitlines())
