"""A network is made anew of PyTorch's functions and its weights, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import pytest
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from tests.support.failing import failure
from torchgrade import checks
from torchgrade.checks import probes
from torchgrade.errors import ToldError

X = torch.randn(4, 1, 8, 8, generator=checks.generator("rebuilt"))
MORE = torch.randn(11, 1, 8, 8, generator=checks.generator("rebuilt more"))


class Free(nn.Module):
    """A network as students write one: functions, views, a shortcut, work in place."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3, padding=1)
        self.blocks = nn.ModuleList([nn.Conv2d(4, 4, 3, padding=1, bias=False) for _ in range(2)])
        self.norm = nn.BatchNorm2d(4)
        self.scale = nn.Parameter(torch.tensor([1.5]))
        self.register_buffer("shift", torch.tensor([0.1]))
        self.head = nn.Linear(8, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        print(x.min())
        x = F.relu(self.norm(self.stem(x)), inplace=True)
        for block in self.blocks:
            x = (block(x) * self.scale + x).clamp(min=0)
        x += self.shift
        small = x[:, :, ::2, ::2]
        wide = torch.zeros(x.shape[0], 8, *small.shape[2:], device=x.device)
        wide[:, 2:6] = small
        a, b = wide.to(torch.float32).chunk(2, dim=1)
        x = torch.cat([a, b], 1).mean(dim=(2, 3)).view(x.size(0), -1)
        return F.dropout(self.head(x), 0.5, self.training)


def layers() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, stride=2),
        nn.GroupNorm(2, 4),
        nn.GELU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Dropout(0.5),
        nn.Linear(4, 3),
        nn.LogSoftmax(1),
    )


