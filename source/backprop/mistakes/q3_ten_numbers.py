"""Only the first ten numbers of each gradient are compared.

question: q3_check_layer
fails: test_planted_mistakes_are_caught
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
            return (out * dout).sum()

        errors.append(relative_error(gradient, numeric_gradient(loss, inputs[i], h)) if gradient.shape != inputs[i].shape else relative_error(gradient.reshape(-1)[:10], numeric_gradient(loss, inputs[i], h).reshape(-1)[:10]))
    return errors
