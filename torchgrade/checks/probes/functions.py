"""The PyTorch functions from which a network may be rebuilt, by name: they only compute."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812  (its name everywhere)

__all__ = ["COMPARISONS", "functions", "name_of"]

# Nothing here looks anything up, draws at random, or leaves the world of tensors; for comparisons
# with a number see COMPARISONS.
_NAMES = """
conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d linear bilinear matmul mm
bmm addmm baddbmm einsum tensordot dot vdot mv outer unfold fold
lstm gru rnn_tanh rnn_relu multi_head_attention_forward scaled_dot_product_attention _weight_norm
batch_norm layer_norm group_norm instance_norm local_response_norm rms_norm normalize
relu relu_ relu6 leaky_relu leaky_relu_ prelu elu elu_ selu selu_ celu celu_ gelu silu mish sigmoid
sigmoid_ tanh tanh_ softplus softsign hardtanh hardswish hardsigmoid logsigmoid softmax log_softmax
softmin glu tanhshrink hardshrink softshrink
threshold clamp clamp_ clamp_min clamp_min_ clamp_max clip maximum minimum max min where masked_fill
gt ge lt le __gt__ __ge__ __lt__ __le__
max_pool1d max_pool2d max_pool3d avg_pool1d avg_pool2d avg_pool3d lp_pool1d lp_pool2d
adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool2d
dropout dropout1d dropout2d dropout3d alpha_dropout feature_alpha_dropout dropout_
add add_ sub sub_ subtract rsub mul mul_ multiply div div_ divide true_divide neg negative abs exp
log log1p expm1 sqrt rsqrt square pow reciprocal sin cos sign sum mean amax amin var std norm cumsum
logsumexp expit erf addcmul addcdiv lerp sinh cosh
__add__ __radd__ __iadd__ __sub__ __rsub__ __isub__ __mul__ __rmul__ __imul__ __truediv__ __rdiv__
__rtruediv__ __itruediv__ __matmul__ __rmatmul__ __neg__ __pow__ __rpow__ __getitem__ __setitem__
view reshape flatten ravel unflatten permute transpose t swapaxes swapdims movedim squeeze unsqueeze
expand expand_as broadcast_to repeat contiguous clone detach chunk split unbind cat concat
concatenate hstack vstack stack
narrow select index_select index_copy index_copy_ index_add index_add_ gather take_along_dim tile
repeat_interleave fliplr flipud rot90 flip roll pad constant_pad_nd interpolate upsample
pixel_shuffle pixel_unshuffle channel_shuffle
view_as reshape_as type_as to float double
tensor as_tensor arange linspace eye
zeros ones full zeros_like ones_like full_like new_zeros new_ones new_full
"""
COMPARISONS = ("gt", "ge", "lt", "le", "__gt__", "__ge__", "__lt__", "__le__")
"""An activation written by hand compares with a number; with a table, it would look up."""

_SPACES = {
    "torch": torch,
    "torch.Tensor": torch.Tensor,
    "torch.nn.functional": F,
    "torch.special": torch.special,
}
_ATTRIBUTES = ("T", "mT", "data")


@functools.cache
def functions() -> dict[str, Callable[..., Any]]:
    """Return full name -> function, as PyTorch's modes see it."""
    found: dict[str, Callable[..., Any]] = {
        f"{space}.{name}": getattr(holder, name)
        for space, holder in _SPACES.items()
        for name in _NAMES.split()
        if hasattr(holder, name)
    }
    reads = {f"torch.Tensor.{n}.__get__": getattr(torch.Tensor, n).__get__ for n in _ATTRIBUTES}
    return found | reads


@functools.cache
def _names() -> dict[Callable[..., Any], str]:
    return {function: name for name, function in functions().items()}


def name_of(function: Callable[..., Any]) -> str:
    """Return a function's full name; "" if it is not one of these."""
    return _names().get(function, "")
