"""dout is changed.

question: q8_groupnorm
fails: test_groupnorm_is_a_pure_function
cell: spatial_groupnorm_backward
"""
def spatial_groupnorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    plain = dout.clone()
    dx_hat = dout.mul_(gamma).reshape(x_hat.shape)
    dx = standardize_backward(dx_hat, x_hat, var, 2, eps).reshape(dout.shape)
    dgamma = (plain * x_hat.reshape(dout.shape)).sum((0, 2, 3), keepdim=True)
    return dx, dgamma, plain.sum((0, 2, 3), keepdim=True)
