"""How a call ends, what its result is, and which loops it has."""

from __future__ import annotations

import pytest
import torch

from tests.support.both_ways import both_ways
from tests.support.tiny import Play
from torchgrade import checks
from torchgrade.errors import AuthorError

FUNCTIONS = """
class Wrong(ValueError):
    pass

def refuses(p):
    if p != p or not 0 <= p < 1:
        raise Wrong(f"the probability must be in [0, 1), got {p}")
    return p

def raises_other(p):
    raise KeyError(p)

def gives(kind):
    class Sub(dict):
        pass
    return {"int": 3, "np": np.int64(3), "float": 0.5, "text": "3", "none": None, "bool": True,
            "tensor": torch.ones(2), "one": torch.tensor(3), "fraction": fractions.Fraction(1, 2),
            "dict": Sub(a=1), "list": [1], "layer": nn.Linear(2, 2)}[kind]
"""


def test_exceptions_of_a_kind(play: Play) -> None:
    both_ways(
        play,
        FUNCTIONS,
        [
            "checks.raises(ValueError, refuses, float('nan'))",
            "checks.raises(ValueError, refuses, 1.0, mentions=['Probability'])",
            "checks.raises((KeyError, ValueError), raises_other, 1)",
            "checks.raises(LookupError, raises_other, 1)",
            "assert 'probability' in checks.raises(ValueError, refuses, -1)",
        ],
        {
            "checks.raises(ValueError, refuses, 0.5)": "raise ValueError here, but returns a f",
            "checks.raises(ValueError, raises_other, 1)": "but raises KeyError",
            "checks.raises(ValueError, refuses, 2, mentions=['rate'])": "does not mention 'rate'",
        },
    )


def test_an_error_must_be_one_of_pythons() -> None:
    with pytest.raises(AuthorError):
        checks.raises(AuthorError, int, "x")


CATCHES = """
def plain(f):
    return f(2)

def loses(*kinds):
    def call(f):
        try:
            return f(2)
        except kinds:
            return None
    return call

def renames(f):
    try:
        return f(2)
    except KeyError as error:
        raise ValueError from error

none, runtime, keys, all_ = loses(), loses(RuntimeError), loses(KeyError), loses(Exception)
"""


def test_errors_of_any_usual_kind_come_out(play: Play) -> None:
    both_ways(
        play,
        CATCHES,
        ["checks.lets_errors_out(plain)", "checks.lets_errors_out(lambda broken: none(broken))"],
        {
            "checks.lets_errors_out(runtime)": "a RuntimeError, must raise RuntimeError here, but",
            "checks.lets_errors_out(keys)": "a KeyError, must raise KeyError here, but",
            "checks.lets_errors_out(all_)": "a ZeroDivisionError, must raise ZeroDivisionError",
            "checks.lets_errors_out(renames)": "but raises ValueError",
        },
    )


def test_autograd_records_again_after_an_error() -> None:
    def stopped(text: str) -> float:
        torch.set_grad_enabled(False)
        value = float(text)
        torch.set_grad_enabled(True)
        return value

    checks.raises(ValueError, stopped, "one half")
    assert torch.is_grad_enabled()
    with torch.no_grad():
        checks.raises(ValueError, stopped, "one half")
        assert not torch.is_grad_enabled()


def test_results_of_a_type(play: Play) -> None:
    right = ["int int", "np int", "one int", "float float", "int float", "fraction float"]
    right += ["tensor torch.Tensor", "dict dict", "list list", "layer nn.Module", "bool bool"]
    right += ["layer nn.Linear", "list tuple"]
    right += ["none type(None)", "np (str,int)"]
    wrong = ["text float", "float int", "text int", "bool int", "tensor float", "none dict"]
    wrong += [
        "dict list",
        "dict tuple",
        "int bool",
        "list dict",
        "list torch.Tensor",
        "dict nn.Module",
    ]
    wrong += ["layer nn.Sequential"]

    def call(case: str) -> str:
        name, kind = case.split()
        return f"checks.returns(gives, {name!r}, type={kind})"

    both_ways(
        play,
        FUNCTIONS,
        [call(case) for case in right],
        {call(case): "the result of the function" for case in wrong},
    )


