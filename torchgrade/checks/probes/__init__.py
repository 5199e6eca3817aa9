"""Probes look at a student's object from beside it, and answer in plain data.

A probe runs where the object lives: in the notebook, under plain otter, or in the player, while the
check that asked may run in another process. So it takes what it is given, judges nothing, and
answers with numbers, strings, lists, dicts, named tuples of these and plain tensors.

A determined student can lie through a probe: code that runs beside it can replace it, or hide from
it. Marks are decided by behaviour (outputs and gradients on fresh inputs); a probe explains, or
decides only what no behaviour shows, such as how a result was computed.
"""

from torchgrade.checks.probes.calls import library_calls
from torchgrade.checks.probes.executed import executed_layers
from torchgrade.checks.probes.forward import forward, layers, state
from torchgrade.checks.probes.grouping import group_members, parameter_labels
from torchgrade.checks.probes.names import FAMILIES, is_word, matches
from torchgrade.checks.probes.optimizer import Held, decayed_parameters, optimizer_contents
from torchgrade.checks.probes.runs import batch_outputs, eval_outputs, moved_buffers, overfit
from torchgrade.checks.probes.structure import (
    Place,
    is_bare,
    parameter_sizes,
    places,
    set_training_modes,
    training_modes,
)
from torchgrade.checks.probes.watching import Watched, watch

__all__ = [
    "FAMILIES",
    "Held",
    "Place",
    "Watched",
    "batch_outputs",
    "decayed_parameters",
    "eval_outputs",
    "executed_layers",
    "forward",
    "group_members",
    "is_bare",
    "is_word",
    "layers",
    "library_calls",
    "matches",
    "moved_buffers",
    "optimizer_contents",
    "overfit",
    "parameter_labels",
    "parameter_sizes",
    "places",
    "set_training_modes",
    "state",
    "training_modes",
    "watch",
]
