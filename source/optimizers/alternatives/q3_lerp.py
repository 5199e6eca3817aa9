"""With torch.lerp and addcdiv.

question: q3_rmsprop
fails: none
"""
def rmsprop(w, dw, config=None):
    config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8} | dict(config or {})
    cache = config.get("cache")
    cache = torch.zeros_like(w) if cache is None else cache
    cache = torch.lerp(dw.square(), cache, config["decay_rate"])
    step = dw / cache.sqrt().add(config["epsilon"])
    config["cache"] = cache
    return w.sub(step, alpha=config["learning_rate"]), config
