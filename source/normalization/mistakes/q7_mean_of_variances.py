"""The variance of a channel is the mean over the variances of its images.

question: q7_spatial
fails: test_spatial_batchnorm_forward
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    columns = x.movedim(1, -1)
    out, cache = batchnorm_forward(columns.reshape(-1, x.shape[1]), gamma, beta, bn_param)
    if bn_param["mode"] == "train":
        mean = x.mean((0, 2, 3), keepdim=True)
        var = x.var((2, 3), unbiased=False, keepdim=True).mean(0, keepdim=True)
        eps = bn_param.get("eps", 1e-5)
        return gamma.view(1, -1, 1, 1) * (x - mean) / (var + eps).sqrt() + beta.view(1, -1, 1, 1), cache
    return out.reshape(columns.shape).movedim(-1, 1), cache
