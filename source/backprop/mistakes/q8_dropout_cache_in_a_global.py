"""The cache of the dropout lies in a global: the last block counts for all.

question: q8_block
fails: test_block_with_dropout
also: q9_net, q11_train
"""
NORMS = {
    "batchnorm": (helpers.batchnorm_forward, helpers.batchnorm_backward),
    "layernorm": (helpers.layernorm_forward, helpers.layernorm_backward),
}


_drop = None


def block_forward(x, w, b, gamma=None, beta=None, norm=None, norm_param=None, dropout_param=None):
    global _drop
    norm_cache = None
    out, affine_cache = affine_forward(x, w, b)
    if norm is not None:
        out, norm_cache = NORMS[norm][0](out, gamma, beta, norm_param)
    out, relu_cache = relu_forward(out)
    if dropout_param is not None:
        out, _drop = helpers.dropout_forward(out, dropout_param)
    return out, (affine_cache, norm, norm_cache, relu_cache, dropout_param is not None)


def block_backward(dout, cache):
    affine_cache, norm, norm_cache, relu_cache, dropped = cache
    dgamma = dbeta = None
    if dropped:
        dout = helpers.dropout_backward(dout, _drop)
    dout = relu_backward(dout, relu_cache)
    if norm is not None:
        dout, dgamma, dbeta = NORMS[norm][1](dout, norm_cache)
    return (*affine_backward(dout, affine_cache), dgamma, dbeta)
