"""Each channel is a row, normalized over the wrong axis.

question: q7_spatial
fails: test_spatial_batchnorm_forward
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    out, cache = batchnorm_forward(x.reshape(N, C * H * W), gamma.repeat_interleave(H * W), beta.repeat_interleave(H * W), bn_param)
    return out.reshape(x.shape), cache
