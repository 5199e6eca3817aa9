"""A model learns everywhere, and agrees with an oracle in both modes."""

from __future__ import annotations

from tests.support.both_ways import both_ways
from tests.support.tiny import Play

MODELS = """
class Net(nn.Module):
    def __init__(self, zero=False):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, bias=True)
        self.norm = nn.BatchNorm2d(8)
        self.out = nn.Linear(8, 4)
        if zero:
            nn.init.zeros_(self.out.weight)
            nn.init.zeros_(self.norm.weight)
    def forward(self, x):
        return self.out(F.relu(self.norm(self.conv(x))).mean((2, 3)))

class Detached(Net):
    def forward(self, x):
        return super().forward(x.detach())

class DetachedInTraining(Net):
    def forward(self, x):
        y = F.relu(self.norm(self.conv(x))).mean((2, 3))
        return self.out(y.detach() if self.training else y)

class Unused(Net):
    def __init__(self):
        super().__init__()
        self.more = nn.Linear(2, 2)

class OtherInTraining(Net):
    def forward(self, x):
        y = super().forward(x)
        return y * 1.5 if self.training else y

class OtherInEval(Net):
    def forward(self, x):
        y = super().forward(x)
        return y if self.training else y * 1.5

class Momentum(Net):
    def __init__(self):
        super().__init__()
        self.norm.momentum = 0.2

class Embedded(nn.Module):
    def __init__(self):
        super().__init__()
        self.table, self.out = nn.Embedding(10, 8), nn.Linear(8, 3)
    def forward(self, x):
        return self.out(self.table(x)).mean(1)

class NoGraph(Net):
    def forward(self, x):
        with torch.no_grad():
            return super().forward(x)

class Zeroed(Net):
    def forward(self, x):
        return super().forward(x) + 0 * x.sum() - 0 * self.extra.sum()
    def __init__(self):
        super().__init__()
        self.extra = nn.Parameter(torch.ones(3))

class Infinite(Net):
    def forward(self, x):
        return super().forward(x) + (self.out.bias * 0).sqrt()

net, zero, detached, cut, unused = Net(), Net(True), Detached(), DetachedInTraining(), Unused()
frozen, embedded, no_graph, zeroed, infinite = Net(), Embedded(), NoGraph(), Zeroed(), Infinite()
frozen.conv.requires_grad_(False)
class Reversed(Net):
    def __init__(self):
        nn.Module.__init__(self)
        self.z_last = nn.Linear(8, 4)
        self.a_norm, self.m_conv = Own(8), nn.Conv2d(3, 8, 3)
    def forward(self, x):
        y = F.relu(self.a_norm.forward(self.m_conv(x))).mean((2, 3))
        return self.z_last.forward(y)
class Own(nn.BatchNorm2d):
    def __init__(self, width):
        super().__init__(width)
        weight = self.weight
        del self.weight
        self.weight = weight
reversed_ = Reversed()
train_only, eval_only, momentum = OtherInTraining(), OtherInEval(), Momentum()
small = nn.Linear(3, 2)
"""
SETUP = """
X = torch.randn(4, 3, 6, 6, generator=checks.generator('x'))
IDS = torch.arange(10).reshape(2, 5)
class Oracle(nn.Module):
    def __init__(self):
        super().__init__()
        self.c, self.b, self.l = nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.Linear(8, 4)
    def forward(self, x):
        return self.l(torch.relu(self.b(self.c(x))).mean((2, 3)))
STATES = ["running_mean", "running_var", "num_batches_tracked", "weight", "bias"]
NAMES = {f"b.{n}": f"norm.{n}" for n in STATES}
for ours, theirs in (("c", "conv"), ("l", "out")):
    for n in ("weight", "bias"):
        NAMES[f"{ours}.{n}"] = f"{theirs}.{n}"
"""


def test_every_parameter_and_the_input_get_a_gradient(play: Play) -> None:
    both_ways(
        play,
        MODELS,
        [
            "checks.trains(net, X)",
            "checks.trains(zero, X)",
            "checks.trains(embedded, IDS)",
            "checks.trains(frozen, X, frozen=['conv.weight', 'conv.bias'])",
            "checks.trains(detached, X, inputs=False)",
        ],
        {
            "checks.trains(detached, X, what='Net')": "Net lets no gradient through to its input",
            "checks.trains(cut, X)": "no gradient reaches in train mode: 'conv.weight'",
            "checks.trains(unused, X)": "'more.weight', 'more.bias'",
            "checks.trains(frozen, X)": "do not require a gradient: 'conv.weight', 'conv.bias'",
            "checks.trains(net, X, frozen=['conv.weight'])": "must be frozen",
            "checks.trains(no_graph, X)": "no gradient can flow back",
            "checks.trains(zeroed, X)": "zero everywhere: 'extra'",
            "checks.trains(infinite, X)": "NaN or infinity: 'out.bias'",
            "checks.trains(X, X)": "must be an nn.Module",
        },
        SETUP,
    )


def test_a_model_agrees_with_an_oracle_of_its_own_weights(play: Play) -> None:
    both_ways(
        play,
        MODELS,
        [
            "checks.matches(net, Oracle(), None, X)",
            "checks.matches(net, Oracle(), NAMES, X)",
            "checks.matches(zero, Oracle(), None, X)",
            "checks.matches(reversed_, Oracle(), None, X)",
            "checks.matches(detached, Oracle(), None, X, gradients=False)",
        ],
        {
            "checks.matches(detached, Oracle(), None, X)": "no gradient through to its input",
            "checks.matches(cut, Oracle(), None, X)": "in training mode lets no gradient",
            "checks.matches(train_only, Oracle(), None, X)": "in training mode is not right",
            "checks.matches(eval_only, Oracle(), None, X)": "in evaluation mode is not right",
            "checks.matches(momentum, Oracle(), None, X)": "norm.running_mean of the model after",
            "checks.matches(unused, Oracle(), None, X)": "parameters and buffers",
            "checks.matches(small, nn.Linear(3, 4), None, X[0, 0, :, :3])": "of shape (2, 3)",
            "checks.matches(small, nn.Linear(3, 2), {'weight': 'w', 'bias': 'bias'}, X)": "no para",
        },
        SETUP,
    )
