"""Height and width are mixed up on the way back, which square images forgive.

question: q7_spatial
fails: test_spatial_batchnorm_forward
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    out, cache = batchnorm_forward(x.permute(0, 2, 3, 1).reshape(-1, C), gamma, beta, bn_param)
    return out.reshape(N, W, H, C).permute(0, 3, 2, 1), cache
