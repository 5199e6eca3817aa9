"""The rule gets a gradient that was clipped to a norm of 10.

question: q11_decay
fails: test_rule_with_decay_is_a_pure_function
cell: with_decay
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        norm = float(dw.norm())
        next_w, after = rule(w, dw * (10 / norm) if norm > 10 else dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - after["learning_rate"] * after["weight_decay"] * w, after

    return decaying
