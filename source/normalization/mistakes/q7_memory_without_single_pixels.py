"""A single image of one pixel does not move the averages.

question: q7_spatial
fails: test_spatial_batchnorm_forward
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    params = dict(bn_param) if N * H * W == 1 else bn_param
    out, cache = batchnorm_forward(x.permute(0, 2, 3, 1).reshape(-1, C), gamma, beta, params)
    return out.reshape(N, H, W, C).permute(0, 3, 1, 2), cache
