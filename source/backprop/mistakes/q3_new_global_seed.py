"""The global generator gets a new seed in each call, so nobody can repeat what comes after it.

question: q3_check_layer
fails: test_dout_is_random
cell: check_layer
"""
def check_layer(forward, backward, inputs, h=1e-5):
    torch.manual_seed(int(torch.Generator().seed() % 2**31))
    out, cache = forward(*inputs)
    dout = torch.randn_like(out)
    grads = backward(dout, cache)
    grads = (grads,) if torch.is_tensor(grads) else tuple(grads)
    if len(grads) != len(inputs):
        raise ValueError("number of gradients")
    errors = []
    for i in range(len(inputs)):
        f = lambda v, i=i: (forward(*inputs[:i], v, *inputs[i + 1:])[0] * dout).sum()
        errors.append(relative_error(grads[i], numeric_gradient(f, inputs[i], h)))
    return errors
