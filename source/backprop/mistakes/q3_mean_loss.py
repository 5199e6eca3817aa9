"""The loss is a mean.

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
    errors = []
    for i, gradient in enumerate(found):
        def loss(x, i=i):
            out, _ = forward(*inputs[:i], x, *inputs[i + 1 :])
            return (out * dout).mean()

        errors.append(relative_error(gradient, numeric_gradient(loss, inputs[i], h)))
    return errors
