"""Writes and reads files of weights.

A file is checked by its header, whose length is bounded by what the model needs, before its numbers
are read. Format: https://huggingface.co/docs/safetensors
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import torch
from torch import nn
from torch.nn.parameter import is_lazy

from torchgrade.errors import SubmissionError
from torchgrade.files.regular import UnusualFileError, opened
from torchgrade.files.writing import write_bytes
from torchgrade.weights.header import Header, HeaderError, read_header

__all__ = ["SUFFIX", "WeightsError", "load_weights", "save_weights"]

SUFFIX = ".safetensors"

# Generous: an entry is a name, a dtype, a shape and two offsets, about 100 bytes.
_HEADER_BYTES, _HEADER_BYTES_PER_TENSOR = 2**16, 2**10
_DTYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "C64": torch.complex64,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}
_NAMES_IN_A_MESSAGE = 5


class WeightsError(SubmissionError, ValueError):
    """Weights can't be written, or not used with this model; the message is for students."""


class _Spec(NamedTuple):
    """A header's entry for a tensor."""

    dtype: torch.dtype | str  # a str if it is an unknown one
    shape: tuple[int, ...]


def save_weights(
    model: nn.Module,
    path: str | Path,
    *,
    dataset: str,
    notes: Mapping[str, object] | None = None,
) -> None:
    """Write all parameters and buffers of a model to a .safetensors file.

    The file is written atomically, so an interrupted call leaves the last good one. Tensors that
    share memory are written once for each of their names. The model is not changed.

    Args:
        model: the model, on any device.
        path: the file, which must end in .safetensors; missing folders are made.
        dataset: the data set that the model was trained on, such as "mnist"; it is written into the
            file.
        notes: more metadata for the file, such as {"p_drop": 0.2}, each stored as text. Tests find
            them in what ``load_weights`` returns.

    Raises:
        WeightsError: the path has another suffix; weights contain NaN or infinity; a lazy layer
            that has seen no input has no weights yet; or notes are named "dataset" or "torchgrade".
    """
    from safetensors.torch import save

    from torchgrade.version import __version__

    path = Path(path)
    if path.suffix != SUFFIX:
        raise WeightsError(f"expected a name that ends in {SUFFIX}, got {path.name}")
    said = {"dataset": dataset, "torchgrade": __version__}
    if taken := sorted(said.keys() & (notes or {}).keys()):
        raise WeightsError(f"notes can't be named {' or '.join(taken)}: the file has such an entry")
    said |= {str(name): str(value) for name, value in (notes or {}).items()}
    # Compact copies: safetensors refuses tensors that share memory or have gaps.
    tensors = {
        name: tensor.detach().cpu().clone(memory_format=torch.contiguous_format)
        for name, tensor in _state(model).items()
    }
    _check_finite(tensors, "the model")
    # Not save_file, whose files only their owner can read, while a grader has another uid.
    write_bytes(path, save(tensors, said))


