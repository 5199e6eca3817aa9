"""The averages take a step for each image of the batch.

question: q7_spatial
fails: test_spatial_batchnorm_forward
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    columns = x.movedim(1, -1)
    own = dict(bn_param)
    out, cache = batchnorm_forward(columns.reshape(-1, x.shape[1]), gamma, beta, own)
    if bn_param["mode"] == "train":
        for image in columns:
            batchnorm_forward(image.reshape(-1, x.shape[1]), gamma, beta, bn_param)
    return out.reshape(columns.shape).movedim(-1, 1), cache
