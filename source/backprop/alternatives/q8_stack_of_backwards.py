"""A stack of backward functions, popped from a copy.

question: q8_block
fails: none
cell: block_forward
"""
NORMS = {
    "batchnorm": (helpers.batchnorm_forward, helpers.batchnorm_backward),
    "layernorm": (helpers.layernorm_forward, helpers.layernorm_backward),
}


def block_forward(x, w, b, gamma=None, beta=None, norm=None, norm_param=None, dropout_param=None):
    tape = []

    def run(layer, back, name, *args):
        out, cache = layer(*args)
        tape.append((name, back, cache))
        return out

    h = run(affine_forward, affine_backward, "affine", x, w, b)
    match norm:
        case "batchnorm" | "layernorm":
            h = run(*NORMS[norm], "norm", h, gamma, beta, norm_param)
    h = run(relu_forward, relu_backward, "relu", h)
    if dropout_param is not None:
        h = run(helpers.dropout_forward, helpers.dropout_backward, "dropout", h, dropout_param)
    return h, tuple(tape)


def block_backward(dout, cache):
    extra = (None, None)
    for name, back, c in cache[::-1]:
        found = back(dout, c)
        if name == "affine":
            return (*found, *extra)
        if name == "norm":
            dout, *extra = found
        else:
            dout = found
