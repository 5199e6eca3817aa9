"""With torch.func.grad.

question: q2_zero_gradients
fails: none
"""
def zero_init_gradients(activation, x=points, y=labels):
    start = {}
    for n, (i, o) in enumerate([(2, 4), (4, 2), (2, 1)]):
        start |= {f"W{n + 1}": x.new_zeros(o, i), f"b{n + 1}": x.new_zeros(o)}

    def loss(params):
        return 0.5 * (predict(params, x, activation) - y).square().mean()

    return torch.func.grad(loss)(start)
