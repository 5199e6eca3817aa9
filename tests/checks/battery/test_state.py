"""No state stays between calls, and two objects of one kind have nothing in common."""

from __future__ import annotations

from tests.support.both_ways import both_ways
from tests.support.tiny import Play

FUNCTIONS = """
kept = []
calls = []
import random

def double(x):
    return x * 2

def pair(x, table):
    return {"out": x * table["scale"], "more": [x + 1]}

def counts(x):
    calls.append(1)
    return x * len(calls)

def of_every_dtype(x):
    names = np.array(["cat", "dog"])
    waves = torch.fft.fft(x.double())
    dates = np.array(["2026-11-30", "NaT"], "M8[D]")
    old = waves.abs().numpy()
    return [names, dates, waves, waves.numpy(), old.astype(">f4"), old.astype(np.longdouble)]

def names_its_calls(x):
    calls.append(1)
    return np.array([str(len(calls))])

def turns(x):
    calls.append(1)
    return x.double() * complex(1, len(calls))

def hands_out_one_list(x):
    kept.append(float(x.sum()))
    del kept[1:]
    return kept

buffer = torch.zeros(32)
def writes_into_one_buffer(x):
    buffer.copy_(x)
    return buffer

def default(x, seen={}):
    seen["x"] = x * 1
    return dict(seen)

def same(x):
    return x

def view(x):
    return {"first": x[:2]}

def draws(x):
    return x * (torch.rand(x.shape) < 0.5)

def loops_over_a_loader(x):
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x), batch_size=5)
    return sum(rows.sum() for _ in range(3) for (rows,) in loader)

def shuffles_in_a_loader(x):
    loader = torch.utils.data.DataLoader(x, batch_size=5, shuffle=True)
    return [rows.clone() for rows in loader]

def sums_by_layers(x, ours=False):
    layers = [nn.Linear(32, 1, bias=False), nn.Conv1d(1, 1, 1), nn.LSTM(2, 2)]
    loops_over_a_loader(x)
    if ours:
        torch.rand(3)
    layers.append(nn.MultiheadAttention(4, 2))
    nn.init.ones_(layers[0].weight)
    return layers[0](x).detach()

def first_weights(x):
    return nn.Linear(32, 1)(x).detach()

def draws_in_vain(x):
    torch.rand(3)
    return x * 2

def draws_by_numpy(x):
    return x * torch.from_numpy(np.random.rand(*x.shape)).to(x.dtype)

def seeds(x):
    torch.manual_seed(0)
    return x * 2

def seeds_then_draws(x):
    torch.manual_seed(0)
    return x * (torch.rand(x.shape) < 0.5)

def seeds_from_the_clock(x):
    torch.seed()
    return x * (torch.rand(x.shape) < 0.5)

def seeds_python(x):
    random.seed(3)
    return x * 2

def sets_the_default_dtype(x):
    torch.set_default_dtype(torch.float64)
    return x * 2

def switches_autograd_off(x):
    torch.set_grad_enabled(False)
    return x * 2

own = torch.Generator()
def draws_from_its_own(x):
    return x * torch.rand(x.shape, generator=own)

def draws_from_a_fresh_one(x):
    return x * torch.rand(x.shape, generator=torch.Generator().manual_seed(1))

norm = nn.BatchNorm1d(32)
def with_a_model(model, x):
    model.train()
    with torch.no_grad():
        model.weight.add_(1)
    return model(x)

class Counts(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("calls", torch.zeros(()))
    def forward(self, x):
        self.calls += 1
        return x * self.calls
counting = Counts()

def coin(x):
    return torch.rand(()) < 0.3

def total(x):
    return float(x.sum())

known = {}
def total_by_identity(x):
    return known.setdefault(id(x), float(x.sum()))

def bias(model, xs):
    return [(model.bias.sum() + x.sum()).item() for x in xs]

seen = {}
def bias_by_identity(model, xs):
    return seen.setdefault(id(model), bias(model, xs))

def names(model):
    return [name for name, _ in model.named_parameters()]

named = {}
def names_by_identity(model):
    return list(named.setdefault(id(model), names(model)))

def keys(table):
    return sorted(table)

listed = {}
def keys_by_identity(table):
    return list(listed.setdefault(id(table), sorted(table)))

def noisy(x):
    return x + torch.rand(x.shape)

drawn = {}
def noisy_by_identity(x):
    known = drawn.setdefault(id(x), x.clone())
    return known + torch.rand(x.shape)

def without_autograd(x):
    with torch.no_grad():
        return x * 2

def parts_of_one_vector(x):
    flat = x * 2
    return {"W": flat[:8].view(2, 4).T, "b": flat[8:10], "even": flat[10::2], "odd": flat[11::2]}

def parts_that_overlap(x):
    flat = x * 2
    return {"W": flat[:8].view(2, 4), "b": flat[7:9]}

def one_number(x):
    return [x * 2, x[:1].clone().expand(3)]

def in_two_forks(x):
    with torch.random.fork_rng():
        torch.manual_seed(1)
        return x * torch.rand(x.shape)
"""


