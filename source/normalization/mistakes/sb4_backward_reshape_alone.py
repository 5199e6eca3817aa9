"""dout is reshaped without moving the axis.

question: q7_spatial
fails: test_spatial_batchnorm_backward
cell: spatial_batchnorm_backward
"""
def spatial_batchnorm_backward(dout, cache):
    columns = dout
    dx, dgamma, dbeta = batchnorm_backward_alt(columns.reshape(-1, dout.shape[1]), cache)
    return dx.reshape(columns.shape), dgamma, dbeta
