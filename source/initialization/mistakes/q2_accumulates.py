"""The parameters are made once, and their gradients add up from call to call.

question: q2_zero_gradients
fails: test_gradients_with_other_activations, test_gradients_of_other_points
"""
_params = {}
for _layer, (_fan_in, _fan_out) in enumerate(((2, 4), (4, 2), (2, 1)), start=1):
    _params[f"W{_layer}"] = torch.zeros(_fan_out, _fan_in, dtype=torch.float64, requires_grad=True)
    _params[f"b{_layer}"] = torch.zeros(_fan_out, dtype=torch.float64, requires_grad=True)


def zero_init_gradients(activation, x=points, y=labels):
    loss = ((predict(_params, x.double(), activation) - y.double()) ** 2).mean() / 2
    loss.backward()
    return {name: value.grad.to(x.dtype) for name, value in _params.items()}
