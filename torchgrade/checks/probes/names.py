"""Names of library functions, the families they belong to, and the layers that they are."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence

import torch
import torch.nn.functional as F  # noqa: N812  (its name everywhere)

__all__ = ["FAMILIES", "function_name", "is_word", "layer_name", "matches"]

# Words for no_calls that stand for functions without the word in their name.
_PRODUCTS = """addbmm addmm addmv baddbmm bilinear bmm chain_matmul dot einsum inner linear mm
    multi_dot mv rmatmul tensordot vdot vecdot"""
FAMILIES: dict[str, frozenset[str]] = {
    "autograd": frozenset(["backward", "grad", "requires_grad"]),
    "conv1d": frozenset(["convolution"]),
    "conv2d": frozenset(["convolution"]),
    "conv3d": frozenset(["convolution"]),
    "matmul": frozenset(_PRODUCTS.split()),
    "var": frozenset(["std", "std_mean"]),
}

# Functions and the modules that do the same. "2d" and the like stay where they are.
_MODULES = """
relu ReLU, relu6 ReLU6, hardtanh Hardtanh, leaky_relu LeakyReLU, prelu PReLU, rrelu RReLU, elu ELU,
selu SELU, celu CELU, gelu GELU, silu SiLU, mish Mish, sigmoid Sigmoid, tanh Tanh, softplus
Softplus, hardswish Hardswish, hardsigmoid Hardsigmoid, logsigmoid LogSigmoid, log_sigmoid
LogSigmoid, softmax Softmax, log_softmax LogSoftmax, linear Linear, bilinear Bilinear, embedding
Embedding, dropout Dropout, native_dropout Dropout, feature_dropout Dropout2d, alpha_dropout
AlphaDropout, feature_alpha_dropout FeatureAlphaDropout, layer_norm LayerNorm, native_layer_norm
LayerNorm, group_norm GroupNorm, native_group_norm GroupNorm, rms_norm RMSNorm, pixel_shuffle
PixelShuffle, local_response_norm LocalResponseNorm, interpolate Upsample, upsample Upsample, pad
Pad, conv Conv, conv_transpose ConvTranspose, max_pool MaxPool, adaptive_max_pool AdaptiveMaxPool,
avg_pool AvgPool, adaptive_avg_pool AdaptiveAvgPool, lp_pool LPPool
"""
_LAYERS: dict[str, str] = dict(entry.split() for entry in _MODULES.split(","))


def function_name(func: Callable[..., object]) -> str:
    """Return a torch function's name without leading and trailing underscores, and its overload.

    ``torch.relu_``, ``Tensor.relu`` and ``torch.ops.aten.relu.default`` are all "relu". Reading an
    attribute of a tensor is not a call and has the name "". Setting one has the attribute's name.
    """
    name = str(getattr(func, "__name__", ""))
    if name == "__get__":
        return ""
    if name == "__set__":
        name = str(getattr(getattr(func, "__self__", None), "__name__", ""))
    return name.partition(".")[0].strip("_")


def matches(name: str, word: str) -> bool:
    """Return whether a function's name falls under a forbidden word (`checks.no_calls`)."""
    word = word.strip("_")
    if re.search(rf"(^|_){re.escape(word)}(\dd|\d)?(_|$)", name):
        return True
    return name in FAMILIES.get(word, ())


@functools.cache
def is_word(word: str) -> bool:
    """Return whether any torch function falls under the word, as a guard against misspelling."""
    if word in FAMILIES or not word.strip("_"):
        return word in FAMILIES
    spaces = (torch, F, torch.Tensor, torch.special)
    return any(matches(name.strip("_"), word) for space in spaces for name in dir(space))


def layer_name(
    func: Callable[..., object],
    args: Sequence[object],
    kwargs: Mapping[str, object],
    out: object,
) -> str | None:
    """Name the layer that a library function's call amounts to; None if it is not one."""
    name = function_name(func)
    x = args[0] if args else kwargs.get("input")
    y = out[0] if isinstance(out, (tuple, list)) and out else out
    if not isinstance(x, torch.Tensor) or not isinstance(y, torch.Tensor):
        return None
    if name == "pad" and x.shape == y.shape:
        return None
    known = re.fullmatch(r"(?:mkldnn_|cudnn_)?(\w+?)([123]d)?(?:_with_indices)?", name)
    if known and known[1] in _LAYERS:
        return pooled(f"{_LAYERS[known[1]]}{known[2] or ''}", y)
    if matches(name, "batch_norm") and "backward" not in name:
        return f"BatchNorm{max(1, x.dim() - 2)}d"
    if matches(name, "instance_norm"):
        return f"InstanceNorm{max(1, x.dim() - 2)}d"
    if name in {"convolution", "cudnn_convolution", "mkldnn_convolution"}:
        return f"Conv{x.dim() - 2}d"
    if _is_relu(name, args, kwargs):
        return "ReLU"
    if name in {"add", "iadd", "radd"}:
        other = args[1] if len(args) > 1 else kwargs.get("other")
        return "Add" if _same_map(x, other) else None
    if name == "mean":
        whole = x.dim() >= 3 and y.numel() == x.shape[0] * x.shape[1]
        return "GlobalAvgPool" if whole and y.shape[:2] == x.shape[:2] else None
    if name in {"flatten", "view", "reshape", "squeeze"}:
        return "Flatten" if x.dim() > 2 and y.dim() == 2 and x.shape[0] == y.shape[0] else None
    return None


def pooled(layer: str, out: object) -> str:
    """Rename an average pooling that leaves one position to "GlobalAvgPool"."""
    if "AvgPool" in layer and isinstance(out, torch.Tensor):
        positions = out.shape[-int(layer[-2]) :]
        if all(n == 1 for n in positions):
            return "GlobalAvgPool"
    return layer


def _same_map(x: torch.Tensor, other: object) -> bool:
    same = isinstance(other, torch.Tensor) and other.shape == x.shape
    return same and x.dim() >= 2 and x.is_floating_point()


def _is_relu(name: str, args: Sequence[object], kwargs: Mapping[str, object]) -> bool:
    """Recognise the other ways to write max(x, 0)."""
    if name in {"clamp", "clip", "clamp_min"}:
        low = args[1] if len(args) > 1 else kwargs.get("min")
        high = args[2] if len(args) > 2 else kwargs.get("max")
        return _is_zero(low) and high is None
    if name in {"maximum", "max", "fmax"}:
        other = args[1] if len(args) > 1 else kwargs.get("other")
        return isinstance(other, torch.Tensor) and (_is_zero(other) or _is_zero(args[0]))
    if name == "threshold":
        limits = [*args[1:3], kwargs.get("threshold", 0), kwargs.get("value", 0)]
        return all(_is_zero(limit) for limit in limits)
    return False


def _is_zero(value: object) -> bool:
    if isinstance(value, torch.Tensor):
        return value.numel() > 0 and not bool(value.any())
    return isinstance(value, (int, float)) and value == 0
