"""torch.func.jacrev of the loss, for a tuple of parameters, with its own network.

question: q2_zero_gradients
fails: none
cell: zero_init_gradients
"""
def zero_init_gradients(activation, x=points, y=labels):
    def loss(p):
        h = activation(F.linear(x, p["W1"], p["b1"]))
        h = activation(F.linear(h, p["W2"], p["b2"]))
        return F.mse_loss(torch.tanh(F.linear(h, p["W3"], p["b3"]))[:, 0], y) / 2

    sizes = 2, 4, 2, 1
    zero = {}
    for n, (i, o) in enumerate(zip(sizes, sizes[1:]), start=1):
        zero |= {f"W{n}": x.new_zeros(o, i), f"b{n}": x.new_zeros((o,))}
    return torch.func.jacrev(loss)(zero)
