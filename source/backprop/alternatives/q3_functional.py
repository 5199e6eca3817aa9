"""With functools.partial and a comprehension.

question: q3_check_layer
fails: none
cell: check_layer
"""
def check_layer(forward, backward, inputs, h=1e-5):
    inputs = tuple(inputs)
    out, cache = forward(*inputs)
    dout = torch.empty_like(out).normal_()
    grads = backward(dout, cache)
    if torch.is_tensor(grads):
        grads = [grads]
    if len(grads) > len(inputs) or len(grads) < len(inputs):
        raise ValueError("one gradient for each input")

    def numeric(i):
        before, after = inputs[:i], inputs[i + 1 :]
        return numeric_gradient(lambda x: torch.dot(forward(*before, x, *after)[0].flatten(), dout.flatten()), inputs[i], h)

    return tuple(relative_error(g, numeric(i)) for i, g in enumerate(grads))
