"""Only what has two dimensions is decayed, as libraries do it for biases.

question: q11_decay
fails: test_decay_beside_a_rule_that_remembers
cell: with_decay
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        if w.dim() < 2:
            return next_w, after
        return next_w - after["learning_rate"] * after["weight_decay"] * w, after

    return decaying
