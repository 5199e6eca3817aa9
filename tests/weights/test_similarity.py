"""Two files of weights can be compared by a few numbers each, and no file can do harm."""

from __future__ import annotations

import json
import os
import pickle
import struct
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import save_file

from torchgrade.weights.similarity import SIZE, Sketch, sketch_of


def sketch(path: Path, tensors: dict[str, torch.Tensor], **metadata: str) -> Sketch:
    save_file(tensors, path, metadata or None)
    found = sketch_of(path)
    assert found is not None
    return found


def weights(seed: int) -> dict[str, torch.Tensor]:
    g = torch.Generator().manual_seed(seed)
    return {
        "0.weight": torch.randn(16, 3, 3, 3, generator=g),
        "1.weight": torch.ones(16),
        "1.num_batches_tracked": torch.tensor(7),
        "10.weight": torch.randn(100, 200, generator=g),
    }


def test_the_digest_is_of_the_tensors_and_not_of_the_metadata(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    first = sketch(path, weights(0), dataset="mnist", student="ada")
    assert sketch(path, weights(0), student="bob").digest == first.digest
    assert sketch(path, {**weights(0), "1.weight": torch.zeros(16)}).digest != first.digest
    renamed = {f"net.{name}": value for name, value in weights(0).items()}
    other = sketch(path, renamed)
    assert other.digest != first.digest
    assert other.shapes == first.shapes == ((16, 3, 3, 3), (100, 200))
    np.testing.assert_allclose(other.values, first.values)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.float16, torch.bfloat16])
def test_a_cosine_of_sketches_is_near_that_of_the_weights(
    dtype: torch.dtype, tmp_path: Path
) -> None:
    """Unrelated weights within 5 sigma (0.11); near 1 the distance to 1 is right within 20 %."""
    path = tmp_path / "w.safetensors"

    def cosine(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> float:
        pair = [sketch(path, {k: v.to(dtype) for k, v in w.items()}).values for w in (one, other)]
        assert all(values is not None and values.shape == (SIZE,) for values in pair)
        return float(pair[0] @ pair[1])

    first, other = weights(0), weights(1)
    assert abs(cosine(first, other)) < 0.11
    assert cosine(first, {k: 3 * v for k, v in first.items()}) == pytest.approx(1, abs=1e-4)
    near = {k: v + 0.1 * other[k] * (v.dim() > 1) for k, v in first.items()}
    # 1 - 1 / sqrt(1 + 0.1^2), plus the rounding of bfloat16
    assert 1 - cosine(first, near) == pytest.approx(0.00496, rel=0.2)


def test_weights_that_cannot_be_compared_have_a_digest_alone(tmp_path: Path) -> None:
    for bad in (torch.zeros(2, 2), torch.full((2, 2), float("nan")), torch.ones(4)):
        found = sketch(tmp_path / "w.safetensors", {"w": bad})
        assert found.values is None
        assert len(found.digest) == 64


def _file(header: Any, data: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def _entry(start: int, end: int, shape: list[Any], dtype: str = "F32") -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        pickle.dumps(torch.ones(2)),
        struct.pack("<Q", 2**63) + b"{}",
        _file({"w": _entry(0, 4 * 10**12, [10**6, 10**6])}),
        _file({"w": _entry(0, 16, [2, 2]), "v": _entry(0, 16, [2, 2])}, bytes(16)),
        _file({"w": _entry(0, 16, [2, 2])}, bytes(20)),
        _file({"w": _entry(0, 16, [-2, -2])}, bytes(16)),
        _file({"w": _entry(0, 16, ["2", 2])}, bytes(16)),
        _file({"w": _entry(0, 16, [2, 2], "F31")}, bytes(16)),
        _file({"w": _entry(0, 0, [10**9] * 5000 + [0])}),
        _file(b"[" * 100_000),
        _file(b'{"w": 1e999}'),
    ],
)
def test_what_is_no_file_of_weights_gives_nothing(content: bytes, tmp_path: Path) -> None:
    """A pickle, a giant, an overlap, a gap, and headers of nonsense."""
    path = tmp_path / "w.safetensors"
    path.write_bytes(content)
    found = sketch_of(path)
    assert found is None or found.values is None


def test_a_shape_of_half_a_million_numbers_takes_no_time(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    shape = ",".join(["9"] * 520_000)
    header = f'{{"a":{{"dtype":"F32","shape":[{shape}],"data_offsets":[0,4]}}}}'.encode()
    path.write_bytes(struct.pack("<Q", len(header)) + header + bytes(4))
    began = time.process_time()
    assert sketch_of(path) is None
    assert time.process_time() - began < 2, "their product has as many digits"


def test_links_pipes_and_folders_are_not_opened(tmp_path: Path) -> None:
    save_file(weights(0), tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", ".", "nothing"):
        assert sketch_of(tmp_path / name) is None


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(header=st.binary(max_size=60), data=st.binary(max_size=20))
def test_no_bytes_raise_anything(header: bytes, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    for content in (header + data, _file(header, data), _file(b'{"w":' + header + b"}", data)):
        path.write_bytes(content)
        sketch_of(path)
