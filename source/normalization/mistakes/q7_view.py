"""By view: tensors that are not contiguous fail.

question: q7_spatial
fails: test_spatial_batchnorm_takes_any_tensor
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    assert x.view(-1) is not None
    columns = x.movedim(1, -1)
    out, cache = batchnorm_forward(columns.contiguous().view(-1, x.shape[1]), gamma, beta, bn_param)
    return out.reshape(columns.shape).movedim(-1, 1), cache
