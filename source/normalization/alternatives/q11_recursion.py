"""One layer after the other, by recursion.

question: q11_net
fails: none
"""
def net_loss(params, x, y=None, normalization=None, norm_params=None, dropout_param=None, reg=0.0):
    passes = {"batchnorm": (batchnorm_forward, batchnorm_backward), "layernorm": (layernorm_forward, layernorm_backward)}
    last, grads = max(int(name[1:]) for name in params if name.startswith("W")), {}

    def from_layer(k, h):
        out, cache = helpers.affine_forward(h, params[f"W{k}"], params[f"b{k}"])
        norm = drop = relu = None
        if k < last:
            if normalization:
                out, norm = passes[normalization][0](out, params[f"gamma{k}"], params[f"beta{k}"], norm_params[k - 1])
            out, relu = helpers.relu_forward(out)
            if dropout_param:
                out, drop = helpers.dropout_forward(out, dropout_param)
            result, dout = from_layer(k + 1, out)
        elif y is None:
            return out, None
        else:
            result, dout = helpers.softmax_loss(out, y)
        if dout is None:
            return result, None
        if drop is not None:
            dout = helpers.dropout_backward(dout, drop)
        if relu is not None:
            dout = helpers.relu_backward(dout, relu)
        if norm is not None:
            dout, grads[f"gamma{k}"], grads[f"beta{k}"] = passes[normalization][1](dout, norm)
        dout, dw, grads[f"b{k}"] = helpers.affine_backward(dout, cache)
        grads[f"W{k}"] = dw + reg * params[f"W{k}"]
        return result + 0.5 * reg * params[f"W{k}"].square().sum().item(), dout

    result, _ = from_layer(1, x)
    return result if y is None else (result, grads)