PROPERTIES = """
class Attention(nn.Module):
    def __init__(self, masked=True, mixes=False):
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(6, 6) for _ in range(3))
        self.masked, self.drop = masked, nn.Dropout(0.5)
    def weights(self, x):
        scores = self.q(x) @ self.k(x).transpose(1, 2) / 6 ** 0.5
        if self.masked:
            scores = scores.masked_fill(torch.ones_like(scores).triu(1).bool(), float("-inf"))
        return scores.softmax(-1)
    def forward(self, x):
        return self.drop(self.weights(x)) @ self.v(x)

causal, full = Attention(), Attention(masked=False)
embed = nn.Embedding(5, 6)
def tokens(ids):
    return embed(ids).cumsum(1)
def later_tokens(ids):
    return embed(ids).flip(1).cumsum(1)
def constant(x):
    return torch.ones_like(x)
def shifted(x):
    return torch.cat([torch.zeros_like(x[:, :1]), x[:, :-1]], 1)
def one_too_far(x):
    return torch.cat([x[:, 1:], torch.zeros_like(x[:, :1])], 1)
def pooled(x):
    return x.mean(1)
"""


def test_properties_of_results(play: Play) -> None:
    both_ways(
        play,
        PROPERTIES,
        [
            "checks.probabilities(causal.weights(X))",
            "checks.probabilities(torch.tensor([0.25, 0.75]).half())",
            "checks.probabilities(X.softmax(1), dim=1)",
            "checks.causal(causal, X)",
            "checks.causal(tokens, IDS)",
            "checks.causal(shifted, X)",
            "checks.equivariant(full, X, lambda x: x[:, P])",
            "checks.equivariant(pooled, X, lambda x: x[:, P], lambda y: y)",
        ],
        {
            "checks.probabilities(X)": "negative",
            "checks.probabilities(X.softmax(1))": "They do along dimension 1",
            "checks.probabilities(X.abs())": "does not sum to 1 along dimension 2.",
            "checks.probabilities([0.5, 0.5])": "must be a torch tensor",
            "checks.causal(full, X, what='attend')": "attend looks into the future",
            "checks.causal(later_tokens, IDS)": "looks into the future",
            "checks.causal(one_too_far, X)": "looks into the future",
            "checks.causal(constant, X)": "ignores its input",
            "checks.causal(pooled, X)": "must have 5 positions",
            "checks.equivariant(causal, X, lambda x: x[:, P])": "another result when its input is",
            "checks.equivariant(constant, X, lambda x: x[:, P])": "does it look at it",
            "checks.equivariant(tokens, IDS, lambda x: x.flip(1), lambda y: y)": "not follow",
        },
        """
X = torch.randn(2, 5, 6, generator=checks.generator("x"))
IDS = torch.randint(5, (2, 7), generator=checks.generator("ids"))
P = torch.tensor([2, 0, 1, 4, 3])
""",
    )


LOOPS = """
def whole(x):
    return (x[:, None] - x[None]).pow(2).sum(-1).sqrt()

def with_for(x):
    out = torch.zeros(len(x))
    for i in range(len(x)):
        out[i] = x[i].sum()
    return out

def with_while(x):
    i = 0
    while i < len(x):
        i += 1
    return i

def with_comprehension(x):
    return torch.stack([row.sum() for row in x])

def with_generator(x):
    return sum(row.sum() for row in x)

def with_map(x):
    return list(map(float, x))

def with_vectorize(x):
    return np.vectorize(abs)(x)

def calls_itself(x):
    return x if len(x) < 2 else calls_itself(x[1:]) + x[0]

def helps(x):
    return with_for(x)

def uses_a_clean_helper(x):
    return whole(x) + 1

class Layer(nn.Module):
    def forward(self, x):
        return self.rows(x)
    def rows(self, x):
        return torch.stack([row for row in x])
layer = Layer()
linear = nn.Linear(2, 2)
"""


def test_loops_are_read_from_the_code(play: Play) -> None:
    both_ways(
        play,
        LOOPS,
        [f"checks.no_loops({name})" for name in ("whole", "uses_a_clean_helper", "linear")],
        {
            "checks.no_loops(with_for)": "'with_for, line 3'",
            "checks.no_loops(with_while)": "with_while",
            "checks.no_loops(with_comprehension)": "line",
            "checks.no_loops(with_generator)": "line",
            "checks.no_loops(with_map)": "'with_map, line 2'",
            "checks.no_loops(with_vectorize)": "'with_vectorize, line 2'",
            "checks.no_loops(calls_itself)": "calls itself",
            "checks.no_loops(helps, what='helps')": "helps loops in Python ('with_for, line 3'",
            "checks.no_loops(layer)": "line",
        },
    )
