"""The backward pass is called once for each input with a cache that it may have used up.

question: q3_check_layer
cell: check_layer
fails: test_planted_mistakes_are_caught
"""
def check_layer(forward, backward, inputs, h=1e-5):
    out, cache = forward(*inputs)
    dout = torch.randn(out.shape, dtype=out.dtype)
    errors = []
    for n in range(len(inputs)):
        found = backward(dout, cache)
        found = [found] if isinstance(found, torch.Tensor) else list(found)
        if len(found) < len(inputs):
            raise ValueError("too few gradients")
        loss = lambda t: (forward(*inputs[:n], t, *inputs[n + 1 :])[0] * dout).sum()
        errors.append(relative_error(found[n], numeric_gradient(loss, inputs[n], h)))
    return errors
