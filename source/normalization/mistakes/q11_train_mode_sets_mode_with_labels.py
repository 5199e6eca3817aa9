"""With labels every layer is put into train mode.

question: q11_net
fails: test_net_is_a_pure_function
cell: net_loss
"""
def net_loss(params, x, y=None, normalization=None, norm_params=None, dropout_param=None, reg=0.0):
    L = sum(1 for name in params if name.startswith("W"))
    if y is not None:
        for p in norm_params or []:
            p["mode"] = "train"
    out, caches = x, []
    for k in range(1, L):
        W, b = params[f"W{k}"], params[f"b{k}"]
        out, a = helpers.affine_forward(out, W, b)
        n = d = None
        if normalization == "batchnorm":
            out, n = batchnorm_forward(out, params[f"gamma{k}"], params[f"beta{k}"], norm_params[k - 1])
        elif normalization == "layernorm":
            out, n = layernorm_forward(out, params[f"gamma{k}"], params[f"beta{k}"], norm_params[k - 1])
        out, r = helpers.relu_forward(out)
        if dropout_param is not None:
            out, d = helpers.dropout_forward(out, dropout_param)
        caches.append((a, n, r, d))
    out, last = helpers.affine_forward(out, params[f"W{L}"], params[f"b{L}"])
    if y is None:
        return out
    loss, dout = helpers.softmax_loss(out, y)
    grads = {}
    dout, grads[f"W{L}"], grads[f"b{L}"] = helpers.affine_backward(dout, last)
    for k in range(L - 1, 0, -1):
        a, n, r, d = caches[k - 1]
        if d is not None:
            dout = helpers.dropout_backward(dout, d)
        dout = helpers.relu_backward(dout, r)
        if normalization == "batchnorm":
            dout, grads[f"gamma{k}"], grads[f"beta{k}"] = batchnorm_backward_alt(dout, n)
        elif normalization == "layernorm":
            dout, grads[f"gamma{k}"], grads[f"beta{k}"] = layernorm_backward(dout, n)
        dout, grads[f"W{k}"], grads[f"b{k}"] = helpers.affine_backward(dout, a)
    for k in range(1, L + 1):
        W = params[f"W{k}"]
        loss = loss + 0.5 * reg * (W * W).sum()
        grads[f"W{k}"] = grads[f"W{k}"] + reg * W
    return loss, grads
