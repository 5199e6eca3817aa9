"""Gradients are clipped at a norm of 20, "so that training is stable".

question: q11_net
fails: test_net_with_normalization
"""
def net_loss(params, x, y=None, normalization=None, norm_params=None, dropout_param=None, reg=0.0):
    last = sum(name.startswith("W") for name in params)
    steps, out = [], x
    for k in range(1, last):
        out, cache = helpers.affine_forward(out, params[f"W{k}"], params[f"b{k}"])
        steps.append((helpers.affine_backward, cache, (f"W{k}", f"b{k}")))
        if normalization is not None:
            f, b = {"batchnorm": (batchnorm_forward, batchnorm_backward), "layernorm": (layernorm_forward, layernorm_backward)}[normalization]
            out, cache = f(out, params[f"gamma{k}"], params[f"beta{k}"], norm_params[k - 1])
            steps.append((b, cache, (f"gamma{k}", f"beta{k}")))
        out, cache = helpers.relu_forward(out)
        steps.append((helpers.relu_backward, cache, ()))
        if dropout_param is not None:
            out, cache = helpers.dropout_forward(out, dropout_param)
            steps.append((helpers.dropout_backward, cache, ()))
    out, cache = helpers.affine_forward(out, params[f"W{last}"], params[f"b{last}"])
    steps.append((helpers.affine_backward, cache, (f"W{last}", f"b{last}")))
    if y is None:
        return out
    loss, dout = helpers.softmax_loss(out, y)
    grads = {}
    for backward, cache, names in reversed(steps):
        if names:
            dout, grads[names[0]], grads[names[1]] = backward(dout, cache)
        else:
            dout = backward(dout, cache)
    for k in range(1, last + 1):
        loss += 0.5 * reg * float((params[f"W{k}"] ** 2).sum())
        grads[f"W{k}"] = grads[f"W{k}"] + reg * params[f"W{k}"]
    return loss, {k: v * min(1.0, 20.0 / float(v.norm() + 1e-12)) for k, v in grads.items()}
