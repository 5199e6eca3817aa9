"""normal_ in place, inputs swapped in a list, a helper of its own.

question: q3_check_layer
cell: check_layer
fails: none
"""
def gradients_of(backward, dout, cache):
    found = backward(dout, cache)
    return found if isinstance(found, (tuple, list)) else [found]


def check_layer(forward, backward, inputs, h=1e-5):
    out, cache = forward(*inputs)
    dout = torch.empty_like(out).normal_()
    found = gradients_of(backward, dout, cache)
    if len(found) != len(inputs):
        raise ValueError(f"expected {len(inputs)} gradients, got {len(found)}")
    errors = []
    for n, gradient in enumerate(found):
        given = list(inputs)

        def loss(value, n=n):
            given[n] = value
            return torch.tensordot(forward(*given)[0], dout, dims=dout.ndim)

        errors.append(relative_error(gradient, numeric_gradient(loss, inputs[n], h=h)))
    return errors
