"""Weights of 1e-8 instead of 0 "to get gradients at all".

question: q2_zero_gradients
fails: test_gradients_with_relu
cell: zero_init_gradients
"""
def zero_init_gradients(activation, x=points, y=labels):
    params = {}
    for n, (i, o) in enumerate([(2, 4), (4, 2), (2, 1)], 1):
        params[f"W{n}"] = torch.full((o, i), 1e-8, dtype=x.dtype, device=x.device).requires_grad_()
        params[f"b{n}"] = torch.zeros(o, dtype=x.dtype, device=x.device).requires_grad_()
    loss = (0.5 * (predict(params, x, activation) - y) ** 2).mean()
    return dict(zip(params, torch.autograd.grad(loss, list(params.values()))))
