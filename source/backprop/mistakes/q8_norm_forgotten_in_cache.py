"""Which normalization there was lies in a global: a block that came between decides.

question: q8_block
fails: test_block_with_normalization
"""
NORMS = {
    "batchnorm": (helpers.batchnorm_forward, helpers.batchnorm_backward),
    "layernorm": (helpers.layernorm_forward, helpers.layernorm_backward),
}


_norm = None


def block_forward(x, w, b, gamma=None, beta=None, norm=None, norm_param=None, dropout_param=None):
    global _norm
    _norm, norm_cache, dropout_cache = norm, None, None
    out, affine_cache = affine_forward(x, w, b)
    if norm is not None:
        out, norm_cache = NORMS[norm][0](out, gamma, beta, norm_param)
    out, relu_cache = relu_forward(out)
    if dropout_param is not None:
        out, dropout_cache = helpers.dropout_forward(out, dropout_param)
    return out, (affine_cache, norm_cache, relu_cache, dropout_cache)


def block_backward(dout, cache):
    affine_cache, norm_cache, relu_cache, dropout_cache = cache
    dgamma = dbeta = None
    if dropout_cache is not None:
        dout = helpers.dropout_backward(dout, dropout_cache)
    dout = relu_backward(dout, relu_cache)
    if _norm is not None:
        dout, dgamma, dbeta = NORMS[_norm][1](dout, norm_cache)
    return (*affine_backward(dout, affine_cache), dgamma, dbeta)
