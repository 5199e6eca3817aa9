"""dout is drawn from a generator with a fixed seed, the same in each call.

question: q3_check_layer
fails: test_dout_is_random
cell: check_layer
"""
def check_layer(forward, backward, inputs, h=1e-5):
    out, cache = forward(*inputs)
    dout = torch.randn(out.shape, dtype=out.dtype, generator=torch.Generator().manual_seed(0))
    found = backward(dout, cache)
    found = (found,) if isinstance(found, torch.Tensor) else tuple(found)
    if len(found) != len(inputs):
        raise ValueError(f"{len(found)} gradients for {len(inputs)} inputs")
    errors = []
    for i, gradient in enumerate(found):
        def loss(x, i=i):
            out, _ = forward(*inputs[:i], x, *inputs[i + 1 :])
            return (out * dout).sum()

        errors.append(relative_error(gradient, numeric_gradient(loss, inputs[i], h)))
    return errors
