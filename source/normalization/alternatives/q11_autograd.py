"""The whole network by autograd.

question: q11_net
fails: none
"""
def _norm(x, gamma, beta, kind, p):
    eps = p.get("eps", 1e-5)
    if kind == "layernorm":
        return gamma * (x - x.mean(1, keepdim=True)) / (x.var(1, correction=0, keepdim=True) + eps).sqrt() + beta
    if p["mode"] == "train":
        mean, var = x.mean(0), x.var(0, correction=0)
        m = p.get("momentum", 0.9)
        p["running_mean"] = m * p.get("running_mean", 0 * mean).detach() + (1 - m) * mean.detach()
        p["running_var"] = m * p.get("running_var", 0 * var).detach() + (1 - m) * var.detach()
    elif p["mode"] == "test":
        mean, var = p["running_mean"], p["running_var"]
    else:
        raise ValueError(p["mode"])
    return gamma * (x - mean) / (var + eps).sqrt() + beta


def net_loss(params, x, y=None, normalization=None, norm_params=None, dropout_param=None, reg=0.0):
    leaves = {k: v.detach().clone().requires_grad_() for k, v in params.items()}
    k, h = 1, x
    with torch.enable_grad():
        while True:
            h = h @ leaves[f"W{k}"] + leaves[f"b{k}"]
            if f"W{k + 1}" not in leaves:
                break
            if normalization is not None:
                h = _norm(h, leaves[f"gamma{k}"], leaves[f"beta{k}"], normalization, norm_params[k - 1])
            h = torch.relu(h)
            if dropout_param is not None:
                _, mask = helpers.dropout_forward(torch.ones_like(h), dropout_param)
                h = h * mask
            k += 1
        if y is None:
            return h.detach()
        loss = torch.nn.functional.cross_entropy(h, y)
        loss = loss + 0.5 * reg * sum((w**2).sum() for n, w in leaves.items() if n[0] == "W")
    grads = torch.autograd.grad(loss, list(leaves.values()))
    return loss.item(), dict(zip(leaves, grads))
