"""With transpose and flatten: one row for each channel.

question: q7_spatial
fails: none
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    channels = x.transpose(0, 1)
    out, cache = batchnorm_forward(channels.flatten(1).T, gamma, beta, bn_param)
    back = lambda t: t.T.reshape(channels.shape).transpose(0, 1)
    if cache is not None:
        x_hat, *rest = cache
        cache = (back(x_hat).movedim(1, -1).reshape(-1, x.shape[1]), *rest)
    return back(out).contiguous(), cache
