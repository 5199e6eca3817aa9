"""With one input all gradients but the first are dropped, and no ValueError is raised.

question: q3_check_layer
fails: test_planted_mistakes_are_caught
cell: check_layer
"""
def check_layer(forward, backward, inputs, h=1e-5):
    out, cache = forward(*inputs)
    dout = torch.randn(out.shape, dtype=out.dtype)
    grads = backward(dout, cache)
    if len(inputs) == 1:
        grads = (grads,) if torch.is_tensor(grads) else grads[:1]
    if len(grads) != len(inputs):
        raise ValueError("number of gradients")
    errors = []
    for i in range(len(inputs)):
        f = lambda v, i=i: (forward(*inputs[:i], v, *inputs[i + 1:])[0] * dout).sum()
        errors.append(relative_error(grads[i], numeric_gradient(f, inputs[i], h)))
    return errors
