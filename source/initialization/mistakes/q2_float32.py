"""Always in float32.

question: q2_zero_gradients
fails: test_gradients_of_other_points
"""
def zero_init_gradients(activation, x=points, y=labels):
    params = {}
    for layer, (fan_in, fan_out) in enumerate(((2, 4), (4, 2), (2, 1)), start=1):
        params[f"W{layer}"] = torch.zeros(fan_out, fan_in, requires_grad=True)
        params[f"b{layer}"] = torch.zeros(fan_out, requires_grad=True)
    loss = ((predict(params, x.float(), activation) - y.float()) ** 2).mean() / 2
    return dict(zip(params, torch.autograd.grad(loss, list(params.values()))))