def test_a_call_leaves_no_trace_for_the_next(play: Play) -> None:
    both_ways(
        play,
        FUNCTIONS,
        [
            "checks.stateless(double, X)",
            "checks.stateless(of_every_dtype, X)",
            "checks.stateless(loops_over_a_loader, X)",
            "checks.stateless(sums_by_layers, X)",
            "assert torch.equal(checks.stateless(double, X), X * 2)",
            "checks.stateless(pair, X, {'scale': 3})",
            "checks.stateless(same, X, views=True)",
            "checks.stateless(draws, X, random=True)",
            "checks.stateless(coin, X, random=True)",
            "checks.stateless(draws, X, random=True, follows_seed=True)",
            "checks.stateless(with_a_model, nn.BatchNorm1d(32), X[None].repeat(3, 1))",
            "checks.stateless(draws_by_numpy, X, random=True)",
            "checks.stateless(draws_from_its_own, X, random=True)",
            "checks.stateless(total, X, then=(X + 1,))",
            "checks.stateless(bias, *FIRST, then=SECOND)",
            "checks.stateless(noisy, X, then=(X + 1,), random=True)",
            "checks.stateless(draws_from_its_own, X, then=(X + 1,), random=True)",
            "checks.stateless(names, FIRST[0], then=(nn.Linear(3, 2, bias=False),))",
            "checks.stateless(keys, {'a': 1}, then=({'b': 2, 'a': 3},))",
            "checks.stateless(without_autograd, X)",
            "checks.stateless(parts_of_one_vector, X, apart=True)",
            "checks.stateless(parts_that_overlap, X)",
            "checks.stateless(one_number, X)",
        ],
        {
            "checks.stateless(counting, X)": "another result",
            "checks.stateless(parts_that_overlap, X, apart=True)": "(at ['b'] of the result)",
            "checks.stateless(one_number, X, apart=True)": "(at [1] of the result)",
            "assert counting.calls, counting.calls": "tensor(0.)",
            "checks.stateless(total_by_identity, X, then=(X + 1,))": "an old result",
            "checks.stateless(bias_by_identity, *FIRST, then=SECOND)": "an old result",
            "checks.stateless(noisy_by_identity, X, then=(X + 1,), random=True)": "an old result",
            "checks.stateless(names_by_identity, FIRST[0], then=THIRD)": "an old result",
            "checks.stateless(keys_by_identity, {'a': 1}, then=({'b': 2},))": "an old result",
            "checks.stateless(names_its_calls, X)": "another result for the same arguments",
            "checks.stateless(turns, X)": "another result for the same arguments",
            "checks.stateless(counts, X, what='counts')": "counts gives another result",
            "checks.stateless(hands_out_one_list, X)": "from two calls",
            "checks.stateless(writes_into_one_buffer, X)": "from two calls",
            "checks.stateless(same, X)": "memory of its own arguments",
            "checks.stateless(view, X)": "['first']",
            "checks.stateless(draws, X)": "draws from a global generator ('torch')",
            "checks.stateless(draws_in_vain, X)": "draws from a global generator ('torch')",
            "checks.stateless(sums_by_layers, X, ours=True)": "draws from a global generator",
            "checks.stateless(sums_by_layers, X, no_draws=True)": "draws from a global generator",
            "checks.stateless(first_weights, X)": "draws from a global generator ('torch')",
            "checks.stateless(shuffles_in_a_loader, X)": "draws from a global generator ('torch')",
            "checks.stateless(draws_by_numpy, X)": "draws from a global generator ('numpy')",
            "checks.stateless(draws_from_its_own, X)": "another result",
            "checks.stateless(seeds, X)": "sets a global seed ('torch')",
            "checks.stateless(seeds, X, random=True)": "sets a global seed ('torch')",
            "checks.stateless(seeds_from_the_clock, X, random=True)": "sets a global seed",
            "checks.stateless(seeds_python, X)": "sets a global seed ('random')",
            "checks.stateless(sets_the_default_dtype, X)": "('default dtype')",
            "checks.stateless(switches_autograd_off, X)": "('autograd')",
            "checks.stateless(seeds_then_draws, X, random=True)": "sets a global seed",
            "checks.stateless(draws_from_a_fresh_one, X, random=True)": "draw anew",
            "checks.stateless(in_two_forks, X, random=True)": "draw anew",
            "checks.stateless(double, X, random=True)": "draw anew",
            "checks.stateless(draws_from_its_own, X, random=True, follows_seed=True)": "same glob",
        },
        setup="""
        X = torch.arange(1.0, 33.0)
        FIRST = nn.Linear(3, 2), [X, X + 2]
        SECOND = nn.Linear(3, 2), [X + 1]
        THIRD = (nn.Linear(3, 2, bias=False),)
        """,
    )


