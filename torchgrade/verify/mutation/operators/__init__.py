"""Mutation operators: kinds of small faults that are put into a solution.

Special ones come first. If two make the same code, the mutant is named after the first.
"""

from __future__ import annotations

from torchgrade.plugins import Point
from torchgrade.verify.mutation.operators.base import Operator

__all__ = ["Operator", "all_operators"]

_OWN = {
    "drop-step": "training:DropStep",
    "swap-steps": "training:SwapSteps",
    "mode": "training:Mode",
    "with-gradients": "training:WithGradients",
    "loss-reduction": "training:LossReduction",
    "shuffle": "training:Shuffle",
    "swap-mixture": "training:SwapMixture",
    "learning-rate": "training:LearningRate",
    "drop-weight-decay": "training:DropWeightDecay",
    "drop-layer": "layers:DropLayer",
    "swap-layers": "layers:SwapLayers",
    "setting": "layers:Setting",
    "momentum": "layers:LayerMomentum",
    "swap-features": "layers:SwapFeatures",
    "replace-layer": "layers:ReplaceLayer",
    "drop-residual": "layers:DropResidual",
    "skip-call": "layers:SkipCall",
    "eps": "scaling:Epsilon",
    "drop-scale": "scaling:DropScale",
    "complement": "scaling:Complement",
    "axis": "tensors:Axis",
    "drop-axis": "tensors:DropAxis",
    "drop-keepdim": "tensors:KeepDim",
    "permutation": "tensors:Permutation",
    "variance": "tensors:Variance",
    "reduction": "tensors:Reduction",
    "in-place": "tensors:InPlace",
    "drop-conversion": "tensors:Conversion",
    "detach": "tensors:Detach",
    "drop-statement": "statements:DropStatement",
    "overwrite": "statements:Overwrite",
    "negated-if": "statements:Negation",
    "drop-else": "statements:DropElse",
    "swap-returned": "statements:SwapReturned",
    "drop-element": "statements:DropElement",
    "off-by-one": "general:Bound",
    "arithmetic": "general:Arithmetic",
    "boundary": "general:Boundary",
    "comparison": "general:Comparison",
    "logic": "general:Logic",
    "flag": "general:Flag",
    "sign": "general:Sign",
    "number": "general:Number",
    "swap-arguments": "general:SwapArguments",
    "optimizer-setting": "training:OptimizerSetting",
    "cut-input": "gradients:CutInput",
    "cut-result": "gradients:CutResult",
    "frozen": "gradients:Frozen",
    "off-without-gradients": "gradients:OffWithoutGradients",
    "float": "layouts:Float",
    "view": "layouts:View",
    "squeeze": "layouts:Squeeze",
    "drop-device": "layouts:DropDevice",
    "writes-argument": "layouts:WritesArgument",
    "fixed-argument": "arguments:FixedArgument",
    "capped-argument": "arguments:CappedArgument",
    "rounded-draw": "arguments:RoundedDraw",
    "adds-key": "arguments:AddsKey",
    "pops-argument": "arguments:PopsArgument",
    "shuffles-argument": "arguments:ShufflesArgument",
    "cached": "state:Cached",
    "shared": "state:Shared",
    "seeded": "state:Seeded",
    "one-draw": "state:OneDraw",
    "same-draw": "state:SameDraw",
    "kept-draw": "state:KeptDraw",
    "best-for-last": "loops:BestForLast",
    "best-weights": "loops:BestWeights",
    "early-stopping": "loops:EarlyStopping",
    "rate-falls": "loops:RateFalls",
    "batches-once": "loops:BatchesOnce",
    "skips-single": "loops:SkipsSingle",
    "swallows-errors": "loops:SwallowsErrors",
    "text-number": "answers:TextNumber",
    "text-returned": "answers:TextReturned",
    "text-key": "answers:TextKey",
    "rounded": "answers:Rounded",
    "nan-passes": "answers:NanPasses",
    "by-address": "modules:ByAddress",
    "skips-scalars": "modules:SkipsScalars",
    "leaves-only": "modules:LeavesOnly",
    "skips-root": "modules:SkipsRoot",
    "by-type-name": "modules:ByTypeName",
    "drop-type": "modules:DropType",
    "as-parameter": "modules:AsParameter",
    "one-mode": "modules:OneMode",
    "adds-dropout": "modules:AddsDropout",
}
"""torchgrade's own, in the order in which they are tried: name -> location below this package."""


def _operator(name: str, value: object) -> Operator | None:
    """Make an operator of a plug-in's class, whose name must be that of its entry point."""
    if isinstance(value, type) and issubclass(value, Operator) and value.name == name:
        return value()
    return None


_POINT = Point(
    "torchgrade.operators",
    "a subclass of torchgrade.verify.Operator with the entry point's name as its name",
    _operator,
    {name: f"{__name__}.{place}" for name, place in _OWN.items()},
)


def all_operators() -> tuple[Operator, ...]:
    """Return all operators: torchgrade's own, then those of other packages.

    Raises:
        PluginError: an operator of another package does not have the right form, or its name is
            taken.
    """
    return tuple(_POINT.load().values())
