"""Faults of networks: a missing or misplaced layer, or one with other settings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from torchgrade.verify.mutation.operators.base import (
    Operator,
    called,
    changed,
    keyword,
    last_name,
    literal,
    neighbours_swapped,
    number,
    of_library,
    same,
    with_keyword,
    without_keyword,
)
from torchgrade.verify.mutation.operators.scaling import complement

__all__ = [
    "DropLayer",
    "DropResidual",
    "LayerMomentum",
    "ReplaceLayer",
    "Setting",
    "SkipCall",
    "SwapFeatures",
    "SwapLayers",
]

_CONTAINERS = {"Compose", "Sequential"}
_COMMUTE = (
    {"Dropout", "Flatten", "ReLU"},
    {"MaxPool2d", "ReLU"},
    {"RandomCrop", "RandomHorizontalFlip", "ToTensor"},
)
_SHORTCUT = ("downsample", "identity", "residual", "shortcut", "skip")


def _is_conv(call: ast.AST) -> bool:
    return called(call).startswith("Conv")


def _layers(node: ast.AST) -> list[ast.expr]:
    """Return the literal contents of ``Sequential(...)`` or ``Compose([...])``."""
    if not isinstance(node, ast.Call) or called(node) not in _CONTAINERS:
        return []
    items = node.args
    if len(items) == 1 and isinstance(items[0], ast.List):
        items = items[0].elts
    return [] if any(isinstance(item, ast.Starred) for item in items) else items


def _with_layers(node: ast.AST, layers: list[ast.expr]) -> ast.AST:
    assert isinstance(node, ast.Call)
    if isinstance(node.args[0], ast.List):
        return changed(node, args=[changed(node.args[0], elts=layers)])
    return changed(node, args=layers)


class DropLayer(Operator):
    """A layer left out of a sequence, unless it changes the number of features."""

    name = "drop-layer"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the sequence without each of its layers."""
        layers = _layers(node)
        for i, layer in enumerate(layers):
            if len(layers) > 1 and not self._needed(layer):
                yield _with_layers(node, layers[:i] + layers[i + 1 :])

    @staticmethod
    def _needed(layer: ast.expr) -> bool:
        """Return whether the shapes do not fit without the layer."""
        if not isinstance(layer, ast.Call) or not (_is_conv(layer) or called(layer) == "Linear"):
            return False
        return len(layer.args) < 2 or not same(layer.args[0], layer.args[1])


class SwapLayers(Operator):
    """Two neighbouring layers or transforms in the other order, where the order matters."""

    name = "swap-layers"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the sequence with each pair of neighbours swapped."""
        layers = _layers(node)
        for i, swapped in enumerate(neighbours_swapped(layers)):
            if not self._commute({self._kind(layers[i]), self._kind(layers[i + 1])}):
                yield _with_layers(node, swapped)

    @staticmethod
    def _kind(layer: ast.expr) -> str:
        name = called(layer)
        return "Dropout" if "Dropout" in name else name

    @staticmethod
    def _commute(kinds: set[str]) -> bool:
        """Return whether the order of two kinds of layers does not matter."""
        return any(kinds <= group for group in _COMMUTE)


class Setting(Operator):
    """A layer with another kernel, stride, padding or bias, or with one of them forgotten."""

    name = "setting"
    flags = ("affine", "bias", "track_running_stats")
    dropped = ("dilation", "groups", "padding", "stride")

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the layer with another setting."""
        if not isinstance(node, ast.Call):
            return
        for name in self.flags:
            value = keyword(node, name)
            if isinstance(value, ast.Constant):
                yield with_keyword(node, name, literal(not value.value))
        for name in self.dropped:
            if keyword(node, name) is not None:
                yield without_keyword(node, name)
        size = number(keyword(node, "kernel_size"))
        if size is not None:
            yield with_keyword(node, "kernel_size", literal(size + 2 if size < 3 else size - 2))
        named = _is_conv(node) or called(node) == "Linear"
        if named and keyword(node, "bias") is None:
            yield with_keyword(node, "bias", literal(False))


class LayerMomentum(Operator):
    """``1 - momentum`` for ``momentum``, as other libraries define it."""

    name = "momentum"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call with the other momentum."""
        momentum = keyword(node, "momentum") if isinstance(node, ast.Call) else None
        if momentum is None or not isinstance(node, ast.Call):
            return
        value = number(momentum)
        if value is None:
            yield with_keyword(node, "momentum", complement(momentum))
        else:
            yield with_keyword(node, "momentum", literal(round(1 - value, 6)))


class SwapFeatures(Operator):
    """The numbers of input and output features of a layer swapped."""

    name = "swap-features"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the layer with both swapped."""
        if not isinstance(node, ast.Call) or not (_is_conv(node) or called(node) == "Linear"):
            return
        if len(node.args) >= 2:
            one, two, *rest = node.args
            yield changed(node, args=[two, one, *rest])
        for kind in ("channels", "features"):
            one_key, two_key = keyword(node, f"in_{kind}"), keyword(node, f"out_{kind}")
            if one_key is not None and two_key is not None:
                swapped = with_keyword(node, f"in_{kind}", two_key)
                yield with_keyword(swapped, f"out_{kind}", one_key)


class ReplaceLayer(Operator):
    """The right layer replaced by one that does nothing, or something similar."""

    name = "replace-layer"
    others: ClassVar[dict[str, tuple[str, ...]]] = {
        "AvgPool2d": ("MaxPool2d",),
        "BatchNorm1d": ("Identity",),
        "BatchNorm2d": ("Identity",),
        "LayerNorm": ("Identity",),
        "MaxPool2d": ("AvgPool2d",),
        "ReLU": ("Identity", "LeakyReLU"),
        "leaky_relu": ("relu",),
        "relu": ("leaky_relu",),
    }

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call of another layer of torch.nn."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            return
        if last_name(node.func.value) not in {"F", "functional", "nn"}:
            return
        for other in self.others.get(called(node), ()):
            yield changed(node, func=changed(node.func, attr=other))


class DropResidual(Operator):
    """A residual connection without its shortcut."""

    name = "drop-residual"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the other operand of a sum."""
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
            return
        for part, other in ((node.right, node.left), (node.left, node.right)):
            name = (called(part) or last_name(part)).lower()
            if name == "x" or any(word in name for word in _SHORTCUT):
                yield other
                return


class SkipCall(Operator):
    """A layer or an activation not applied: ``x`` for ``self.relu(x)`` and ``F.relu(x)``."""

    name = "skip-call"
    functions = frozenset({"log_softmax", "relu", "sigmoid", "softmax", "tanh"})

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the argument of the call."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            return
        own = last_name(node.func.value) == "self" and len(node.args) == 1 and not node.keywords
        library = of_library(node.func) and called(node) in self.functions
        if (own or library) and node.args:
            yield node.args[0]
