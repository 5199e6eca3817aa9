"""The default dtype is set to that of x, and stays set.

question: q2_zero_gradients
fails: test_gradients_of_other_points
cell: zero_init_gradients
"""
def zero_init_gradients(activation, x=points, y=labels):
    torch.set_default_dtype(x.dtype)
    params = {}
    for n, (i, o) in enumerate([(2, 4), (4, 2), (2, 1)], 1):
        params[f"W{n}"] = torch.zeros(o, i, device=x.device, requires_grad=True)
        params[f"b{n}"] = torch.zeros(o, device=x.device, requires_grad=True)
    loss = (0.5 * (predict(params, x, activation) - y) ** 2).mean()
    return dict(zip(params, torch.autograd.grad(loss, list(params.values()))))
