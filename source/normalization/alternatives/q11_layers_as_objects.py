"""Objects with forward and backward methods in a list.

question: q11_net
fails: none
"""
class _Affine:
    def __init__(self, k): self.k = k
    def forward(self, p, x):
        out, self.cache = helpers.affine_forward(x, p[f"W{self.k}"], p[f"b{self.k}"])
        return out
    def backward(self, dout, grads):
        dx, grads[f"W{self.k}"], grads[f"b{self.k}"] = helpers.affine_backward(dout, self.cache)
        return dx
class _Norm:
    def __init__(self, k, kind, memory): self.k, self.kind, self.memory = k, kind, memory
    def forward(self, p, x):
        f = batchnorm_forward if self.kind == "batchnorm" else layernorm_forward
        out, self.cache = f(x, p[f"gamma{self.k}"], p[f"beta{self.k}"], self.memory)
        return out
    def backward(self, dout, grads):
        f = batchnorm_backward if self.kind == "batchnorm" else layernorm_backward
        dx, grads[f"gamma{self.k}"], grads[f"beta{self.k}"] = f(dout, self.cache)
        return dx
class _Plain:
    def __init__(self, forward, backward, *more): self.f, self.b, self.more = forward, backward, more
    def forward(self, p, x):
        out, self.cache = self.f(x, *self.more)
        return out
    def backward(self, dout, grads):
        return self.b(dout, self.cache)
def net_loss(params, x, y=None, normalization=None, norm_params=None, dropout_param=None, reg=0.0):
    L = max(int(name[1:]) for name in params if name[0] == "W")
    layers = []
    for k in range(1, L):
        layers.append(_Affine(k))
        if normalization:
            layers.append(_Norm(k, normalization, norm_params[k - 1]))
        layers.append(_Plain(helpers.relu_forward, helpers.relu_backward))
        if dropout_param is not None:
            layers.append(_Plain(helpers.dropout_forward, helpers.dropout_backward, dropout_param))
    layers.append(_Affine(L))
    for layer in layers:
        x = layer.forward(params, x)
    if y is None:
        return x
    loss, dout = helpers.softmax_loss(x, y)
    grads = {}
    for layer in layers[::-1]:
        dout = layer.backward(dout, grads)
    weights = [params[f"W{k}"] for k in range(1, L + 1)]
    loss = loss + reg / 2 * sum(torch.sum(W * W) for W in weights)
    for k, W in enumerate(weights, 1):
        grads[f"W{k}"] = grads[f"W{k}"] + reg * W
    return loss, grads
