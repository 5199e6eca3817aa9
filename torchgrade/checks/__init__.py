"""Checks for a lab's tests: each passes, or raises AssertionError with advice for the student.

    from torchgrade import checks
    checks.close(out, x @ w + b, what="the output of affine_forward")

A message says in words what was expected, what the student's code gave, and where to look; it never
shows a hidden value. A mistake in the test itself (an input that a check cannot use) raises
AuthorError instead. Checks need only torch and NumPy. A check never judges by a student's `__eq__`,
`__class__` or tensor subclass, and leaves models and random generators as it found them. Other
packages can register more checks (docs/plugins.md), which are loaded when a test first asks for
one.
"""

from typing import TYPE_CHECKING

from torchgrade.checks.battery.batches import any_batch
from torchgrade.checks.battery.choices import choice, choices
from torchgrade.checks.battery.device import any_device
from torchgrade.checks.battery.draws import independent_draws
from torchgrade.checks.battery.inputs import any_dtype, any_layout
from torchgrade.checks.battery.learning import differentiable, trains
from torchgrade.checks.battery.oracle import matches
from torchgrade.checks.battery.outcomes import lets_errors_out, raises, returns
from torchgrade.checks.battery.properties import causal, equivariant, no_loops, probabilities
from torchgrade.checks.battery.scale import any_scale
from torchgrade.checks.battery.separate import separate
from torchgrade.checks.battery.state import stateless
from torchgrade.checks.calls import many, no_calls, unchanged
from torchgrade.checks.derivatives.gradients import backward, gradcheck, numeric_backward
from torchgrade.checks.dropout import drop_fraction, kept_units_scaled
from torchgrade.checks.equality import equal
from torchgrade.checks.gpu import needs_gpu
from torchgrade.checks.masks import (
    fresh_mask,
    independent_mask,
    same_mask_in_backward,
    some_dropped,
)
from torchgrade.checks.models.described import as_described
from torchgrade.checks.models.groups import parameter_groups
from torchgrade.checks.models.modes import (
    buffers_kept_in_eval,
    buffers_move_in_train,
    dropout_off_in_eval,
    grad_mode_restored,
    mode_restored,
)
from torchgrade.checks.models.modules import allowed_layers, layer_order, parameter_count
from torchgrade.checks.models.observe import Watched, input_gradient, layers, output, state, watch
from torchgrade.checks.models.optimizers import decayed, optimizer_covers, optimizer_steps
from torchgrade.checks.models.rebuilt import rebuilt
from torchgrade.checks.models.trained import accuracy
from torchgrade.checks.models.training import initial_loss, overfits
from torchgrade.checks.random import generator
from torchgrade.checks.scalars import number, numbers
from torchgrade.checks.values import close, shape, tensor

__all__ = [
    "Watched",
    "accuracy",
    "allowed_layers",
    "any_batch",
    "any_device",
    "any_dtype",
    "any_layout",
    "any_scale",
    "as_described",
    "backward",
    "buffers_kept_in_eval",
    "buffers_move_in_train",
    "causal",
    "choice",
    "choices",
    "close",
    "decayed",
    "differentiable",
    "drop_fraction",
    "dropout_off_in_eval",
    "equal",
    "equivariant",
    "fresh_mask",
    "generator",
    "grad_mode_restored",
    "gradcheck",
    "independent_draws",
    "independent_mask",
    "initial_loss",
    "input_gradient",
    "kept_units_scaled",
    "layer_order",
    "layers",
    "lets_errors_out",
    "many",
    "matches",
    "mode_restored",
    "needs_gpu",
    "no_calls",
    "no_loops",
    "number",
    "numbers",
    "numeric_backward",
    "optimizer_covers",
    "optimizer_steps",
    "output",
    "overfits",
    "parameter_count",
    "parameter_groups",
    "probabilities",
    "raises",
    "rebuilt",
    "returns",
    "same_mask_in_backward",
    "separate",
    "shape",
    "some_dropped",
    "state",
    "stateless",
    "tensor",
    "trains",
    "unchanged",
    "watch",
]

if not TYPE_CHECKING:  # mypy still takes a name that is not above for a mistake

    def __getattr__(name: str) -> object:
        """Load a check that another package registers (PEP 562)."""
        if not name.startswith("_"):
            from torchgrade.checks.registered import CHECKS

            check = CHECKS.get(name)
            if check is not None:
                return check
        raise AttributeError(f"module 'torchgrade.checks' has no attribute {name!r}")
