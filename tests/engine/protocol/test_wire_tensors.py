"""Tensors and arrays cross exactly, and take no more room than what they show."""

from __future__ import annotations

from collections.abc import Callable

import numpy
import pytest
import torch

from tests.engine.protocol.plain import Strange, crossed, decoded, frame_of, same
from torchgrade.engine.protocol import tags
from torchgrade.engine.protocol.wire import Encoder, Tag, WireError


@pytest.mark.parametrize("name", sorted(tags.STRIDED))
@pytest.mark.parametrize("shape", [(), (3,), (0,), (2, 0, 3), (2, 3, 4)])
def test_a_tensor_of_every_dtype_arrives(name: str, shape: tuple[int, ...]) -> None:
    given = (torch.randn(shape, dtype=torch.float64) * 4).abs().to(tags.STRIDED[name])
    assert same(crossed(given), given)
    if given.is_floating_point() or given.is_complex():
        assert same(crossed(given.clone().requires_grad_()), given.clone().requires_grad_())


_VIEWS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "transposed": lambda x: x.T,
    "permuted": lambda x: x.view(2, 2, 5).permute(2, 0, 1),
    "with gaps": lambda x: x[::2, 1:],
    "a column": lambda x: x[:, :1],
    "expanded": lambda x: x[1].expand(7, 5),
    "expanded within": lambda x: x.T[::2, None].expand(3, 6, 4),
    "flipped": lambda x: x.flip(0),
    "one element": lambda x: x[1, 1],
    "conjugate": lambda x: torch.complex(x, x).conj(),
    "conjugate and transposed": lambda x: torch.complex(x, x).conj().T,
    "negative": lambda x: torch.complex(x, x).conj().imag,
    "overlapping": lambda x: x.as_strided((3, 3), (1, 1)),
    "boolean": lambda x: (x > 3).T,
    "half": lambda x: x.bfloat16().T,
    "empty": lambda x: x[:0].T,
}


@pytest.mark.parametrize("limits", [tags.STRANGERS, tags.OURS])
@pytest.mark.parametrize("view", _VIEWS.values(), ids=_VIEWS)
def test_a_view_arrives_as_the_values_that_it_shows(
    view: Callable[[torch.Tensor], torch.Tensor], limits: tags.Limits
) -> None:
    shown = view(torch.arange(20.0).reshape(4, 5))
    got = crossed(shown, limits)
    assert got.dtype == shown.dtype
    assert torch.equal(got, shown.resolve_neg().resolve_conj())


@pytest.mark.parametrize(
    "view",
    ["transposed", "permuted", "with gaps", "expanded", "expanded within", "half", "boolean"],
)
def test_a_tensor_of_a_test_lies_in_memory_as_it_did(view: str) -> None:
    shown = _VIEWS[view](torch.arange(20.0).reshape(4, 5))
    assert crossed(shown, tags.OURS).stride() == shown.stride()
    leaf = shown.detach().clone(memory_format=torch.preserve_format)
    if leaf.is_floating_point():
        assert crossed(leaf.requires_grad_(), tags.OURS).requires_grad


def test_channels_last_arrives_so() -> None:
    images = torch.randn(2, 3, 4, 5).to(memory_format=torch.channels_last)
    for limits in tags.OURS, tags.STRANGERS:
        assert crossed(images, limits).is_contiguous(memory_format=torch.channels_last)


@pytest.mark.parametrize("view", ["with gaps", "expanded", "overlapping"])
def test_a_tensor_of_a_student_takes_no_more_memory_than_its_bytes(view: str) -> None:
    assert crossed(_VIEWS[view](torch.arange(20.0).reshape(4, 5))).is_contiguous()


def test_a_tensor_with_large_gaps_comes_without_them() -> None:
    assert crossed(torch.zeros(100, 100)[:, 0], tags.OURS).is_contiguous()


@pytest.mark.parametrize(
    ("shape", "strides"),
    [
        ([2, 3], [3]),
        ([2, 3], [1, 1]),
        ([2, 3], [1, 3]),
        ([2, 3], [6, 2]),
        ([2**40, 6], [0, 1]),
        ([2, 3], [-1, 2]),
        ([2, 3], [2.0, 1]),
        ([2, 3], "31"),
        ([2, 3], None),
    ],
)
def test_strides_that_no_encoder_sends_are_refused(shape: list[int], strides: object) -> None:
    node = [Tag.TENSOR, "torch.float32", shape, False, 0, strides]
    with pytest.raises(WireError):
        decoded(node, [24], bytes(24))


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
