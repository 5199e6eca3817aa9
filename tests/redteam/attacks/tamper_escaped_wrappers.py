"""Returns tensors that have escaped from vmap and grad, which are not what they hold.

class: tamper
honest: 2..10
"""

kept = []
torch.func.vmap(lambda x: kept.append(x) or x)(torch.ones(2, 2))
torch.func.grad(lambda x: (kept.append(x), x.sum())[1])(torch.ones(2))


def scale(x):
    return kept[0]


def squares(numbers):
    return kept
