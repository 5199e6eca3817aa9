"""Mutation operators: the kinds of small faults that are put into a solution.

The special ones come first. Where two make the same code, the mutant has the name of the first.
"""

from torchgrade.verify.mutation.operators.base import Operator
from torchgrade.verify.mutation.operators.general import GENERAL
from torchgrade.verify.mutation.operators.layers import LAYERS
from torchgrade.verify.mutation.operators.scaling import SCALING
from torchgrade.verify.mutation.operators.statements import STATEMENTS
from torchgrade.verify.mutation.operators.tensors import TENSORS
from torchgrade.verify.mutation.operators.training import TRAINING

__all__ = ["OPERATORS", "Operator"]

OPERATORS: tuple[Operator, ...] = TRAINING + LAYERS + SCALING + TENSORS + STATEMENTS + GENERAL
