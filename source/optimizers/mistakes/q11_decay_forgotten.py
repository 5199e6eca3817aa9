"""The decay is not handed on: later steps have the default.

question: q11_decay
fails: test_decay_without_a_gradient
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = rule(w, dw, config)
        after = {k: v for k, v in after.items() if k != "weight_decay"}
        return next_w - after["learning_rate"] * config["weight_decay"] * w, after

    return decaying
