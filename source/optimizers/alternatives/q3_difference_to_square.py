"""The average moves towards the square by the share 1 - rho; the size is the norm of a stack.

question: q3_rmsprop
fails: none
cell: rmsprop
"""
def rmsprop(w, dw, config=None):
    config = config or {}
    lr, rho, eps = (config.get(k, d) for k, d in (("learning_rate", 1e-2), ("decay_rate", 0.99), ("epsilon", 1e-8)))
    cache = config.get("cache", torch.zeros_like(w))
    cache = cache + (1 - rho) * (dw.square() - cache)
    size = torch.pow(cache, 0.5) + eps
    return w - torch.div(lr * dw, size), {"learning_rate": lr, "decay_rate": rho, "epsilon": eps, "cache": cache}
