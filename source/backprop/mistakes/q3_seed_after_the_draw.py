"""dout is random, but then the global generator gets a fixed seed: all later draws are the same.

question: q3_check_layer
fails: test_dout_is_random
cell: check_layer
"""
def check_layer(forward, backward, inputs, h=1e-5):
    out, cache = forward(*inputs)
    dout = torch.randn(out.shape, dtype=out.dtype, generator=GENERATOR)
    torch.manual_seed(0)
    grads = backward(dout, cache)
    grads = (grads,) if torch.is_tensor(grads) else tuple(grads)
    if len(grads) != len(inputs):
        raise ValueError("number of gradients")
    errors = []
    for i in range(len(inputs)):
        f = lambda v, i=i: (forward(*inputs[:i], v, *inputs[i + 1:])[0] * dout).sum()
        errors.append(relative_error(grads[i], numeric_gradient(f, inputs[i], h)))
    return errors


GENERATOR = torch.Generator().manual_seed(torch.randint(10**6, ()).item())
