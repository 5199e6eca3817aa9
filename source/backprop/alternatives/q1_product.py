"""Places by itertools.product, and a recursion for a tensor without dimensions.

question: q1_numeric_gradient
cell: numeric_gradient
fails: none
"""
def numeric_gradient(f, x, h=1e-5):
    import itertools

    out = torch.empty(x.shape, dtype=x.dtype)
    for place in itertools.product(*map(range, x.shape)):
        up, down = x.clone(), x.clone()
        up[place] = up[place] + h
        down[place] = down[place] - h
        out[place] = (float(f(up)) - float(f(down))) / h / 2
    return out
