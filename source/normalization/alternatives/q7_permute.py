"""With permute and the first backward pass.

question: q7_spatial
fails: none
cell: spatial_batchnorm_backward
"""
def spatial_batchnorm_backward(dout, cache):
    n, c, h, w = dout.shape
    flat = dout.permute(0, 2, 3, 1).reshape(n * h * w, c)
    dx, dgamma, dbeta = batchnorm_backward(flat, cache)
    return dx.reshape(n, h, w, c).permute(0, 3, 1, 2), dgamma, dbeta
