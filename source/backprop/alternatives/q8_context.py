"""A list of steps back, made on the way; None for what there is not.

question: q8_block
fails: none
"""
def block_forward(x, w, b, gamma=None, beta=None, norm=None, norm_param=None, dropout_param=None):
    out, c = affine_forward(x, w, b)
    back = [(affine_backward, c)]
    if norm in ("batchnorm", "layernorm"):
        out, c = getattr(helpers, norm + "_forward")(out, gamma, beta, norm_param)
        back.append((getattr(helpers, norm + "_backward"), c))
    out, c = relu_forward(out)
    back.append((relu_backward, c))
    if not dropout_param is None:
        out, c = helpers.dropout_forward(out, dropout_param)
        back.append((helpers.dropout_backward, c))
    return out, tuple(back)


def block_backward(dout, cache):
    more = []
    for step, c in cache[::-1]:
        found = step(dout, c)
        if isinstance(found, tuple):
            dout, *more = *found[:1], *found[1:], *more
        else:
            dout = found
    dw, db, *rest = more
    dgamma, dbeta = rest or (None, None)
    return dout, dw, db, dgamma, dbeta
