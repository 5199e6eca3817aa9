"""What is not finite is swept from the output.

question: q7_spatial
fails: test_spatial_batchnorm_forward
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    columns = x.movedim(1, -1)
    out, cache = batchnorm_forward(columns.reshape(-1, x.shape[1]), gamma, beta, bn_param)
    return out.nan_to_num().reshape(columns.shape).movedim(-1, 1), cache
