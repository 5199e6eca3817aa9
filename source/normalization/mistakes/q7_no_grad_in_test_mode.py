"""Test mode is taken for a mode without gradients.

question: q7_spatial
fails: test_spatial_batchnorm_takes_any_tensor
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    columns = x.movedim(1, -1)
    with torch.set_grad_enabled(bn_param["mode"] == "train" and torch.is_grad_enabled()):
        out, cache = batchnorm_forward(columns.reshape(-1, x.shape[1]), gamma, beta, bn_param)
        return out.reshape(columns.shape).movedim(-1, 1), cache
