"""dgamma is the same for all channels of a group.

question: q8_groupnorm
fails: test_groupnorm_backward
cell: spatial_groupnorm_backward
"""
def spatial_groupnorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    dx = standardize_backward((dout * gamma).reshape(x_hat.shape), x_hat, var, 2, eps).reshape(dout.shape)
    N, C, H, W = dout.shape
    G = x_hat.shape[1]
    s = lambda t: t.reshape(N, G, -1).sum((0, 2)).repeat_interleave(C // G).view(1, C, 1, 1) / (C // G)
    return dx, s(dout * x_hat.reshape(dout.shape)), s(dout)
