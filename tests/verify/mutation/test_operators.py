"""Every mutation operator, on a few lines: exactly these mutants, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from torchgrade import checks
from torchgrade.verify.mutation.mutants import mutants_of
from torchgrade.verify.mutation.operators import all_operators

# operator | code | every mutant that this operator makes of it; \n is a new line, and a row may
# go on below, after four spaces.
TABLE = r"""
arithmetic | a = x + y | a = x - y
arithmetic | a = x - y | a = x + y
arithmetic | a = x * 3 | a = x / 3
arithmetic | a = 3 * 3 * 1 | a = 3 / 3 * 1
arithmetic | a = x ** 2 // y | a = x ** 2 / y | a = x * 2 // y
arithmetic | a = x % 2 | a = x // 2
arithmetic | a += 1 | a -= 1
arithmetic | a = x @ y
boundary | a = 0 <= p < 1 | a = 0 < p < 1 | a = 0 <= p <= 1
boundary | a = x > y or x >= z | a = x >= y or x >= z | a = x > y or x > z
boundary | kept = torch.rand(3) < q
comparison | a = x == y | a = x != y
comparison | a = x < y | a = x >= y
comparison | a = x is None | a = x is not None
comparison | a = x in y | a = x not in y
logic | a = x and y | a = x or y
logic | a = x or not y | a = x and (not y) | a = x or y
flag | f(a=True) | f(a=False)
sign | a = -x | a = x
sign | a = x[-1] | a = x[1]
number | a = 2 | a = 3
number | a = 0.0 | a = 1.0
number | a = 0.8 * 4.0 | a = 0.4 * 4.0 | a = 0.8 * 8.0
number | a = f(x, eps=1e-05)
off-by-one | f(range(n)) | f(range(1, n)) | f(range(n - 1)) | f(range(n + 1))
off-by-one | f(range(2, 9)) | f(range(3, 9)) | f(range(2, 8)) | f(range(2, 10))
off-by-one | a = x[:n] | a = x[1:n] | a = x[:n - 1] | a = x[:]
off-by-one | a = x[:, ::s] | a = x[:, 1::s] | a = x[:, :]
swap-arguments | a = f(x, y) | a = f(y, x)
swap-arguments | a = f(x, 2) + max(x, y)
drop-statement | a.append(x) | pass
drop-statement | a += x | pass
drop-statement | for i in x:\n    continue | for i in x:\n    pass
drop-statement | super().__init__()
overwrite | a += x | a = x
negated-if | if f(x):\n    a = 1 | if not f(x):\n    a = 1
negated-if | a = [i for i in x if f(i)] | a = [i for i in x if not f(i)]
negated-if | if x == y or z:\n    a = 1 | if not (x == y or z):\n    a = 1
negated-if | if not x:\n    a = 1
negated-if | if x == y:\n    a = 1
drop-else | if x:\n    a = 1\nelse:\n    a = 2 | if x:\n    a = 1
swap-returned | def f():\n    return (x, y, z) | def f():\n    return (y, x, z)
    | def f():\n    return (x, z, y)
drop-element | a = {'b', 'c'} | a = {'b'} | a = {'c'}
axis | a = x.mean(dim=0) | a = x.mean(dim=1)
axis | a = x.argmax(-1) | a = x.argmax(0)
axis | a = torch.cat(x, 2) + max(x, 1) | a = torch.cat(x, 1) + max(x, 1)
axis | a = x.mean(dim=(2, 3)) | a = x.mean(dim=(2,)) | a = x.mean(dim=(3,))
axis | a = x.shape[1] | a = x.shape[0]
axis | a = x.flatten(1) | a = x.flatten(0)
drop-axis | a = x.mean(dim=1, keepdim=True) | a = x.mean(keepdim=True)
drop-axis | a = torch.sum(x, 1) + x.argmax(1) | a = torch.sum(x) + x.argmax(1)
    | a = torch.sum(x, 1) + x.argmax()
