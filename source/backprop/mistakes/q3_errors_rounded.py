"""The errors are rounded to three decimals, so a gradient that is off by one in ten thousand looks right.

question: q3_check_layer
cell: check_layer
fails: test_right_layers_pass_the_check
"""
def check_layer(forward, backward, inputs, h=1e-5):
    out, cache = forward(*inputs)
    dout = torch.randn_like(out)
    found = backward(dout, cache)
    found = [found] if isinstance(found, torch.Tensor) else list(found)
    if len(found) != len(inputs):
        raise ValueError("another number of gradients")
    errors = []
    for n in range(len(inputs)):
        loss = lambda t: (forward(*inputs[:n], t, *inputs[n + 1 :])[0] * dout).sum()
        errors.append(round(relative_error(found[n], numeric_gradient(loss, inputs[n], h)), 3))
    return errors
