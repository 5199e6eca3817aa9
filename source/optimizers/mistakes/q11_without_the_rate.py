"""The decay is not multiplied by the learning rate.

question: q11_decay
fails: test_decay_without_a_gradient
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - after["weight_decay"] * w, after

    return decaying