def load_weights(model: nn.Module, path: str | Path) -> dict[str, str]:
    """Load the weights of a .safetensors file into a model, after checking the whole file.

    Args:
        model: the model, on any device. It is unchanged if the file is invalid, unless only the
            model itself, in another process, knows that two of its names are one tensor.
        path: a file written by ``save_weights``.

    Returns:
        The file's metadata: {"dataset": ..., "torchgrade": ...} and the notes, all as texts. A
        student may have written anything there.

    Raises:
        FileNotFoundError: there is no such file.
        WeightsError: it is not safetensors; names, shapes, dtypes or size are not those of the
            model; or it contains NaN or infinity.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load

    path = Path(path)
    state = _state(model)
    needed = _specs(state)
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(opened(path, follow=True))
        except UnusualFileError:
            raise WeightsError(f"{path} is not a file") from None
        header = _read_header(file, path, len(needed))
        found = {e.name: _Spec(_DTYPES.get(e.dtype, e.dtype), e.shape) for e in header.entries}
        _check_same(found, needed, path)
        expected = header.size + sum(t.numel() * t.element_size() for t in state.values())
        size = os.fstat(file.fileno()).st_size
        if size != expected:
            raise _damaged(path, f"expected {expected} bytes, got {size}")
        file.seek(0)
        content = file.read(expected)
    try:
        tensors = load(content)
    except (SafetensorError, ValueError, KeyError, AssertionError) as error:
        raise _damaged(path, _printable(str(error))) from None
    # Again, since the header was read by two parsers, which may differ on odd JSON.
    _check_same(_specs(tensors), needed, path)
    _check_finite(tensors, str(path))
    _check_shared(tensors, state, path)
    model.load_state_dict(tensors)
    _check_taken(tensors, _state(model), path)
    return header.metadata


def _state(model: nn.Module) -> dict[str, torch.Tensor]:
    """Return the tensors of a model by name."""
    if not isinstance(model, nn.Module):
        raise WeightsError(f"expected a model (a torch.nn.Module), got {type(model).__name__}")
    state = model.state_dict()
    for name, tensor in state.items():
        if not isinstance(tensor, torch.Tensor):
            raise WeightsError(f"{name} is {type(tensor).__name__}: only tensors can be saved")
        if is_lazy(tensor):
            raise WeightsError(f"{name} has no shape yet: call the model once on a batch before")
    return dict(state)


def _specs(tensors: Mapping[str, torch.Tensor]) -> dict[str, _Spec]:
    return {name: _Spec(tensor.dtype, tuple(tensor.shape)) for name, tensor in tensors.items()}


def _read_header(file: BinaryIO, path: Path, tensors: int) -> Header:
    """Read the header of a file for a model with so many tensors."""
    start = file.read(9)
    if start[8:] != b"{":
        line = f'torchgrade.save_weights(model, "{path.with_suffix(SUFFIX)}", dataset=...)'
        why = f"is not a {SUFFIX} file"
        if start.startswith((b"PK", b"\x80")):  # of a torch.save zip, of a pickle
            why = "was written by torch.save or pickle; such a file can run code when it is read"
        raise WeightsError(f"{path} {why}. Write it with: {line}")
    file.seek(0)
    try:
        return read_header(file, _HEADER_BYTES + _HEADER_BYTES_PER_TENSOR * tensors)
    except HeaderError as error:
        raise _damaged(path, str(error)) from None


def _check_same(found: Mapping[str, _Spec], needed: Mapping[str, _Spec], path: Path) -> None:
    """Raise WeightsError, with every difference, unless names, shapes and dtypes are the same."""
    both = [name for name in needed if name in found]
    differences = {
        "missing": [name for name in needed if name not in found],
        "not expected": [_printable(name) for name in found if name not in needed],
        "wrong shape": [
            f"{name} is {_shape(found[name])} where the model has {_shape(needed[name])}"
            for name in both
            if found[name].shape != needed[name].shape
        ],
        "wrong dtype": [
            f"{name} is {_dtype(found[name])} where the model has {_dtype(needed[name])}"
            for name in both
            if found[name].dtype != needed[name].dtype
        ],
    }
    said = [f"{kind}: {_shortened(items)}" for kind, items in differences.items() if items]
    if said:
        raise WeightsError(f"{path} does not fit the model. {'; '.join(said)}")


def _check_finite(tensors: Mapping[str, torch.Tensor], where: str) -> None:
    bad = [name for name, tensor in tensors.items() if not torch.isfinite(tensor).all()]
    if bad:
        raise WeightsError(f"there is NaN or infinity in {where}: {_shortened(bad)}")


def _check_shared(
    tensors: Mapping[str, torch.Tensor], state: Mapping[str, torch.Tensor], path: Path
) -> None:
    """Raise WeightsError if a tensor with two names in the model has two values in the file."""
    first: dict[object, str] = {}
    for name, tensor in state.items():
        memory = (tensor.device, tensor.data_ptr(), tensor.shape, tensor.stride())
        other = first.setdefault(memory, name) if tensor.numel() else name
        if not torch.equal(tensors[name], tensors[other]):
            raise WeightsError(
                f"{path} does not fit the model. {other} and {name} are one tensor in the model, "
                "but not in the file"
            )


def _check_taken(
    tensors: Mapping[str, torch.Tensor], state: Mapping[str, torch.Tensor], path: Path
) -> None:
    """Raise WeightsError unless the model now has the file's weights.

    A model in another process returns copies, which don't show what shares memory.
    """
    for name, tensor in tensors.items():
        if name not in state or not torch.equal(state[name].detach().cpu(), tensor):
            raise WeightsError(
                f"{path} does not fit the model. {name} is not what the file has after loading it: "
                "it may be one tensor with another name in the model"
            )


def _damaged(path: Path, why: str) -> WeightsError:
    return WeightsError(f"{path} is damaged ({why}): write it again with torchgrade.save_weights")


def _shape(spec: _Spec) -> str:
    return _printable(str(spec.shape).replace(" ", ""))


def _dtype(spec: _Spec) -> str:
    return _printable(str(spec.dtype).removeprefix("torch."))


def _printable(text: str) -> str:
    """Return text of a student's file in a form that is safe for messages."""
    return ascii(text[:80])[1:-1]


def _shortened(items: Sequence[str]) -> str:
    more = len(items) - _NAMES_IN_A_MESSAGE
    return ", ".join(items[:_NAMES_IN_A_MESSAGE]) + (f" and {more} more" if more > 0 else "")
