"""The labels are taken for 0 and 1, as for a sigmoid at the output.

question: q2_zero_gradients
fails: test_gradients_with_relu
"""
def zero_init_gradients(activation, x=points, y=labels):
    params = {}
    for n, (i, o) in enumerate(((2, 4), (4, 2), (2, 1)), 1):
        params[f"W{n}"] = torch.zeros(o, i, dtype=x.dtype, device=x.device, requires_grad=True)
        params[f"b{n}"] = torch.zeros(o, dtype=x.dtype, device=x.device, requires_grad=True)
    loss = ((predict(params, x, activation) - (y > 0).to(x.dtype)) ** 2).mean() / 2
    return dict(zip(params, torch.autograd.grad(loss, list(params.values()))))