drop-keepdim | a = x.mean(dim=1, keepdim=True) | a = x.mean(dim=1)
drop-keepdim | a = x.mean(axis=1, keepdims=True) | a = x.mean(axis=1)
permutation | a = x.permute(0, 2, 1) | a = x.permute(2, 0, 1) | a = x.permute(0, 1, 2)
permutation | a = x.permute((0, 1)) | a = x.permute((1, 0))
permutation | a = x @ w.T | a = x @ w
permutation | a = x.transpose(0, 1) | a = x
variance | a = x.var(dim=0, unbiased=False) | a = x.var(dim=0, unbiased=True)
variance | a = x.var(dim=0, correction=0) | a = x.var(dim=0, correction=1)
variance | a = x.std() | a = x.std(correction=0)
variance | a = np.var(x) | a = np.var(x, ddof=1)
reduction | a = x.mean() | a = x.sum()
reduction | a = torch.argmax(x) | a = torch.argmin(x)
reduction | a = max(x) + sum(y) | a = min(x) + sum(y)
in-place | a = x.relu()
in-place | def f(x):\n    return x.relu() | def f(x):\n    return x.relu_()
in-place | x.mul_(2) | x.mul(2)
in-place | x = x + y | x += y
in-place | y = self.relu(x)
drop-conversion | a = x.detach().clone() | a = x.clone() | a = x.detach()
drop-conversion | a = x.to(y.dtype) | a = x
drop-conversion | a = torch.zeros(3, dtype=d) | a = torch.zeros(3)
drop-conversion | a = x.to(device).cpu()
detach | def f():\n    return x | def f():\n    return x.detach()
eps | a = x / torch.sqrt(v + eps) | a = x / torch.sqrt(v) | a = x / (torch.sqrt(v) + eps)
eps | a = (v + 1e-05).sqrt() | a = v.sqrt() | a = v.sqrt() + 1e-05
eps | a = (v + self.eps) ** 0.5 | a = v ** 0.5 | a = v ** 0.5 + self.eps
eps | a = torch.sqrt(v + steps)
drop-scale | a = x * mask / keep | a = x * mask | a = x / keep
drop-scale | a = loss.item() * len(y) | a = loss.item()
drop-scale | a = 2 * n + f(x) * 3
complement | a = x < p | a = x < 1 - p
complement | a = x / (1 - p_drop) | a = x / p_drop | a = x / (1 - (1 - p_drop))
complement | a = d['p'] | a = 1 - d['p']
complement | p = a
drop-layer | a = nn.Sequential(nn.Linear(2, 3), nn.ReLU()) | a = nn.Sequential(nn.Linear(2, 3))
drop-layer | a = Compose([f, g]) | a = Compose([g]) | a = Compose([f])
swap-layers | a = nn.Sequential(f, g, h) | a = nn.Sequential(g, f, h) | a = nn.Sequential(f, h, g)
swap-layers | a = nn.Sequential(nn.ReLU(), nn.MaxPool2d(2))
swap-layers | a = nn.Sequential(nn.ReLU(), InvertedDropout(r))
setting | a = nn.Conv2d(3, 4, kernel_size=3, bias=True)
    | a = nn.Conv2d(3, 4, kernel_size=1, bias=True) | a = nn.Conv2d(3, 4, kernel_size=3, bias=False)
setting | a = nn.Conv2d(3, 4, 3, groups=g, bias=b) | a = nn.Conv2d(3, 4, 3, bias=b)
setting | a = nn.MaxPool2d(2, stride=2, padding=1) | a = nn.MaxPool2d(2, padding=1)
    | a = nn.MaxPool2d(2, stride=2)
setting | a = nn.BatchNorm2d(4, affine=False) | a = nn.BatchNorm2d(4, affine=True)
setting | a = nn.Linear(3, 4) | a = nn.Linear(3, 4, bias=False)
momentum | a = nn.BatchNorm2d(4, momentum=0.1) | a = nn.BatchNorm2d(4, momentum=0.9)
momentum | a = f(momentum=m) | a = f(momentum=1 - m)
swap-features | a = nn.Linear(3, 4) | a = nn.Linear(4, 3)
swap-features | a = nn.Conv2d(in_channels=3, out_channels=4)
    | a = nn.Conv2d(in_channels=4, out_channels=3)
replace-layer | a = nn.ReLU() | a = nn.Identity() | a = nn.LeakyReLU()
replace-layer | a = nn.BatchNorm2d(4) | a = nn.Identity(4)
replace-layer | a = F.relu(x) | a = F.leaky_relu(x)
drop-residual | a = out + self.shortcut(x) | a = out
drop-residual | a = x + f(y) | a = f(y)
drop-residual | a = y + z
skip-call | a = self.relu(x) | a = x
skip-call | a = F.softmax(x, dim=1) + f(x) | a = x + f(x)
drop-step | optimizer.zero_grad() | pass
drop-step | loss.backward() | pass
swap-steps | for x in y:\n    o.zero_grad()\n    l.backward()
    | for x in y:\n    l.backward()\n    o.zero_grad()
