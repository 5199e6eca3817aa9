"""A decay of 0 is taken for a missing one.

question: q11_decay
fails: test_rule_with_decay_is_a_pure_function
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = dict(config or {})
        config["weight_decay"] = config.get("weight_decay") or 1e-2
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - after["learning_rate"] * after["weight_decay"] * w, after

    return decaying
