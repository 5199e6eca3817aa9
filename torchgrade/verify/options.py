"""What `torchgrade verify` is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import get_args

from torchgrade.errors import AuthorError
from torchgrade.verify.finding import Gate

__all__ = ["VerifyOptions"]


@dataclass(frozen=True)
class VerifyOptions:
    """What is asked for.

    Args:
        question: of this one alone.
        quick: leave out what takes long: otter's own engine, most mutants, noise, budget.
        skip: gates that are left out besides.
        jobs: how many notebooks run at a time; 0: one a core, as memory allows.
        step: called with a gate, how much of it is done and how much there is.

    Raises:
        AuthorError: there is no such gate to skip.
    """

    question: str = ""
    quick: bool = False
    skip: frozenset[str] = frozenset()
    jobs: int = 1
    step: Callable[[str, int, int], None] = field(default=lambda gate, done, total: None)

    def __post_init__(self) -> None:
        unknown = sorted(self.skip - set(get_args(Gate)))
        if unknown:
            raise AuthorError(
                f"no gate {', '.join(unknown)}: there are {', '.join(get_args(Gate))}"
            )

    def wants(self, gate: str) -> bool:
        """Whether a gate is asked for."""
        if self.quick and gate in ("noise", "budget"):
            return False
        return gate not in self.skip