mode | model.train() | model.eval()
mode | model.eval() | model.train()
mode | model.train(before)
with-gradients | with torch.no_grad():\n    a = x\n    b = y | a = x\nb = y
loss-reduction | a = nn.CrossEntropyLoss() | a = nn.CrossEntropyLoss(reduction='sum')
loss-reduction | a = F.mse_loss(x, y, reduction='none') | a = F.mse_loss(x, y, reduction='mean')
shuffle | a = DataLoader(x, shuffle=True) | a = DataLoader(x, shuffle=False)
shuffle | a = torch.randperm(n, generator=g) | a = torch.arange(n)
swap-mixture | a = m * x + (1 - m) * y | a = (1 - m) * x + m * y
swap-mixture | a = (1 - m) * x + m * y | a = m * x + (1 - m) * y
swap-mixture | a = m * x + n * y
learning-rate | a = SGD(w, lr=0.01) | a = SGD(w, lr=0.1)
learning-rate | a = SGD(w, lr=lr) | a = SGD(w, lr=lr * 10)
swap-arguments | a = x.transpose(1, 2) + torch.swapaxes(x, 0, 1).swapdims(-1, -2)
drop-conversion | a = f(x.detach().tolist(), float(y.detach()), z.detach())
    | a = f(x.detach().tolist(), float(y.detach()), z)
drop-conversion | with torch.no_grad():\n    a = x.detach()
drop-conversion | @torch.inference_mode()\ndef f(x):\n    return x.detach()
detach | def f(n):\n    out = (torch.rand(n) < 0.5).float() / 0.5\n    return out
detach | def f(n):\n    out = torch.zeros(n)\n    out = out + n\n    return out
    | def f(n):\n    out = torch.zeros(n)\n    out = out + n\n    return out.detach()
detach | @torch.no_grad()\ndef f(x):\n    x = g(x)\n    return x
complement | a = f(p_drop.shape, torch.zeros_like(p_drop))
complement | a = f(p_drop.numel(), p_drop.dim(), p_drop.new_zeros(3), x.expand_as(p_drop))
swap-arguments | a = F.mse_loss(x, y) + torch.hypot(x, y) + math.gcd(m, n) + torch.ne(x, y)
swap-arguments | a = nn.MSELoss()(x, y) + torch.logical_or(x, y)
swap-arguments | a = F.kl_div(x, y) | a = F.kl_div(y, x)
drop-conversion | a = f(x.detach().argmax(-1), float(y.detach().sum()), len(z.detach()))
drop-conversion | a = x.detach().shape
drop-conversion | a = x.detach().sum() > y.detach()
drop-conversion | a = float(x.detach().add_(1)) | a = float(x.add_(1))
drop-conversion | a = g(x.detach()).argmax(-1) | a = g(x).argmax(-1)
number | a = layer.kernel_size[0] // conv.stride[1]
drop-weight-decay | a = SGD(w, weight_decay=0.1) | a = SGD(w)
drop-weight-decay | a = {'params': w, 'weight_decay': 0.1} | a = {'params': w}
"""
LINES = TABLE.strip().replace("\n    |", " |").splitlines()
ROWS = [line.replace(r"\n", "\n").split(" | ") for line in LINES]

# Those that look at more than a line have a file of their own, in a form that is easier to read.
EXAMPLES = (Path(__file__).parent / "operators.txt").read_text(encoding="utf-8").split("\n## ")[1:]
for example in EXAMPLES:
    operator, _, codes = example.strip().partition("\n")
    ROWS.append([operator, *codes.split("\n=>\n")])


@pytest.mark.parametrize("row", ROWS, ids=[" ".join(row[:2]) for row in ROWS])
def test_operator(row: list[str]) -> None:
    operator, code, *expected = row
    codes = [mutant.code for mutant in mutants_of("q1", 1, code) if mutant.operator == operator]
    assert sorted(codes) == sorted(expected)


def test_checks_that_operators_name_are_there() -> None:
    named = {name for operator in all_operators() for name in operator.caught_by}
    assert {"any_dtype", "stateless", "unchanged"} <= named <= set(checks.__all__)


def test_every_operator_is_in_the_table() -> None:
    names = [operator.name for operator in all_operators()]
    assert sorted(names) == sorted(set(names))
    assert {row[0] for row in ROWS if len(row) > 2} == set(names)
