"""zip drops gradients that are missing.

question: q3_check_layer
fails: test_planted_mistakes_are_caught
cell: check_layer
"""
def check_layer(forward, backward, inputs, h=1e-5):
    out, cache = forward(*inputs)
    dout = torch.randn(out.shape, dtype=out.dtype)
    found = backward(dout, cache)
    found = (found,) if isinstance(found, torch.Tensor) else tuple(found)
    errors = []
    for i, gradient in enumerate(found[: len(inputs)]):
        def loss(x, i=i):
            out, _ = forward(*inputs[:i], x, *inputs[i + 1 :])
            return (out * dout).sum()

        errors.append(relative_error(gradient, numeric_gradient(loss, inputs[i], h)))
    return errors
