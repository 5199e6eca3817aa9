"""Two loops, a cache for each kind of layer.

question: q11_net
fails: none
"""
def net_loss(params, x, y=None, normalization=None, norm_params=None, dropout_param=None, reg=0.0):
    L = len([name for name in params if name[0] == "W"])
    caches, h = {}, x
    for i in range(1, L):
        h, caches["a", i] = helpers.affine_forward(h, params["W%d" % i], params["b%d" % i])
        if normalization == "batchnorm":
            h, caches["n", i] = batchnorm_forward(h, params["gamma%d" % i], params["beta%d" % i], norm_params[i - 1])
        elif normalization == "layernorm":
            h, caches["n", i] = layernorm_forward(h, params["gamma%d" % i], params["beta%d" % i], norm_params[i - 1])
        h, caches["r", i] = helpers.relu_forward(h)
        if dropout_param:
            h, caches["d", i] = helpers.dropout_forward(h, dropout_param)
    scores, cache = helpers.affine_forward(h, params["W%d" % L], params["b%d" % L])
    if y is None:
        return scores
    loss, d = helpers.softmax_loss(scores, y)
    grads = {}
    d, grads["W%d" % L], grads["b%d" % L] = helpers.affine_backward(d, cache)
    for i in range(L - 1, 0, -1):
        if dropout_param:
            d = helpers.dropout_backward(d, caches["d", i])
        d = helpers.relu_backward(d, caches["r", i])
        if normalization == "batchnorm":
            d, grads["gamma%d" % i], grads["beta%d" % i] = batchnorm_backward_alt(d, caches["n", i])
        elif normalization == "layernorm":
            d, grads["gamma%d" % i], grads["beta%d" % i] = layernorm_backward(d, caches["n", i])
        d, grads["W%d" % i], grads["b%d" % i] = helpers.affine_backward(d, caches["a", i])
    if reg:
        for i in range(1, L + 1):
            loss += 0.5 * reg * torch.sum(params["W%d" % i] ** 2).item()
            grads["W%d" % i] += reg * params["W%d" % i]
    return loss, grads
