"""Tensors and arrays cross exactly, and take no more room than what they show."""

from __future__ import annotations

from collections.abc import Callable

import numpy
import pytest
import torch

from tests.engine.protocol.plain import Strange, crossed, frame_of, same
from torchgrade.engine.protocol import tags
from torchgrade.engine.protocol.wire import Encoder, Tag


@pytest.mark.parametrize("name", sorted(tags.STRIDED))
@pytest.mark.parametrize("shape", [(), (3,), (0,), (2, 0, 3), (2, 3, 4)])
def test_a_tensor_of_every_dtype_arrives(name: str, shape: tuple[int, ...]) -> None:
    given = (torch.randn(shape, dtype=torch.float64) * 4).abs().to(tags.STRIDED[name])
    assert same(crossed(given), given)
    if given.is_floating_point() or given.is_complex():
        assert same(crossed(given.clone().requires_grad_()), given.clone().requires_grad_())


@pytest.mark.parametrize(
    "view",
    [
        lambda x: x.T,
        lambda x: x[::2, 1:],
        lambda x: x[1].expand(7, 5),
        lambda x: x.flip(0),
        lambda x: x[1, 1],
        lambda x: torch.complex(x, x).conj(),
        lambda x: torch.complex(x, x).conj().imag,
        lambda x: x.to(memory_format=torch.contiguous_format).as_strided((3, 3), (1, 1)),
    ],
)
def test_a_view_arrives_as_the_values_that_it_shows(
    view: Callable[[torch.Tensor], torch.Tensor],
) -> None:
    x = torch.arange(20.0).reshape(4, 5)
    got = crossed(view(x))
    assert torch.equal(got, view(x).resolve_neg().resolve_conj())
    assert got.is_contiguous()


def test_what_arrives_is_no_view_of_what_was_sent() -> None:
    x, a = torch.zeros(3), numpy.zeros(3)
    y, b = crossed(x), crossed(a)
    y += 1
    b += 1
    assert x.sum() == 0
    assert a.sum() == 0


def test_a_small_view_of_a_large_tensor_takes_little_room() -> None:
    _, blobs = frame_of(torch.zeros(1_000_000)[5:7])
    assert len(blobs) < 100


def test_a_tensor_that_only_looks_giant_is_not_made_real() -> None:
    giant = torch.zeros(()).expand(2**40)
    with pytest.raises(Strange):
        frame_of(giant)
    with pytest.raises(Strange):
        frame_of(numpy.broadcast_to(numpy.zeros(()), (2**40,)))
    half = torch.zeros(()).expand(2**27 + 1)  # two of them are too much, in one frame
    encoder = Encoder(lambda e, v: ["stays"])
    encoder.sent_bytes = tags.STRANGERS.blobs - 2**28
    assert encoder.node(half) == [Tag.SPECIAL, "stays"]


@pytest.mark.parametrize(
    "array",
    [
        numpy.zeros(0),
        numpy.zeros((2, 0), dtype="<i2"),
        numpy.arange(12).reshape(3, 4).T,
        numpy.arange(12, dtype=">i4")[::-3],
        numpy.array(["a", "bcd"]),
        numpy.array([b"a", b"bcd"]),
        numpy.array(["2024-01-01"], dtype="M8[D]"),
        numpy.array(3 + 1j),
        numpy.asfortranarray(numpy.ones((2, 3))),
    ],
    ids=lambda a: f"{a.dtype}{a.shape}",
)
def test_an_array_arrives(array: numpy.ndarray) -> None:
    got = crossed(array)
    assert same(got, array)
    assert type(got) is numpy.ndarray
