"""The means of the gradient run over single channels, as in instance norm.

question: q8_groupnorm
fails: test_groupnorm_backward
cell: spatial_groupnorm_backward
"""
def spatial_groupnorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    N, C, H, W = dout.shape
    G = x_hat.shape[1]
    wide = var.repeat_interleave(C // G, 1).view(N, C, 1, 1)
    dx = standardize_backward(dout * gamma, x_hat.reshape(dout.shape), wide, (2, 3), eps)
    return dx, (dout * x_hat.reshape(dout.shape)).sum((0, 2, 3), keepdim=True), dout.sum((0, 2, 3), keepdim=True)
