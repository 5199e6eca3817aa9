"""Uses affine_relu where there is no normalization.

question: q8_block
fails: none
"""
def block_forward(x, w, b, gamma=None, beta=None, norm=None, norm_param=None, dropout_param=None):
    caches = {}
    if norm is None:
        out, caches["both"] = affine_relu_forward(x, w, b)
    else:
        out, caches["affine"] = affine_forward(x, w, b)
        layer = getattr(helpers, norm + "_forward")
        out, caches["norm"] = layer(out, gamma, beta, norm_param)
        caches["name"] = norm
        out, caches["relu"] = relu_forward(out)
    if dropout_param is not None:
        out, caches["dropout"] = helpers.dropout_forward(out, dropout_param)
    return out, caches


def block_backward(dout, cache):
    if "dropout" in cache:
        dout = helpers.dropout_backward(dout, cache["dropout"])
    if "both" in cache:
        return (*affine_relu_backward(dout, cache["both"]), None, None)
    dout = relu_backward(dout, cache["relu"])
    layer = getattr(helpers, cache["name"] + "_backward")
    dout, dgamma, dbeta = layer(dout, cache["norm"])
    dx, dw, db = affine_backward(dout, cache["affine"])
    return dx, dw, db, dgamma, dbeta
