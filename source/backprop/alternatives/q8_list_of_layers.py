"""Layers are kept as pairs of a backward pass and its cache, and popped from the end of a copy.

question: q8_block
cell: block_forward
fails: none
"""
NORMS = {
    "batchnorm": (helpers.batchnorm_forward, helpers.batchnorm_backward),
    "layernorm": (helpers.layernorm_forward, helpers.layernorm_backward),
}


def block_forward(x, w, b, gamma=None, beta=None, norm=None, norm_param=None, dropout_param=None):
    out, cache = affine_forward(x, w, b)
    tape = [("affine", affine_backward, cache)]
    if norm:
        go, back = NORMS[norm]
        out, cache = go(out, gamma, beta, norm_param)
        tape += [("norm", back, cache)]
    out, cache = relu_forward(out)
    tape += [("relu", relu_backward, cache)]
    if dropout_param is not None:
        out, cache = helpers.dropout_forward(out, dropout_param)
        tape += [("dropout", helpers.dropout_backward, cache)]
    return out, tuple(tape)


def block_backward(dout, cache):
    found = {"norm": (None, None)}
    for name, back, kept in reversed(cache):
        got = back(dout, kept)
        dout, *found[name] = got if isinstance(got, tuple) else (got,)
    return dout, *found["affine"], *found["norm"]