MODULES = """
class Net(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.first, self.norm = nn.Linear(4, width), nn.BatchNorm1d(width)
        self.last = nn.Linear(width, 2)
        nn.init.zeros_(self.last.weight)
    def forward(self, x):
        return self.last(self.norm(self.first(x)))

shared = nn.Linear(4, 8)
class SharesALayer(Net):
    def __init__(self):
        super().__init__()
        self.first = shared

class SharesAWeight(Net):
    def __init__(self):
        super().__init__()
        self.first.weight = shared.weight

one = Net()
def the_same_one():
    return one

class FirstRowKept(Net):
    table = torch.ones(4)
    def __init__(self):
        super().__init__()
        with torch.no_grad():
            self.first.weight[0] = shared.weight[0]

class HugeWithOneRowKept(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 3000)
        with torch.no_grad():
            self.first.weight[7] = shared.weight[0]

class Forget(nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.cat([torch.ones(8), torch.randn(8)]))

def seeded():
    torch.manual_seed(1)
    return Net()

def seeded_in_a_fork():
    with torch.random.fork_rng():
        torch.manual_seed(1)
        return Net()

class Drop(nn.Module):
    def forward(self, x):
        return x * (torch.rand_like(x) < 0.5) if self.training else x

class SharesALayerOfItsClass(nn.Module):
    layer = nn.Linear(4, 4)
    def forward(self, x):
        return self.layer(x)

class SharesAGenerator(nn.Module):
    generator = torch.Generator()
    def forward(self, x):
        return x * (torch.rand(x.shape, generator=self.generator) < 0.5)

class OwnSeed(nn.Module):
    def __init__(self):
        super().__init__()
        self.generator = torch.Generator().manual_seed(0)
    def forward(self, x):
        return x * (torch.rand(x.shape, generator=self.generator) < 0.5)

totals = [torch.zeros(4)]
class MovesAnother(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.zeros(4))
        totals.append(self)
    def forward(self, x):
        totals[-1].mean.add_(1)
        return x
"""


def test_two_objects_have_nothing_in_common(play: Play) -> None:
    both_ways(
        play,
        MODULES,
        [
            "checks.separate(Net)",
            "checks.separate(Net, 5, x=X)",
            "checks.separate(Net, width=5)",
            "checks.separate(Forget)",
            "checks.separate(Drop, x=X, random=True)",
            "checks.separate(FirstRowKept, fixed=['first.weight'])",
        ],
        {
            "checks.separate(SharesALayer)": "'first'",
            "checks.separate(object)": "must make an nn.Module.",
            "checks.separate(SharesAWeight, what='Net')": "Net makes two objects that share",
            "checks.separate(the_same_one)": "share something",
            "checks.separate(FirstRowKept)": "begin with the same random numbers: 'first.weight'",
            "checks.separate(HugeWithOneRowKept)": "begin with the same random numbers",
            "checks.separate(seeded)": "sets a global seed",
            "checks.separate(seeded_in_a_fork)": "begin with the same random numbers",
            "checks.separate(SharesALayerOfItsClass)": "'layer'",
            "checks.separate(SharesAGenerator)": "share something: 'generator'",
            "checks.separate(OwnSeed, x=X, random=True)": "draw the same random numbers",
            "checks.separate(MovesAnother, x=X)": "a run of one changes the other: 'mean'",
        },
        setup="X = torch.arange(1.0, 81.0).reshape(20, 4)",
    )