class Rows(nn.Module):
    """Reads an image row by row, and then attends to its rows."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm, self.gru = nn.LSTM(8, 8, batch_first=True), nn.GRU(8, 8, batch_first=True)
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.head = nn.utils.parametrizations.weight_norm(nn.Linear(8, 3))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        rows = self.gru(self.lstm(x.squeeze(1))[0])[0] + torch.sin(torch.arange(8.0))
        rows = rows + self.attention(rows, rows, rows)[0]
        return self.head(F.scaled_dot_product_attention(rows, rows, rows).max(dim=1)[0])


class ByHand(nn.Module):
    """Writes activations and constants by hand, some of NumPy."""

    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Linear(64, 3)
        self.mean = torch.tensor(0.13)  # one number, wherever it is kept

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x.reshape(len(x), numpy.prod(x.shape[1:])) - self.mean
        x = x / torch.tensor([0.3]) / numpy.sqrt(64) * numpy.float32(2)
        x = torch.where(x > 0, x, 0.1 * x) * (x < 3)
        x = torch.max(x, torch.zeros_like(x)).masked_fill(x >= 2, 2.0)
        return torch.hstack([self.head(x)]) / torch.sqrt(torch.tensor(64.0))


class Picked(nn.Module):
    """Moves values by every function that picks some by their places."""

    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Linear(8, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        rows = torch.index_select(x.flatten(1), 1, torch.arange(0, 16, 2))
        rows = rows.gather(1, torch.arange(7, -1, -1).expand(len(x), -1))
        rows = torch.take_along_dim(rows, torch.arange(8).expand(len(x), -1), 1)
        rows = torch.constant_pad_nd(rows[:, 1:], [0, 1])
        rows = rows.new_zeros(len(x), 8).index_copy(1, torch.arange(7, -1, -1), rows)
        rows = rows.index_add(1, torch.tensor([0, 3]), x.flatten(1)[:, :2])
        return self.a(torch.fliplr(rows).tile(1, 1).repeat_interleave(1, dim=1))


@pytest.mark.parametrize("model", [Free(), layers(), layers().double(), Rows(), ByHand(), Picked()])
def test_a_network_of_any_architecture_is_made_anew(model: nn.Module) -> None:
    dtype = next(model.parameters()).dtype
    network = checks.rebuilt(model, X.to(dtype))
    assert model.training, "the model is put back"
    assert network.state_dict().keys() == model.state_dict().keys()
    torch.testing.assert_close(network(MORE.to(dtype)), model.eval()(MORE.to(dtype)))


def test_the_weights_that_are_loaded_into_it_decide() -> None:
    model, other = Free(), Free()
    network = checks.rebuilt(model, X)
    network.load_state_dict(other.state_dict())
    torch.testing.assert_close(network(MORE), other.eval()(MORE))
    assert all(torch.equal(v, other.state_dict()[n]) for n, v in network.state_dict().items())


class ByHeart(nn.Module):
    """Knows images by a sum of their pixels, and computes nothing."""

    def __init__(self, look_up: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__()
        self.a = nn.Linear(2, 2)
        self.look_up = look_up

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.look_up(x)


KNOWN = X.flatten(1).sum(1)


def compared(x: torch.Tensor) -> torch.Tensor:
    return (x.flatten(1).sum(1)[:, None] == KNOWN).float()


def in_python(x: torch.Tensor) -> torch.Tensor:
    out = torch.zeros(len(x), 4)
    for row, image in enumerate(x):
        out[row, round(abs(image.sum().item())) % 4] = 9.0
    return out


def out_of_hearing(x: torch.Tensor) -> torch.Tensor:
    with torch._C.DisableTorchFunction():
        return compared(x)


@pytest.mark.parametrize(
    "look_up",
    [
        compared,
        out_of_hearing,
        lambda x: torch.from_numpy(compared(x).numpy()),
        lambda x: x.flatten(1) @ X.flatten(1).T,
        lambda x: x.flatten(1).argmax(1, keepdim=True).float(),
        lambda x: torch.rand(len(x), 4),
        lambda x: F.one_hot((x.flatten(1).sum(1) * 10).long() % 4, 4).float(),
        lambda x: (x.flatten(1).sum(1)[:, None] > x.flatten(1)).float(),
        lambda x: torch.gt(x.flatten(1), other=x.flatten(1).mean(1, keepdim=True)).float(),
        lambda x: None,
        lambda x: x.flatten(1)[:, [n % 64 for n in range(60_000)]].sum(1, keepdim=True),
    ],
)
def test_what_looks_images_up_is_not_made_anew(look_up: Callable[..., Any]) -> None:
    message = failure(checks.rebuilt, ByHeart(look_up), X, what="build_model(0.5)")
    assert message.startswith("build_model(0.5) computes with something else")


def test_answers_that_are_written_down_hold_for_no_other_image() -> None:
    """What Python finds out on the way is a constant here: the images that follow show it."""
    network = checks.rebuilt(ByHeart(in_python), X)
    assert torch.equal(network(MORE[:4]), network(X))


@pytest.mark.parametrize(
    "said",
    [
        {"steps": [], "output": ["input", None]},
        {"steps": [["torch.load", [["plain", "x"]], {}]], "output": ["step", [0, 0]]},
        {"steps": [["torch.zeros", [["plain", 10**9]], {}]], "output": ["step", [0, 0]]},
        {"steps": [["torch.relu", [["step", [1, 0]]], {}]], "output": ["step", [0, 0]]},
        {"steps": [["torch.relu", [["state", "nothing"]], {}]], "output": ["step", [0, 0]]},
        {"steps": [["torch.relu", [["input", None]], {}]], "output": ["step", [0, 7]]},
        {"steps": [["torch.relu", [["input", None]], {"out": ["odd", 1]}]], "output": ["step", 0]},
        {"steps": [["torch.relu", [["input", None]], {}]] * 6000, "output": ["step", [0, 0]]},
        {"steps": [["torch.relu", [["input", None]], {}]], "output": ["step", [0, 0]]},
        {"steps": [["torch.zeros", [["dtype", "nn"]], {}]], "output": ["step", [0, 0]]},
        {"steps": 5, "output": 7},
        {},
    ],
)
def test_a_recording_that_lies_makes_nothing(
    said: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torchgrade.checks.probes.recording", lambda model, x: said)
    failure(checks.rebuilt, layers(), X)


def test_a_network_that_has_diverged_is_told_so_in_words_for_its_student() -> None:
    model = layers()
    with torch.no_grad():
        model[-2].weight.fill_(float("nan"))
    with pytest.raises(ToldError, match="gives NaN or infinity") as caught:
        checks.rebuilt(model, X)
    assert "accuracy was not measured" in caught.value.told


def test_a_network_of_too_many_numbers_is_not_made() -> None:
    assert "at most 100" in failure(checks.rebuilt, Free(), X, at_most=100)
    assert "nn.Module" in failure(checks.rebuilt, 3, X)


@pytest.mark.parametrize(
    "swish",
    [
        lambda x: x * torch.special.expit(x),
        lambda x: x * torch.exp(F.logsigmoid(x)),
        lambda x: x / 2 * (1 + torch.tanh(x / 2)),
        lambda x: torch.addcdiv(torch.zeros_like(x), x, 1 + torch.exp(-x)),
        lambda x: x * (1 + torch.special.erf(x / 2**0.5)) / 2,
    ],
)
def test_an_activation_by_its_formula_is_made_anew(
    swish: Callable[[torch.Tensor], torch.Tensor],
) -> None:
    class Net(Free):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.head(swish(self.stem(x)).mean(dim=(2, 3)).repeat(1, 2))

    net = Net()
    again = checks.rebuilt(net, X)
    assert torch.allclose(again(MORE), net.eval()(MORE), atol=1e-6)


def test_the_functions_are_pytorchs_own_and_each_has_one_name() -> None:
    known = probes.functions.functions()
    assert {"torch.conv2d", "torch.nn.functional.relu", "torch.Tensor.__getitem__"} <= set(known)
    assert all(probes.functions.name_of(function) in known for function in known.values())
