"""dgamma and dbeta have the shape (1, C, 1, 1).

question: q7_spatial
fails: test_spatial_batchnorm_backward
cell: spatial_batchnorm_backward
"""
def spatial_batchnorm_backward(dout, cache):
    columns = dout.movedim(1, -1)
    dx, dgamma, dbeta = batchnorm_backward_alt(columns.reshape(-1, dout.shape[1]), cache)
    return dx.reshape(columns.shape).movedim(-1, 1), dgamma[None, :, None, None], dbeta[None, :, None, None]
