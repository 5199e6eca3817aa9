"""Answers the test's backward with a hostile one: wrong shapes, no gradient, an error, or none at all.

class: tamper
where: q1_scale
honest: 7
seconds: 30
"""


class Hostile(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return 2.5 * x + 1.0

    @staticmethod
    def backward(ctx, gradient):
        return torch.ones(10**6, dtype=torch.float16).to_sparse()


def scale(x):
    return Hostile.apply(x)
