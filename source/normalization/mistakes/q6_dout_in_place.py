"""dout is changed.

question: q6_layernorm
fails: test_layernorm_is_a_pure_function
cell: layernorm_backward
"""
def layernorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    plain = dout.clone()
    dout *= gamma
    dx = standardize_backward(dout, x_hat, var, 1, eps)
    return dx, (plain * x_hat).sum(0), plain.sum(0)
