"""The step of an addcdiv, the cache of an addcmul.

question: q3_rmsprop
cell: rmsprop
fails: none
"""
def rmsprop(w, dw, config=None):
    import collections

    settings = collections.ChainMap(
        {}, config or {}, {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8}
    )
    rho = settings["decay_rate"]
    old = settings.get("cache")
    c = torch.addcmul(rho * (torch.zeros_like(w) if old is None else old), dw, dw, value=1 - rho)
    next_w = torch.addcdiv(w, dw, c.sqrt().add(settings["epsilon"]), value=-settings["learning_rate"])
    return next_w, collections.OrderedDict(settings) | {"cache": c}
