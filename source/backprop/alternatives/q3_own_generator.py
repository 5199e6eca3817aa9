"""dout from a generator that takes its seed from the machine; a list by generator expression.

question: q3_check_layer
fails: none
cell: check_layer
"""
def check_layer(forward, backward, inputs, h=1e-5):
    chance = torch.Generator()
    chance.seed()
    out, cache = forward(*inputs)
    dout = torch.empty_like(out).normal_(generator=chance)
    given = backward(dout, cache)
    given = given if type(given) is tuple else (given,)
    if len(given) - len(inputs):
        raise ValueError
    total = lambda i: lambda v: float(((forward(*(inputs[:i] + (v,) + inputs[i + 1 :])))[0] * dout).sum())
    return list(relative_error(g, numeric_gradient(total(i), x, h)) for i, (x, g) in enumerate(zip(inputs, given)))
