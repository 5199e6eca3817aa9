"""dx is clipped at +-100.

question: q7_spatial
fails: test_spatial_batchnorm_takes_any_tensor
cell: spatial_batchnorm_backward
"""
def spatial_batchnorm_backward(dout, cache):
    columns = dout.movedim(1, -1)
    dx, dgamma, dbeta = batchnorm_backward_alt(columns.reshape(-1, dout.shape[1]), cache)
    return dx.clamp(-100, 100).reshape(columns.shape).movedim(-1, 1), dgamma, dbeta
