"""All losses move the last input: the function in the loop sees i as it is at the end.

question: q3_check_layer
fails: test_check_layer_of_a_product
cell: check_layer
"""
def check_layer(forward, backward, inputs, h=1e-5):
    out, cache = forward(*inputs)
    dout = torch.randn(out.shape, dtype=out.dtype)
    found = backward(dout, cache)
    found = (found,) if isinstance(found, torch.Tensor) else tuple(found)
    if len(found) != len(inputs):
        raise ValueError(f"{len(found)} gradients for {len(inputs)} inputs")
    errors, losses = [], []
    for i, gradient in enumerate(found):
        def loss(x):
            out, _ = forward(*inputs[:i], x, *inputs[i + 1 :])
            return (out * dout).sum()

        losses.append((gradient, loss))
    for (gradient, loss), x in zip(losses, inputs):
        errors.append(relative_error(gradient, numeric_gradient(loss, x, h)))
    return errors
