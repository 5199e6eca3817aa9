"""The same numbers in another dtype, another layout and other batches give the same results."""

from __future__ import annotations

from tests.support.both_ways import both_ways
from tests.support.tiny import Play

FUNCTIONS = """
def scale(x, w=None):
    return (x * 2, {"w": x + w}) if w is not None else x * 2

def widens(x):
    return x * torch.ones(x.shape)

def narrows(x):
    return x.float() * 2

def coarse(x):
    return (x.half() * 2).to(x.dtype)

def no_half(x):
    if x.dtype == torch.float16:
        raise RuntimeError("not implemented for 'Half'")
    return x * 2

def draws(x):
    return x * (torch.rand(x.shape) < 0.5)

def draws_wide(x):
    return x * (torch.rand(x.shape) < 0.5).float()

def views(x):
    return x.view(-1).mul(2).view(x.shape)

def by_stride(x):
    return torch.as_strided(x, (x.numel(),), (1,))

def in_place(x):
    return x.mul_(2)

def centred(x):
    return x - x.mean()

def squeezed(x):
    return x.sum(1, keepdim=True).squeeze()

def in_pairs(x):
    return x.view(-1, 2, *x.shape[1:]).flip(1).reshape(x.shape)

def sums(x):
    return x.sum(0)

model = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Dropout(0.5), nn.Linear(8, 2))

class Float(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4))
    def forward(self, x):
        return x.float() * self.weight.float()
wide = Float()

class Batch(nn.Module):
    def forward(self, x):
        return F.batch_norm(x, None, None, training=True)
batch = Batch()
"""
SETUP = "X = torch.randn(7, 4, generator=checks.generator('x'))"


def test_results_are_of_the_dtype_of_the_arguments_and_as_precise(play: Play) -> None:
    both_ways(
        play,
        FUNCTIONS,
        [
            "checks.any_dtype(scale, X, w=X)",
            "assert checks.any_dtype(scale, X)[torch.float16].dtype == torch.float16",
            "checks.any_dtype(model.eval(), X)",
            "checks.any_dtype(draws, X, random=True)",
            "checks.any_dtype(no_half, X, dtypes=[torch.float64])",
        ],
        {
            "checks.any_dtype(widens, X, what='widens')": "widens gives torch.float32",
            "checks.any_dtype(narrows, X)": "for arguments of torch.float16",
            "checks.any_dtype(coarse, X)": "computes in a smaller dtype",
            "checks.any_dtype(no_half, X)": "fails for torch.float16: RuntimeError: not impl",
            "checks.any_dtype(draws_wide, X, random=True)": "torch.float32",
            "checks.any_dtype(wide, X)": "torch.float32",
        },
        SETUP,
    )


def test_results_do_not_depend_on_the_layout_of_memory(play: Play) -> None:
    both_ways(
        play,
        FUNCTIONS,
        [
            "checks.any_layout(scale, X, w=X)",
            "checks.any_layout(model, X)",
            "checks.any_layout(draws, X, random=True)",
            "assert list(checks.any_layout(scale, X)) == ['transposed', 'strided', 'expanded']",
            "assert 'channels-last' in checks.any_layout(scale, torch.randn(2, 3, 4, 4))",
        ],
        {
            "checks.any_layout(views, X, what='views')": "views fails for transposed (not cont",
            "checks.any_layout(by_stride, X)": "another result for transposed",
            "checks.any_layout(in_place, X)": "fails for expanded input",
        },
        SETUP,
    )


FLOW = """
def mask_like(x):
    return x * (torch.rand_like(x) < 0.5)

def mask_on_cpu(x):
    return x * (torch.rand(x.shape) < 0.5)

def answers_on_cpu(x):
    return {"out": x * 2, "mask": torch.ones(x.shape)}

def filled_on_cpu(x):
    out = torch.zeros(x.shape)
    for i in range(len(x)):
        out[i] = x[i]
    return out

def filled_and_moved(x):
    return filled_on_cpu(x).to(x.device)

def forward(x):
    return x * 2, {"x": x}

def backward_on_cpu(dout, cache):
    return filled_on_cpu(dout)

def asks_for_values(x):
    return x * 2 if x.sum() > 0 else x

linear = nn.Linear(4, 2)
class Table(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight, self.scale = nn.Parameter(torch.ones(4)), torch.ones(4)
    def forward(self, x):
        return x * self.weight * self.scale
table = Table()

def layers(x, weights, p=1.0):
    for w, b in weights:
        x = x @ w + b
    return [x.detach().mean()], x * p

def first_is_cut(x, weights):
    (w, b), *rest = weights
    return layers(x @ w.detach() + b, rest)[1]

def all_cut(x, weights):
    return torch.from_numpy(x.detach().numpy() * 2)

def in_place(x):
    x += 1
    return x.sqrt()

def with_nan(x):
    return (x - x).sqrt() + x

def with_zeros(x, y):
    return x + 0 * y
"""


def test_results_are_where_the_arguments_are(play: Play) -> None:
    both_ways(
        play,
        FLOW,
        [
            "checks.any_device(mask_like, X)",
            "checks.any_device(asks_for_values, X)",
            "checks.any_device(filled_and_moved, X)",
            "checks.any_device(forward, X, back=(lambda dout, cache: dout * cache['x'], X))",
            "checks.any_device(linear, X)",
            "assert linear.weight.device.type == 'cpu'",
        ],
        {
            "checks.any_device(mask_on_cpu, X, what='f')": "f makes a tensor on another device",
            "checks.any_device(answers_on_cpu, X)": "(at ['mask'] of the result)",
            "checks.any_device(table, X)": "makes a tensor on another device",
            "checks.any_device(filled_on_cpu, X)": "returns a tensor on another device",
            "checks.any_device(forward, X, back=(backward_on_cpu, X))": "another device",
        },
        SETUP,
    )


def test_gradients_reach_every_argument(play: Play) -> None:
    both_ways(
        play,
        FLOW,
        [
            "checks.differentiable(layers, X, W, p=0.5)",
            "checks.differentiable(in_place, X.abs())",
            "assert len(checks.differentiable(layers, X, W)) == 2",
        ],
        {
            "checks.differentiable(first_is_cut, X, W)": "through to its argument [1][0][0]",
            "checks.differentiable(all_cut, X, W)": "is cut off",
            "checks.differentiable(with_nan, X)": "NaN or infinity",
            "checks.differentiable(with_zeros, X, y=X)": "its argument ['y'] a gradient that is z",
        },
        SETUP + "\nW = [(torch.randn(4, 4), torch.randn(4)), (torch.randn(4, 2), torch.randn(2))]",
    )


def test_rows_do_not_depend_on_their_batch(play: Play) -> None:
    both_ways(
        play,
        FUNCTIONS,
        [
            "checks.any_batch(scale, X)",
            "checks.any_batch(model, X)",
            "assert model.training",
            "assert checks.any_batch(scale, X).shape == X.shape",
            "checks.any_batch(centred, X, sizes=(7,))",
        ],
        {
            "checks.any_batch(centred, X, what='f')": "f gives other rows for a batch of 1 row",
            "checks.any_batch(squeezed, X)": "must have shape (1,), but has ()",
            "checks.any_batch(squeezed, X, sizes=(2,))": "for a batch of 1 row",
            "checks.any_batch(in_pairs, X[:6])": "fails for a batch of 1 row: RuntimeError",
            "checks.any_batch(sums, X)": "must have a row for each of 7 rows",
            "checks.any_batch(batch, X)": "batch of 1 row",
        },
        SETUP,
    )
