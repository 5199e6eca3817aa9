"""V707: random numbers without a seed or a false-failure rate."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules.source.reading import aliases, calls, comments
from torchgrade.verify.written import WrittenTest

__all__ = ["UnstatedNoise"]

_TORCH = r"torch\.(rand|randn|randint|rand_like|randn_like|randint_like|randperm|bernoulli|normal"
_DRAWS = re.compile(
    _TORCH + r"|multinomial|poisson)|.*\.(normal_|uniform_|bernoulli_|exponential_)"
    r"|(np|numpy)\.random\.\w+|random\.\w+"
)
_SEEDS = re.compile(r"(.*\.)?(manual_seed|seed|seed_all|manual_seed_all|seed_everything)")
_SOURCES = re.compile(
    r"(np|numpy)\.random\.(default_rng|RandomState|Generator|\w*Sequence)|random\.Random"
)
_RATE = re.compile(
    r"false[ _-]?(failure|alarm|positive|fail)|\bone in a\b|1 in \d|10\s?(\^|\*\*)\s?-?\d|\d?e-\d+"
    r"|million|chance|probab",
    re.IGNORECASE,
)


class UnstatedNoise(Rule):
    """A test draws random numbers without a seed, and does not say how often it fails right work.

    Then some students lose points by bad luck, and get them back when the same notebook is graded
    again. Draw from ``checks.generator("a label")``, which gives the same submission the same
    numbers; or work out the test's false-failure rate, keep it below 1e-6, and write it into a
    comment or the docstring.
    """

    code = "V707"
    slug = "unstated-noise"
    gate = "lint"
    severity = "warning"
    advice = 'Pass generator=checks.generator("..."), or state the false-failure rate.'

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Look for draws from global generators in tests that set no seed and state no rate."""
        for test in proof.tests:
            if test.function is None:
                continue
            found = list(dict.fromkeys(_draws(test.function)))
            if found and not _stated(test, test.function):
                yield self.finding(
                    proof,
                    f"{test.name} draws from {', '.join(found)} without a seed, and does not state "
                    "its false-failure rate",
                    place=test.place,
                    question=test.question,
                )


def _draws(function: ast.FunctionDef) -> Iterator[str]:
    names = aliases(function)
    called = list(calls(function, names))
    if any(_SEEDS.fullmatch(name) for name, _ in called):
        return
    for name, call in called:
        if not _DRAWS.fullmatch(name) or (name.startswith("random.") and not _module(names)):
            continue
        seeded = any(keyword.arg == "generator" for keyword in call.keywords)
        if not seeded and not (_SOURCES.fullmatch(name) and (call.args or call.keywords)):
            yield name


def _module(names: Mapping[str, str]) -> bool:
    """Return whether ``random`` is Python's module, not a value of the test with this name."""
    return any(full == "random" or full.startswith("random.") for full in names.values())


def _stated(test: WrittenTest, function: ast.FunctionDef) -> bool:
    said = [*comments(test.source).values(), ast.get_docstring(function) or ""]
    stated = any(_RATE.search(text) for text in said)
    keywords = (
        k.arg or "" for n in ast.walk(function) if isinstance(n, ast.Call) for k in n.keywords
    )
    return stated or "false_failure" in keywords
