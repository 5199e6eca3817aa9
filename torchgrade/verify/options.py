"""The options of `torchgrade verify`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import get_args

from torchgrade.errors import AuthorError
from torchgrade.verify.finding import Gate, Rule
from torchgrade.verify.rules import all_rules, slug_of

__all__ = ["VerifyOptions"]

_ALWAYS = "solution-fails"
"""The rule that is always applied: if it finds anything, no other can be."""

_LONG = ("noise", "budget")
_ALSO: dict[str, tuple[Gate, ...]] = {"alternatives": ("noise",)}
"""Evidence that rules of other gates also need."""


@dataclass(frozen=True)
class VerifyOptions:
    """What to verify, and how.

    Args:
        questions: only these; all if empty.
        quick: leave out what takes a long time: otter's own engine, most mutants, noise, budget.
        sample: how many mistakes, alternatives and answers that do nothing to try for each
            question; 0: all.
        seeds: with how many seeds right work is graded.
        skip: more gates to leave out.
        jobs: how many notebooks run at a time; 0: one per core, as memory allows.
        elsewhere: whether they run on other machines, so that this one's memory does not matter.
        step: called with a gate, how many of its runs have ended and how many there are.
        select: the only rules to apply, by slug or code; all if empty.
        ignore: rules to leave out.
        signatures: record how each mistake shows with several seeds; with `questions`, the
            signatures of others are kept.

    Raises:
        AuthorError: there is no such gate or rule, the sample is negative, or there are fewer than
            two seeds.
    """

    questions: tuple[str, ...] = ()
    quick: bool = False
    sample: int = 0
    seeds: int = 100
    skip: frozenset[str] = frozenset()
    jobs: int = 1
    elsewhere: bool = False
    step: Callable[[str, int, int], None] = field(default=lambda gate, done, total: None)
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    signatures: bool = False

    def __post_init__(self) -> None:
        unknown = sorted(self.skip - set(get_args(Gate)))
        if unknown:
            raise AuthorError(
                f"no gate {', '.join(unknown)}: there are {', '.join(get_args(Gate))}"
            )
        if self.sample < 0:
            raise AuthorError(f"a sample of {self.sample} can't be taken: it is 0 (all) or more")
        if self.seeds < 2:
            raise AuthorError(f"expected two seeds or more, got {self.seeds}")
        if _ALWAYS in {slug_of(name, all_rules()) for name in sorted(self.ignore)}:
            raise AuthorError(
                f"{_ALWAYS} can't be ignored: no other rule is applied if it finds something"
            )
        for name in sorted(self.select):
            slug_of(name, all_rules())
        if self.signatures and (self.sample or not self.wants("mistakes")):
            raise AuthorError("signatures are of all mistakes of a question: none can be left out")

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules to apply."""
        asked = {rule.slug for rule in self._asked}
        return tuple(rule for rule in all_rules() if rule.slug in {*asked, _ALWAYS})

    @cached_property
    def unseen(self) -> tuple[Rule, ...]:
        """The selected rules that a quick run can't apply."""
        if not self.quick:
            return ()
        whole = replace(self, quick=False)
        return tuple(rule for rule in whole.rules if rule.gate in _LONG)

    def wants(self, gate: str) -> bool:
        """Return whether a gate's evidence is needed."""
        gates = {rule.gate for rule in self._asked}
        return self._takes(gate) and not gates.isdisjoint((gate, *_ALSO.get(gate, ())))

    @cached_property
    def _asked(self) -> tuple[Rule, ...]:
        rules = all_rules()
        select = {slug_of(name, rules) for name in self.select} or {rule.slug for rule in rules}
        select -= {slug_of(name, rules) for name in self.ignore}
        return tuple(rule for rule in rules if rule.slug in select and self._takes(rule.gate))

    def _takes(self, gate: str) -> bool:
        return gate not in self.skip and not (self.quick and gate in _LONG)
