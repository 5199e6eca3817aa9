"""Over all indices, with itertools.

question: q1_numeric_gradient
fails: none
cell: numeric_gradient
"""
def numeric_gradient(f, x, h=1e-5):
    from itertools import product

    grad = torch.zeros(x.shape, dtype=x.dtype)
    for place in product(*map(range, x.shape)):
        ends = [x.clone().contiguous(), x.clone().contiguous()]
        ends[0][place] += h
        ends[1][place] -= h
        up, down = map(f, ends)
        grad[place] = (up - down) / 2 / h if isinstance(up, float) else (up - down).reshape(()) / 2 / h
    return grad
