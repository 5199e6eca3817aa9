"""With a list in which one input is replaced.

question: q3_check_layer
fails: none
cell: check_layer
"""
def check_layer(forward, backward, inputs, h=1e-5):
    out, cache = forward(*inputs)
    dout = torch.randn_like(out)
    grads = backward(dout, cache)
    grads = [grads] if isinstance(grads, torch.Tensor) else list(grads)
    result = []
    for place, (x, gradient) in enumerate(zip(inputs, grads, strict=True)):
        def f(moved, place=place):
            arguments = list(inputs)
            arguments[place] = moved
            return float(torch.sum(forward(*arguments)[0] * dout))

        result.append(relative_error(numeric_gradient(f, x, h), gradient))
    return result
