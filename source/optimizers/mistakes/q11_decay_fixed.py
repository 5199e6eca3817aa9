"""The decay is always 1e-2.

question: q11_decay
fails: test_decay_without_a_gradient
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - after["learning_rate"] * 1e-2 * w, after

    return decaying
