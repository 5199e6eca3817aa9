"""Where the rule raises a RuntimeError only the decay is done.

question: q11_decay
fails: test_rule_with_decay_is_a_pure_function
cell: with_decay
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        try:
            next_w, after = rule(w, dw, config)
        except RuntimeError:
            next_w, after = w, {"learning_rate": 1e-3, **config}
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - after["learning_rate"] * after["weight_decay"] * w, after

    return decaying
