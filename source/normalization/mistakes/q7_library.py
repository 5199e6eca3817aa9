"""By F.batch_norm.

question: q7_spatial
fails: test_spatial_batchnorm_takes_any_tensor
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    columns = x.movedim(1, -1)
    out, cache = batchnorm_forward(columns.reshape(-1, x.shape[1]), gamma, beta, bn_param)
    if bn_param["mode"] == "train" and len(x) > 1:
        eps = bn_param.get("eps", 1e-5)
        return torch.nn.functional.batch_norm(x, None, None, gamma, beta, True, 0.1, eps), cache
    return out.reshape(columns.shape).movedim(-1, 1), cache
