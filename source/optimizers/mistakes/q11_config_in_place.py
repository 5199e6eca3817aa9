"""The caller's config gets the default of the decay.

question: q11_decay
fails: test_rule_with_decay_is_a_pure_function
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {} if config is None else config
        config.setdefault("weight_decay", 1e-2)
        config["w"] = w
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - after["learning_rate"] * after["weight_decay"] * w, after

    return decaying
