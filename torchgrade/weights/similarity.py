"""Sketches of files of weights: a few numbers that show whether two files have the same weights.

There is no model here, and the file is untrusted: it is read by its header with NumPy, piece by
piece, within bounds that the file can't influence.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import stat
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np

from torchgrade.weights.header import Entry, HeaderError, read_header

__all__ = ["SIZE", "Sketch", "sketch_of"]

SIZE = 4096
"""Numbers in a sketch. The cosine of two sketches has a standard error of at most sqrt(2 / SIZE) =
0.022; near 1 it is 1 - cosine that has it, as a share of itself."""

_HEADER_BYTES = 2**20
_PIECE = 2**20  # numbers read at once
_FLOATS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}
_SIZES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "C64": 8, "I64": 8, "U64": 8, "I32": 4}
_SIZES |= {"U32": 4, "I16": 2, "U16": 2, "I8": 1, "U8": 1, "BOOL": 1}


class Sketch(NamedTuple):
    """The sketch of a file of weights.

    ``digest`` is a hash of names, dtypes, shapes and numbers, not of metadata. ``shapes`` are those
    of the matrices and filters, from which ``values`` are computed, a vector of SIZE numbers with
    norm 1: biases, factors of batch norm and running statistics are similar in every training.
    There are no values without such tensors, or if they contain NaN or infinity.
    """

    digest: str
    shapes: tuple[tuple[int, ...], ...]
    values: np.ndarray[Any, np.dtype[np.float32]] | None


def sketch_of(path: Path) -> Sketch | None:
    """Return the sketch of a .safetensors file; None if it is not such a file.

    Each number goes, with a random sign, into one of SIZE sums (a count sketch: Charikar, Chen and
    Farach-Colton, 2002, doi:10.1007/3-540-45465-9_59). Signs and places are the same for all files.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with open(path, "rb") as file:
            tensors = _tensors(file)
            return None if tensors is None else _sketch(file, tensors)
    except OSError:
        return None


def _tensors(file: BinaryIO) -> list[Entry] | None:
    """Read a header; None unless its tensors fill the file without gaps or overlaps."""
    try:
        header = read_header(file, _HEADER_BYTES)
    except HeaderError:
        return None
    at = header.size
    found = sorted(header.entries, key=lambda entry: (entry.start, entry.end))
    for entry in found:
        size = math.prod(entry.shape) * _SIZES.get(entry.dtype, -1)
        if entry.start != at or entry.end - entry.start != size:
            return None
        at = entry.end
    return found if at == os.fstat(file.fileno()).st_size else None


def _sketch(file: BinaryIO, tensors: list[Entry]) -> Sketch | None:
    digest = hashlib.sha256()
    shapes: list[tuple[int, ...]] = []
    sums = np.zeros(SIZE)
    random = np.random.default_rng(0)
    for entry in sorted(tensors, key=_natural):
        digest.update(json.dumps(entry[:3]).encode())
        matrix = entry.dtype in _FLOATS and len(entry.shape) > 1
        if matrix:
            shapes.append(entry.shape)
        file.seek(entry.start)
        left = entry.end - entry.start
        while left:
            piece = file.read(min(left, _PIECE * _SIZES[entry.dtype]))
            if not piece:
                return None  # the file shrank meanwhile
            left -= len(piece)
            digest.update(piece)
            if matrix:
                numbers = _numbers(piece, entry.dtype)
                places = random.integers(0, 2 * SIZE, len(numbers), dtype=np.uint16)
                signed = np.where(places & 1, numbers, -numbers)
                sums += np.bincount(places >> 1, signed, SIZE)
    length = float(np.linalg.norm(sums))
    usable = math.isfinite(length) and length > 0
    values = (sums / length).astype(np.float32) if usable else None
    return Sketch(digest.hexdigest(), tuple(shapes), values)


def _numbers(piece: bytes, dtype: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    raw = np.frombuffer(piece, _FLOATS[dtype])
    if dtype == "BF16":  # NumPy has no such type: the upper half of a float32
        raw = (raw.astype(np.uint32) << 16).view(np.float32)
    with np.errstate(all="ignore"):
        return raw.astype(np.float64)


def _natural(entry: Entry) -> list[tuple[int, str]]:
    """Sort "2.weight" before "10.weight", as in a model."""
    parts = re.split(r"(\d{1,9})", entry.name)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
