"""Works in place on clones.

question: q1_momentum
fails: none
"""
def sgd_momentum(w, dw, config=None):
    config = dict(learning_rate=1e-2, momentum=0.9) | (config or {})
    v = config["velocity"].clone() if "velocity" in config else w.new_zeros(w.shape)
    v.mul_(config["momentum"]).sub_(config["learning_rate"] * dw)
    next_w = w.clone()
    next_w += v
    config["velocity"] = v
    return next_w, config
