"""Probes: functions that run beside a student's object, look at it, and answer in plain data.

A probe runs where the object lives: in the notebook, under plain otter, or in the player, while the
check that calls it may run in another process. So it takes arguments as they are, judges nothing,
and returns numbers, strings, lists, dicts, named tuples of these and plain tensors.

A determined student can lie through a probe: code that runs beside it can replace it, or hide from
it. Points depend on behaviour (outputs and gradients on fresh inputs); a probe explains, or decides
only what behaviour can't show, such as how a result was computed.
"""

from collections.abc import Callable
from typing import Any

from torchgrade.checks.probes import (
    changes,
    grouping,
    optimizer,
    runs,
    structure,
)
from torchgrade.checks.probes import description as description_
from torchgrade.checks.probes.names import FAMILIES, is_word, matches
from torchgrade.checks.probes.optimizer import Held
from torchgrade.checks.probes.run_remotely import beside, real_class
from torchgrade.checks.probes.structure import Place
from torchgrade.checks.probes.tracing import calls, executed, leaf_modules, operands, watching
from torchgrade.checks.probes.tracing import recording as recording_
from torchgrade.checks.probes.tracing.watching import Watched
from torchgrade.checks.probes.trials import instances, learning, variants
from torchgrade.checks.probes.trials import loops as loops_
from torchgrade.checks.probes.trials import many as many_
from torchgrade.checks.probes.trials import repeated as repeated_

batch_outputs = beside(runs.batch_outputs)
decayed_parameters = beside(optimizer.decayed_parameters)
description = beside(description_.description)
eval_outputs = beside(runs.eval_outputs)
executed_layers = beside(executed.executed_layers)
foreign_operands = beside(operands.foreign_operands)
forward = beside(leaf_modules.forward)
gradient_flow = beside(learning.gradient_flow)
grad_mode_after: Callable[..., Any] = beside(changes.grad_mode_after)
group_members = beside(grouping.group_members)
in_batches: Callable[..., Any] = beside(variants.in_batches)
in_dtypes: Callable[..., Any] = beside(variants.in_dtypes)
in_layouts: Callable[..., Any] = beside(variants.in_layouts)
is_bare = beside(structure.is_bare)
is_of = beside(structure.is_of)
layers = beside(leaf_modules.layers)
library_calls: Callable[..., Any] = beside(calls.library_calls)
loops = beside(loops_.loops)
made_twice: Callable[..., Any] = beside(instances.made_twice)
many: Callable[..., Any] = beside(many_.many)
modes_around: Callable[..., Any] = beside(changes.modes_around)
moved_buffers = beside(runs.moved_buffers)
on_meta: Callable[..., Any] = beside(variants.on_meta)
optimizer_contents = beside(
    optimizer.optimizer_contents,
    lambda answer: ({name: Held._make(held) for name, held in answer[0].items()}, answer[1]),
)
optimizer_steps = beside(optimizer.optimizer_steps)
overfit = beside(runs.overfit)
parameter_labels = beside(grouping.parameter_labels)
parameter_sizes = beside(structure.parameter_sizes)
passes = beside(learning.passes)
places = beside(structure.places, lambda answer: [Place._make(place) for place in answer])
recording = beside(recording_.recording)
repeated: Callable[..., Any] = beside(repeated_.repeated)
state = beside(leaf_modules.state)
watch = beside(watching.watch, Watched._make)
written_to: Callable[..., Any] = beside(changes.written_to)

__all__ = [
    "FAMILIES",
    "Held",
    "Place",
    "Watched",
    "batch_outputs",
    "decayed_parameters",
    "description",
    "eval_outputs",
    "executed_layers",
    "foreign_operands",
    "forward",
    "grad_mode_after",
    "gradient_flow",
    "group_members",
    "in_batches",
    "in_dtypes",
    "in_layouts",
    "is_bare",
    "is_of",
    "is_word",
    "layers",
    "library_calls",
    "loops",
    "made_twice",
    "many",
    "matches",
    "modes_around",
    "moved_buffers",
    "on_meta",
    "optimizer_contents",
    "optimizer_steps",
    "overfit",
    "parameter_labels",
    "parameter_sizes",
    "passes",
    "places",
    "real_class",
    "recording",
    "repeated",
    "state",
    "watch",
    "written_to",
]
