"""The cache is a list of functions that go back.

question: q8_block
fails: none
"""
def block_forward(x, w, b, gamma=None, beta=None, norm=None, norm_param=None, dropout_param=None):
    out, cache = affine_forward(x, w, b)
    back = [("affine", affine_backward, cache)]
    if norm == "batchnorm":
        out, cache = helpers.batchnorm_forward(out, gamma, beta, norm_param)
        back.append(("norm", helpers.batchnorm_backward, cache))
    elif norm == "layernorm":
        out, cache = helpers.layernorm_forward(out, gamma, beta, norm_param)
        back.append(("norm", helpers.layernorm_backward, cache))
    out, cache = relu_forward(out)
    back.append(("relu", relu_backward, cache))
    if dropout_param:
        out, cache = helpers.dropout_forward(out, dropout_param)
        back.append(("dropout", helpers.dropout_backward, cache))
    return out, back


def block_backward(dout, cache):
    found = {}
    for name, function, remembered in reversed(cache):
        grads = function(dout, remembered)
        if name in ("norm", "affine"):
            found[name] = grads[1:]
        dout = grads if torch.is_tensor(grads) else grads[0]
    return (dout, *found["affine"], *found.get("norm", (None, None)))
