"""Reshaped without moving the axis: columns mix the channels.

question: q7_spatial
fails: test_spatial_batchnorm_sets_each_channel
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    columns = x
    out, cache = batchnorm_forward(columns.reshape(-1, x.shape[1]), gamma, beta, bn_param)
    return out.reshape(columns.shape), cache
