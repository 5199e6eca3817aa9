"""A tensor of zero dimensions is not decayed.

question: q11_decay
fails: test_rule_with_decay_is_a_pure_function
cell: with_decay
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        share = after["learning_rate"] * after["weight_decay"]
        return next_w - share * w if w.ndim != 1 else next_w - share * w * (w.numel() > 1), after

    return decaying
