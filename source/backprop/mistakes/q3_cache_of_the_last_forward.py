"""The numeric gradients are computed first; backward gets the cache of the last forward pass, at a point that was moved.

question: q3_check_layer
fails: test_check_layer_of_a_product
cell: check_layer
"""
def check_layer(forward, backward, inputs, h=1e-5):
    last = {}
    out, last["cache"] = forward(*inputs)
    dout = torch.randn(out.shape, dtype=out.dtype)
    numeric = []
    for i in range(len(inputs)):
        def f(v, i=i):
            out, last["cache"] = forward(*inputs[:i], v, *inputs[i + 1:])
            return (out * dout).sum()
        numeric.append(numeric_gradient(f, inputs[i], h))
    grads = backward(dout, last["cache"])
    grads = (grads,) if torch.is_tensor(grads) else tuple(grads)
    if len(grads) != len(inputs):
        raise ValueError("number of gradients")
    return [relative_error(g, n) for g, n in zip(grads, numeric)]
