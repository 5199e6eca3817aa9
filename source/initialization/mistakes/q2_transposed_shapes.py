"""The weights are (in, out) in the result.

question: q2_zero_gradients
fails: test_gradients_have_the_shapes_of_the_parameters
"""
def zero_init_gradients(activation, x=points, y=labels):
    params = {}
    for layer, (fan_in, fan_out) in enumerate(((2, 4), (4, 2), (2, 1)), start=1):
        params[f"W{layer}"] = torch.zeros(fan_out, fan_in, dtype=x.dtype, requires_grad=True)
        params[f"b{layer}"] = torch.zeros(fan_out, dtype=x.dtype, requires_grad=True)
    loss = ((predict(params, x, activation) - y) ** 2).mean() / 2
    return {k: g.T if g.ndim == 2 else g for k, g in zip(params, torch.autograd.grad(loss, list(params.values())))}
