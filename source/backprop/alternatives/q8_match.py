"""match, a dict as the cache, and try/finally-free helpers.

question: q8_block
fails: none
"""
def block_forward(x, w, b, gamma=None, beta=None, norm=None, norm_param=None, dropout_param=None):
    cache = {"norm": norm}
    out, cache["affine"] = affine_forward(x, w, b)
    match norm:
        case "batchnorm":
            out, cache["n"] = helpers.batchnorm_forward(out, gamma, beta, norm_param)
        case "layernorm":
            out, cache["n"] = helpers.layernorm_forward(out, gamma, beta, norm_param)
    out, cache["relu"] = relu_forward(out)
    if dropout_param is not None:
        out, cache["drop"] = helpers.dropout_forward(out, dropout_param)
    return out, cache


def block_backward(dout, cache):
    if "drop" in cache:
        dout = helpers.dropout_backward(dout, cache["drop"])
    dout = relu_backward(dout, cache["relu"])
    extra = (None, None)
    match cache["norm"]:
        case "batchnorm":
            dout, *extra = helpers.batchnorm_backward(dout, cache["n"])
        case "layernorm":
            dout, *extra = helpers.layernorm_backward(dout, cache["n"])
    return (*affine_backward(dout, cache["affine"]), *extra)
